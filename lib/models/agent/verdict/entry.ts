// Entries: what the engine makes of each rule of each policy, whatever its kind.
import { Selector } from './selector';

/** Where an entry stands, for people. @internal */
export interface EntryOrigin {
  /** Position of the policy among those given. */
  readonly policy: number;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Keys and positions from the root of the object. */
  readonly path: readonly (string | number)[];
}

/** Protocols by the names that flows and policies use; ANY is every protocol there is. @internal */
export type Protocol = string;

/** One port or range of an entry. @internal */
export interface PortEntry {
  readonly protocol: Protocol;
  /** 0 for all ports of the protocol, and for a name. */
  readonly port: number;
  /** As written, which is what Envoy gets. */
  readonly endPort: number;
  /** The end that layer 4 looks at, 0 for none: with a name it is that of a range from the number of the name. */
  readonly end: number;
  /** Name of a port, empty for a number. */
  readonly name: string;
}

/** Ports with what is asked of their content. @internal */
export interface PortRule {
  readonly ports: readonly PortEntry[];
  readonly contents?: Contents;
}

/** A condition on one header. @internal */
export interface HeaderMatch {
  readonly name: string;
  readonly value: string;
  /** LOG, ADD, DELETE, REPLACE, or empty. */
  readonly mismatch: string;
  readonly secret: boolean;
}

/** One entry of HTTP rules; empty texts are no condition. @internal */
export interface HttpMatch {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: readonly string[];
  readonly headerMatches: readonly HeaderMatch[];
}

/** What is asked above layer 4. @internal */
export interface Contents {
  readonly http: readonly HttpMatch[];
  readonly dns: readonly { readonly name: string; readonly pattern: string }[];
  readonly serverNames: readonly string[];
  /** Something that is not modelled: TLS contexts, a listener, another parser. */
  readonly other: string;
}

/** One rule of one policy. @internal */
export interface Entry {
  readonly origin: EntryOrigin;
  readonly ingress: boolean;
  readonly deny: boolean;
  /** Selecting an endpoint switches default deny on in this direction. */
  readonly defaultDeny: boolean;
  /** The subject is the node. */
  readonly node: boolean;
  /** Namespace of the pods that it can be about; undefined for all. */
  readonly namespace?: string;
  readonly subject: Selector;
  /** Nobody if undefined; anybody if empty and there are ports. */
  readonly peers?: readonly Selector[];
  /** No rule of ports: all of them. */
  readonly ports: readonly PortRule[];
  /** Conditions that 1.18 adds to every peer of the direction. */
  readonly requires: readonly Selector[];
  /** Mode of authentication, empty for none. */
  readonly authentication: string;
}
