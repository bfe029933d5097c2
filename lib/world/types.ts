// The world: everything that was read, and what is known of the cluster beside it.
import type { EngineSettings } from '../models/agent/verdict';
import { ClusterFacts } from '../facts';
import { CheckedDocument, CheckedObject } from './origin';
import type { RenderedRelease } from './releases';
import type { JudgedMachine, MachineTree } from './talos-inputs';

export * from './origin';

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
  readonly agent?: EngineSettings;
  /** What of it nobody wrote: an error that rests on it is a warning. @default - everything is written */
  readonly assumed?: readonly Assumption[];
}

/** What may be assumed of a cluster. */
export type Assumption = 'cilium' | 'gatewayApi' | 'serviceSubnets';

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
  /** What goes with the input, and is no part of it: `.talosnet.yaml`, with the invariants that somebody demands. @default - there is none */
  readonly configuration?: CheckedDocument;
  /** What is installed by charts; the objects of a chart that is known are among the objects, behind those that were read. */
  readonly releases: readonly RenderedRelease[];
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
