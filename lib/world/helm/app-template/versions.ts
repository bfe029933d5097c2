// What changed between versions of the chart: one row a feature, since and until.
// Sources: the library chart `common` of bjw-s-labs/helm-charts at the tags 3.7.3 and 4.1.1 (rendered with helm); the change
// notes and single newer files of the same repository up to 5.3.0 (read, not rendered).
import { isIn, Span } from '../../../catalogue/span';

/** What a version of the chart does. @internal */
export type Feature =
  /** The controller's label is `app.kubernetes.io/component`, and objects take `nameOverride`; a Service must name its controller. */
  | 'component label'
  /** prefix, suffix, forceRename for every kind; what can be found out is found out: controller, service, account. */
  | 'identifiers'
  | 'pod options merge'
  /** Keys and fields that came after the proven version pass; what the schema refuses is unknown. */
  | 'open schema'
  /** parentRefs without namespace or by a listener set, rule names, named backend ports, route namespaces, ranges of ports. */
  | 'newer routes and services'
  | 'default service account'
  | 'raw manifests'
  | 'policy of the only controller'
  /** A controller's extraSelectorLabels; selector labels win over pod labels, which are templates. */
  | 'controller selector labels'
  | 'cluster address of every type';

interface Row extends Span {
  readonly feature: Feature;
}

const ROWS: readonly Row[] = [
  { feature: 'component label', since: '3.0.0', until: '4.0.0' },
  { feature: 'identifiers', since: '4.0.0' },
  { feature: 'pod options merge', since: '4.0.0' },
  { feature: 'open schema', since: '4.1.2' },
  { feature: 'newer routes and services', since: '4.1.2' },
  { feature: 'default service account', since: '5.0.0' },
  { feature: 'raw manifests', since: '5.0.0' },
  { feature: 'policy of the only controller', since: '5.0.0' },
  { feature: 'controller selector labels', since: '5.3.0' },
  { feature: 'cluster address of every type', since: '5.3.0' },
];

/** The versions whose answers were compared with helm's. */
const PROVEN = ['3.7.3', '4.1.1'];

/** A version of the chart, or undefined where no rule is known for it. @internal */
export interface ChartVersion {
  /** As written, without a leading v. */
  readonly text: string;
  /** True where the answers for this very version were compared with helm's. */
  readonly proven: boolean;
  readonly has: (feature: Feature) => boolean;
}

/** The rules for a version (`4.1.1`, `v4.1.1`), or undefined for one before 3 or one that is no version. @internal */
export function chartVersion(text: string): ChartVersion | undefined {
  const found = /^v?((\d+)\.\d+\.\d+(?:[-+][\w.+-]+)?)$/.exec(text);
  if (found === null || Number(found[2]) < 3) return undefined;
  const held = new Set(ROWS.filter((row) => isIn(found[1]!, row)).map(({ feature }) => feature));
  return { text: found[1]!, proven: PROVEN.includes(found[1]!), has: (feature) => held.has(feature) };
}

/** True for a version whose rules are known. */
export function isChartVersion(text: string): boolean {
  return chartVersion(text) !== undefined;
}
