// One line of a table of connections.
import { IConstruct } from 'constructs';
import { Port } from './port';

/** Who reaches whom, and where. */
export interface Connection {
  /** A workload, a Service (the pods behind it), or a Gateway (its proxy). */
  readonly from: IConstruct;
  /**
   * A workload, a Service or a Gateway.
   *
   * @default - nobody in the cluster: see toNames
   */
  readonly to?: IConstruct;
  /**
   * Names outside of the cluster, `api.example.com`, or patterns such as `*.example.com`.
   *
   * @default - none
   */
  readonly toNames?: string[];
  /**
   * Ports as in `Policies.connect`.
   *
   * @default - all of a Service; else all ports, and ICMP
   */
  readonly ports?: Port[];
}
