// What the check room talks about: objects with where they come from, what is wrong with them, and the rules that say so.
import type { AgentSettings } from '../models/agent';
import { Manifest, PlainMap } from '../manifest';

/** How bad it is. `note` is off unless somebody asks for it. */
export type Level = 'error' | 'warning' | 'note';

/** Where an object was read. */
export interface Origin {
  /** File as the user named it; `-` for standard input. Absent for an object of an app. */
  readonly file?: string;
  /** Number of the document in the file, from 1; items of a List share it. */
  readonly document?: number;
  /** Path inside of the document at which the object begins, as for an item of a List. @default - the document itself */
  readonly within?: Path;
  /** Path of the construct that made it, for an object of an app. */
  readonly construct?: string;
  /** A kustomization of the input lists the file, or Flux builds its folder: what is applied may hold more than what is written. @default false */
  readonly built?: boolean;
}

/** Keys and positions from the root of an object. */
export type Path = readonly (string | number)[];

/**
 * A plain object and its origin; nulls are kept as they were written. Where a kustomization, a Flux Kustomization or an Argo CD Application of the
 * input puts it into a namespace, that one stands in its metadata. A string with `${…}` is filled in by Flux later: what is said about such a value is
 * dropped by the frame (rules say nothing special, they show the value in the message or point at it).
 */
export interface CheckedObject {
  readonly manifest: Manifest;
  readonly origin: Origin;
}

/** A document that is no Kubernetes object: a Talos config or patch, a values file, a kustomization. */
export interface CheckedDocument {
  readonly content: PlainMap;
  readonly origin: Origin;
}

/** One thing that is wrong. */
export interface Problem {
  readonly level: Level;
  /** `<layer>/<name>`: schema/…, cel/…, cilium/…, or the subject of a rule: object/…, reference/…, address/…, cni/…, values/…, l2/…. */
  readonly code: string;
  /** Whose line is reported. */
  readonly at: CheckedObject | CheckedDocument;
  /** Place inside of that object. */
  readonly path: Path;
  /** What is wrong, with the value shown; the first letter is small, no full stop. */
  readonly message: string;
  /** What to write instead. */
  readonly repair: string;
}

/** Versions that the checks assume, and what else they know about the cluster as a whole. */
export interface Versions {
  /** `1.18`, `1.19` or `1.20`. */
  readonly cilium: string;
  /** Gateway API bundle, such as `v1.6.1`. */
  readonly gatewayApi: string;
  /** `1.11` to `1.14`; undefined when nothing says so: rules that need it stay silent. */
  readonly talos?: string;
  /** Service subnets that the Talos documents write. @default - none is written */
  readonly serviceSubnets?: readonly string[];
  /** Settings of Cilium's agent that the values in the input say. @default - the chart's defaults */
  readonly agent?: AgentSettings;
}

/** Everything that was read, indexed. Rules see nothing else. */
export interface World {
  readonly versions: Versions;
  readonly objects: readonly CheckedObject[];
  /** Objects of an API group (empty for core) and kind, any version, in input order. */
  of(group: string, kind: string): readonly CheckedObject[];
  /** The one object, by group, kind, namespace (undefined for cluster-scoped) and name. A missing namespace in the input counts as `default`. */
  find(group: string, kind: string, namespace: string | undefined, name: string): CheckedObject | undefined;
  /** Talos machine configuration and patches: documents with `apiVersion: v1alpha1` and a kind, or with `machine:`/`cluster:` (v1alpha1 form). */
  readonly talos: readonly CheckedDocument[];
  /** Kustomizations, values files and other YAML that is no object, by what they are. */
  readonly documents: readonly CheckedDocument[];
  /** A file beside another one, as a kustomization or an Argo CD Application names it; undefined if it was not read. */
  document(file: string): readonly CheckedDocument[] | undefined;
  /** Values files that the user named, later ones over earlier ones. @default - none */
  readonly ciliumValues?: readonly CheckedDocument[];
  /** A model, made at the first question and kept: what several rules read (address ledger, Cilium values). */
  model<T>(model: Model<T>): T;
}

/** Something derived from the world that several rules read. */
export interface Model<T> {
  readonly name: string;
  build(world: World): T;
}

/** What a rule says, made easy. */
export interface Report {
  error(code: string, at: CheckedObject | CheckedDocument, path: Path, message: string, repair: string): void;
  warning(code: string, at: CheckedObject | CheckedDocument, path: Path, message: string, repair: string): void;
  note(code: string, at: CheckedObject | CheckedDocument, path: Path, message: string, repair: string): void;
}

/** A code that a rule can say, as the docs list it. */
export interface RuleCode {
  readonly code: string;
  /** The rule as a sentence: what must hold. */
  readonly title: string;
  /** Why, and the source. */
  readonly why: string;
}

/** A rule over everything that was read. One file each; it knows nothing of the other rules. */
export interface Rule {
  /** Layer for `--only`: objects, references, addresses, cni, values, l2. */
  readonly layer: string;
  readonly codes: readonly RuleCode[];
  check(world: World, report: Report): void;
}

/** The judgement on one object alone: schema, CEL, the agent. */
export interface ObjectLayer {
  readonly layer: string;
  /** Every code that the layer can say. */
  readonly codes: readonly RuleCode[];
  check(object: CheckedObject, versions: Versions, report: Report): void;
}
