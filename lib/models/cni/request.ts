// What a pod asks of a network beside its name: the entry of the annotation, and what Multus makes of it.
import { PlainMap } from '../../manifest';

/** A request of a pod, already of the right types. */
export interface Request {
  readonly interface?: string;
  readonly ips?: readonly string[];
  readonly mac?: string;
  /** `cni-args`. */
  readonly cniArgs?: PlainMap;
  readonly portMappings?: readonly PlainMap[];
  readonly bandwidth?: PlainMap;
  readonly deviceID?: string;
}
