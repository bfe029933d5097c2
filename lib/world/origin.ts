// What was read, piece by piece, and where.
import { Manifest, PlainMap } from '../manifest';
import { Path } from '../problem';

/** A part of a document that a tool makes, and where the user wrote what it is made of. */
export interface Moved {
  /** Path in the document; an empty one is the document itself. */
  readonly path: Path;
  /** Path in the document of the file. */
  readonly from: Path;
}

/** How something comes into a cluster: by Flux, Argo CD or a kustomization that nothing else names. */
export interface Applied {
  /** Names of the clusters that roots bring it into; none where roots are in the input and no one reaches it: then it gets notes only. */
  readonly clusters: readonly string[];
  /**
   * True where only a kustomization brings it that no root of Flux or Argo CD names, although the input has such roots: somebody may build it by hand.
   * @default false
   */
  readonly perhaps?: boolean;
  /** True where a step on its way was passed over: its fields may be others than these. @default false */
  readonly partly?: boolean;
}

/** The release of a chart that an object is rendered of. */
export interface RenderedFrom {
  /** `HelmRelease/media/plex`. */
  readonly release: string;
  /** `app-template 5.1.0`; the name alone where nothing tells the version. */
  readonly chart: string;
  /** Paths in the object that no rendering by helm stands behind: what newer versions of the chart do there is read, not compared. */
  readonly guessed: readonly Path[];
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
  /** Of an object on standard input: where its renderer says that it took it from, `web/templates/route.yaml`. @default - it says nothing */
  readonly source?: string;
  /** Path of the construct that made it, for an object of an app. */
  readonly construct?: string;
  /** Name of the file in which synth will write it, for a machine-config patch of an app. */
  readonly written?: string;
  /** Name of the generator of the kustomization in this file that makes the object, without the hash. @default - it is written there */
  readonly generator?: string;
  /** A kustomization of the input lists the file, or Flux builds its folder: what is applied may hold more than what is written. @default false */
  readonly built?: boolean;
  /** For an object that no file holds: a chart renders it of values, which stand at these places. @default - it is written */
  readonly rendered?: RenderedFrom;
}

/**
 * A plain object and its origin; nulls are kept as they were written. Where a kustomization, a Flux Kustomization or an Argo CD Application of the
 * input puts it into a namespace, that one stands in its metadata. A string with `${…}` is filled in by Flux later: what is said about such a value is
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
