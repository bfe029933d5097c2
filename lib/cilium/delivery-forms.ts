// What every form of the install says: what it is made from, its objects, and what they state in the end.
import { PlainMap } from '../manifest';

/** What every form says. @internal */
export interface ReleaseFacts {
  readonly version: string;
  readonly namespace: string;
  /** Values that differ from the chart's defaults. Asked for at synth. */
  readonly values: () => PlainMap;
}

/** An object of a form. @internal */
export interface DeliveryObject {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly body: () => PlainMap;
}

/** What the final objects of a form say, after overrides. @internal */
export interface DeliveryStatement {
  /** `HelmRelease/flux-system/cilium`. */
  readonly object: string;
  readonly version: unknown;
  readonly values: unknown;
}
