// From values to objects, by this library or by helm, marked for adoption where wanted.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Manifest, PlainMap, withoutNulls } from '../manifest';
import { adoptable } from './adoption';
import { DEFAULT_KUBE_VERSION } from '../chart/environment';
import { renderChart } from '../chart/render';
import { ChartInput, ChartProblem, Rendering } from '../chart/types';
import { ChartSource } from './chart-source';
import { renderWithHelm } from './helm-rendering';
import { findRelease } from '../chart/releases';

/** What a rendering depends on. @internal */
export interface RenderingRequest {
  readonly source: ChartSource;
  readonly version: string;
  readonly values: PlainMap;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly kubeVersion: string | undefined;
  readonly dashboardFolder: string | undefined;
  readonly adoption: { readonly releaseName: string; readonly releaseNamespace: string } | undefined;
}

/** Refusals of values that the chart itself would take: no refusals where the chart itself renders. */
const ONLY_NATIVE = ['values/not-native', 'values/dashboard'];

/** The objects of an install, before overrides. @internal */
export function renderInstall(request: RenderingRequest): Rendering {
  const { source, version, values, namespace, adoption } = request;
  // The real chart brings its own.
  const folder = source._helm === undefined ? request.dashboardFolder : undefined;
  const { dashboards, problem } =
    folder === undefined ? { dashboards: {}, problem: undefined } : readDashboards(folder);
  if (problem !== undefined) return { objects: [], problems: [problem] };
  const input: ChartInput = {
    version,
    values,
    namespace,
    kubeVersion: request.kubeVersion ?? DEFAULT_KUBE_VERSION,
    dashboards,
  };
  const { objects, problems } = source._helm === undefined ? nativeRendering(input) : helmRendering(source, input);
  const own = objects.map((object) => {
    const plain = withoutNulls(object) as Manifest;
    return adoption === undefined ? plain : adoptable(plain, adoption.releaseName, adoption.releaseNamespace);
  });
  const brings =
    request.createNamespace &&
    own.length > 0 &&
    !own.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace);
  return { objects: brings ? [privilegedNamespace(namespace), ...own] : own, problems };
}

/** No part of the chart, so no release adopts it. Agents need what the baseline of PodSecurity, which Talos enforces, forbids. @internal */
export function privilegedNamespace(name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
  };
}

function nativeRendering(input: ChartInput): Rendering {
  const { objects, problems } = renderChart({ ...input, byHelm: 'write chartSource: ChartSource.helm()' });
  return { objects, problems: problems.map(withWaysOut) };
}

function helmRendering(source: ChartSource, input: ChartInput): Rendering {
  const known =
    findRelease(input.version) === undefined
      ? []
      : renderChart(input).problems.filter(({ code }) => !ONLY_NATIVE.includes(code));
  if (known.some(({ level }) => level === 'error')) return { objects: [], problems: known };
  const { objects, problems } = renderWithHelm({
    source: source._helm!,
    version: input.version,
    values: input.values as PlainMap,
    namespace: input.namespace!,
    kubeVersion: input.kubeVersion!,
  });
  return { objects, problems: [...known, ...problems] };
}

/** The renderer knows nothing of properties. */
function withWaysOut(problem: ChartProblem): ChartProblem {
  if (problem.code === 'values/dashboard')
    return { ...problem, repair: `name the folder in dashboards: { folder: '…' }; ${problem.repair}` };
  return problem;
}

/** Where an unpacked chart has them. */
const IN_CHART = ['cilium-agent', 'cilium-operator', 'hubble'].map((component) =>
  join('files', component, 'dashboards'),
);

/** The dashboards of a folder by file name: the one thing that is read from disk, and only when asked. */
function readDashboards(folder: string): {
  readonly dashboards: Readonly<Record<string, string>>;
  readonly problem?: ChartProblem;
} {
  try {
    const places = [folder, ...IN_CHART.map((place) => join(folder, place)).filter((place) => existsSync(place))];
    const files = places.flatMap((place) => readdirSync(place).map((name) => join(place, name)));
    const texts = files
      .filter((file) => file.endsWith('.json'))
      .map((file) => [basename(file), readFileSync(file, 'utf8')] as const);
    return { dashboards: Object.fromEntries(texts) };
  } catch (error) {
    const message = `the dashboards' folder "${folder}" cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    const repair = 'name an unpacked chart, or a folder with its dashboards';
    return {
      dashboards: {},
      problem: { code: 'values/dashboard-folder', path: 'dashboards', message, repair, level: 'error' },
    };
  }
}
