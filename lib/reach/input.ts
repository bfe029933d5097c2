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
  /** Names outside that questions are about, beside those of the policies. @default - none */
  readonly names?: readonly string[];
}
