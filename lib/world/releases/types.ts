// What a release of a chart is: who asks for it, which chart, and the values, layer by layer.
import { Path } from '../../problem';
import { CheckedDocument, CheckedObject, Origin } from '../origin';

/** What releases are found in. */
export interface ReleaseInput {
  readonly objects: readonly CheckedObject[];
  readonly documents?: readonly CheckedDocument[];
  /** Files that were read. @default - none is known */
  readonly files?: readonly string[];
  /** Text of a file that was read. @default - texts are not at hand */
  readonly text?: (file: string) => string | undefined;
}

/** Values that stand together; a later layer goes over an earlier one. */
export interface ValueLayer {
  readonly values: unknown;
  /** The document that holds them. */
  readonly origin: Origin;
  /** Where in it they begin. */
  readonly at: Path;
}

/** A chart with values, as somebody installs it. */
export interface ChartRelease {
  /** The HelmRelease, the Application, or the kustomization that lists it. */
  readonly by: CheckedObject | CheckedDocument;
  /** Where in it the release is asked for. */
  readonly path: Path;
  /** Name of the chart; undefined where the input does not tell. */
  readonly chart: string | undefined;
  /** Version of the chart as it is pinned; undefined where it is not, or the input does not tell. */
  readonly version: string | undefined;
  /** Name of the release; undefined where helm makes one up. */
  readonly name: string | undefined;
  /** Namespace of its objects; undefined where the input does not tell. */
  readonly namespace: string | undefined;
  readonly layers: readonly ValueLayer[];
  /** Values that are taken from what the input does not hold, in words. */
  readonly missing: readonly string[];
  /** `postRenderers` of Flux: patches that it applies to what the chart renders. */
  readonly postRenderers: readonly unknown[];
  /** `commonMetadata` of Flux: labels and annotations for every object. */
  readonly commonMetadata?: unknown;
  /** What findings call it. @default - the object that asks for it */
  readonly title?: string;
}
