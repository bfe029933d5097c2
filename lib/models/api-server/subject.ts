// What the API server judges, and to whom its verdict is said.
import { Manifest } from '../../manifest';
import { Data, Level, Path, ServerObjection } from '../../problem';

/** An object on its way to the server. */
export interface Subject {
  readonly manifest: Manifest;
  /** Kustomize or Flux may add to the object before it is applied. @default false */
  readonly built?: boolean;
}

/** What decides which kinds are served. */
export interface Served {
  /** Minor of Cilium: `1.18`, `1.19` or `1.20`. */
  readonly cilium: string;
  /** Gateway API bundle, such as `v1.6.1`. */
  readonly gatewayApi: string;
  /** Service subnets that the Talos documents write. @default - the server's default */
  readonly serviceSubnets?: readonly string[];
}

/** Hears what the server says of an object. */
export type Say = (level: Level, code: string, path: Path, data: Objection) => void;

/** What is wrong, by name, and the values that it is about: `lib/problem/words/api-server` makes words of it. */
export type Objection = Data & { readonly what: ServerObjection };
