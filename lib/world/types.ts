// What there is: objects with where they come from, and the world that holds them.
import type { AgentSettings } from '../models/agent';
import { ClusterFacts } from '../facts';
import { Manifest, PlainMap } from '../manifest';
import { Path } from '../problem';
import type { MachineTree, JudgedMachine } from './talos-inputs';

/** A part of a document that a tool makes, and where the user wrote what it is made of. */
export interface Moved {
  /** Path in the document; an empty one is the document itself. */
  readonly path: Path;
  /** Path in the document of the file. */
  readonly from: Path;
}

/** Where an object was read. */
export interface Origin {
  /** File as the user named it; `-` for standard input. For an object of an app the file that it goes into, below the output folder. */
  readonly file?: string;
  /** Number of the document in the file, from 1; items of a List share it. */
  readonly document?: number;
  /** Path inside of the document at which the object begins, as for an item of a List. @default - the document itself */
  readonly within?: Path;
  /** Of a document that a tool makes: where its parts stand in the file; the first that fits counts. @default - the document stands there itself */
  readonly moved?: readonly Moved[];
  /** Path of the construct that made it, for an object of an app. */
  readonly construct?: string;
  /** Name of the file in which synth will write it, for a machine-config patch of an app. */
  readonly written?: string;
  /** Name of the generator of the kustomization in this file that makes the object, without the hash. @default - it is written there */
  readonly generator?: string;
  /** A kustomization of the input lists the file, or Flux builds its folder: what is applied may hold more than what is written. @default false */
  readonly built?: boolean;
}

/** How something comes into a cluster: by Flux, Argo CD or a kustomization that nothing else names. */
export interface Applied {
  /** Names of the clusters that roots bring it into; none where roots are in the input and no one reaches it: then it gets notes only. */
  readonly clusters: readonly string[];
  /** True where a step on its way was passed over: its fields may be others than these. @default false */
  readonly partly?: boolean;
}

/**
 * A plain object and its origin; nulls are kept as they were written. Where kustomizations, Flux or Argo CD of the input change it, this is what they
 * apply. A string with `${…}` is filled in by Flux later: what is said about such a value is
 * dropped by the frame (rules say nothing special, they show the value in the message or point at it).
 */
export interface CheckedObject {
  readonly manifest: Manifest;
  readonly origin: Origin;
  /** How it comes into a cluster. @default - nothing says so: it counts as applied, in any cluster */
  readonly applied?: Applied;
}

/** A document that is no Kubernetes object: a Talos config or patch, a values file, a kustomization. */
export interface CheckedDocument {
  readonly content: PlainMap;
  readonly origin: Origin;
  /** How it comes into a cluster. @default - nothing says so: it counts for any */
  readonly applied?: Applied;
  /** Its text, for a Talos document in YAML: Talos reads `off` and `0x10` otherwise than kubectl. @default - as `content` would be written */
  readonly text?: string;
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
  /** Machines as the files of tools describe them: talhelper, TOPF, Omni. */
  readonly machineTrees: readonly MachineTree[];
  /** The same machines as Talos makes them. */
  readonly judgedMachines: readonly JudgedMachine[];
  /** Talos machine configuration and patches, those that a tool's file holds or means too: documents with `apiVersion: v1alpha1` and a kind, or with `machine:`/`cluster:` (v1alpha1 form). */
  readonly talos: readonly CheckedDocument[];
  /** Kustomizations, values files and other YAML that is no object, by what they are. */
  readonly documents: readonly CheckedDocument[];
  /** A file beside another one, as a kustomization or an Argo CD Application names it; undefined if it was not read. */
  document(file: string): readonly CheckedDocument[] | undefined;
  /** What no manifest holds: what a file of facts or an app states, and where it is silent, what the one machine tree of the input tells. */
  readonly facts?: ClusterFacts;
  /** The stated facts alone, as a document that a problem can be about. @default - nobody stated any */
  readonly factsDocument?: CheckedDocument;
  /** True if what is in neither the objects nor the facts does not exist. */
  readonly complete: boolean;
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
