// What the sources of Cilium's values have in common.
import { PlainMap } from '../../../manifest';
import { CheckedDocument, CheckedObject } from '../../types';
import { Path } from '../../../problem';

/** Values that stand in one place. Later layers of an install win over earlier ones. */
export interface ValuesLayer {
  readonly values: PlainMap;
  readonly at: CheckedObject | CheckedDocument;
  /** Where the values begin in that document. */
  readonly prefix: Path;
  /** The values are YAML inside of a text (`data` of a ConfigMap): a path ends at the text. */
  readonly inText?: boolean;
}

/** How somebody installs Cilium. */
export type InstallKind =
  | 'HelmRelease'
  | 'helmCharts'
  | 'Application'
  | 'ApplicationSet'
  | 'HelmChart'
  | 'Chart.yaml'
  | 'helmfile'
  | 'file'
  | 'cilium-config';

/** An install as its source tells it. */
export interface FoundInstall {
  readonly kind: InstallKind;
  /** The object that installs. */
  readonly at: CheckedObject | CheckedDocument;
  readonly layers: readonly ValuesLayer[];
  /** Version of the chart as it is written: a version, a range, or a tag. */
  readonly version?: string;
  /** False when a source of values was not read (a Secret, a file of another repository): what is not set here may be set there. */
  readonly complete: boolean;
  /** Namespace of the release. @default - not known */
  readonly namespace?: string;
}

/** The content of an object or document. */
export function contentOf(at: CheckedObject | CheckedDocument): PlainMap {
  return 'manifest' in at ? (at.manifest as unknown as PlainMap) : at.content;
}
