// What goes into the renderer and what comes out.
import { Manifest } from '../manifest/types';

export type { Manifest };

/** A problem with the values, data first. `path` is the value's path. */
export interface ChartProblem {
  /** Stable code `values/<name>`. */
  readonly code: string;
  readonly path: string;
  /** What is wrong, with the value shown (key material never is). */
  readonly message: string;
  /** What to write instead. */
  readonly repair: string;
  readonly level: 'error' | 'warning';
  /** Of an unknown key: the one that was meant. */
  readonly near?: string;
}

/** Everything that a rendering depends on. */
export interface ChartInput {
  /** Chart version, for example `1.20.0`. */
  readonly version: string;
  /** The user's values; several files are merged before. */
  readonly values: Readonly<Record<string, unknown>>;
  /** @default 1.33.0 */
  readonly kubeVersion?: string;
  /** API versions of the cluster beside the built-in ones, such as `gateway.networking.k8s.io/v1/GatewayClass`. @default none */
  readonly apiVersions?: readonly string[];
  /** Namespace of the release. @default kube-system */
  readonly namespace?: string;
  /** Grafana dashboards by file name; the text goes into the ConfigMaps as it is. @default none: a dashboard that is switched on is refused */
  readonly dashboards?: Readonly<Record<string, string>>;
  /** Keys and values that the chart itself would take (unknown, dead, without effect) become warnings. @default false */
  readonly lenient?: boolean;
  /** How the caller is told to let helm render the chart. @default render the chart itself with helm */
  readonly byHelm?: string;
}

/** Objects in a stable order; empty when a problem is an error. */
export interface Rendering {
  readonly objects: Manifest[];
  readonly problems: ChartProblem[];
}

/** Something Kubernetes-shaped whose absent fields may be undefined. */
export type Fields = Record<string, unknown>;
