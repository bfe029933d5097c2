// What reach needs of a world: plain objects, and how the agent is set.
import { Manifest } from '../manifest';
import { EngineSettings } from '../models/agent/verdict';
import { IngressPath } from '../models/gateway';

/** An object and where it was written. @internal */
export interface ReachObject {
  readonly manifest: Manifest;
  /** File, or path of a construct: for people. */
  readonly origin?: string;
}

/** Addresses that policy does not know as the world. @internal */
export interface InsideAddresses {
  /** `kube-apiserver` or `remote-node` by address. */
  readonly nodes: ReadonlyMap<string, string>;
  /** What lies in a network: `pods`, `Services`. */
  readonly networks: readonly { readonly network: string; readonly of: string }[];
}

/** The input of every question. @internal */
export interface ReachInput {
  readonly objects: readonly ReachObject[];
  /** Settings of the agent, its minor among them. @default - the chart's, newest minor */
  readonly settings?: EngineSettings;
  /** Ways that Gateways open from the world. @default - none */
  readonly gateways?: readonly IngressPath[];
  /** False if there may be more than these objects. @default true */
  readonly complete?: boolean;
  /** What a reader must know of how the objects were chosen. @default - nothing */
  readonly remarks?: readonly string[];
  /** Addresses that are inside of the cluster, whatever networks policies name. @default - none is known */
  readonly inside?: InsideAddresses;
  /** Names outside that questions are about, beside those of the policies. @default - none */
  readonly names?: readonly string[];
}
