// The recorded renderings of the real chart, which live outside of the repository.
import * as fs from 'node:fs';
import { join } from 'node:path';
import * as yaml from 'js-yaml';
import { renderChart } from '../../lib/chart';
import { Rendering } from '../../lib/chart/types';
import { fromYaml } from '../../lib/manifest/yaml';
import { Manifest, PlainMap } from '../../lib/manifest/types';
import { SHARED } from '../support/engines';

const FOLDER = join(SHARED, 'cilium');

export interface Difference {
  readonly object: string;
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

interface Comparison {
  compare(expected: readonly unknown[], actual: readonly unknown[]): Difference[];
  changes(before: readonly unknown[], after: readonly unknown[]): unknown[];
  sameChanges(expected: readonly unknown[], actual: readonly unknown[]): boolean;
}

/** True when the folder is there; says so when it is not. */
export function sharedIsPresent(): boolean {
  const present = fs.existsSync(FOLDER);
  if (!present) console.info(`skipped: no ../shared/cilium (looked in ${FOLDER})`);
  return present;
}

/** The program's functions. It asks for js-yaml by a way that jest does not follow, so it is given ours. */
export function comparison(): Comparison {
  const loaded = { exports: {} as Comparison };
  const source = fs.readFileSync(`${FOLDER}/compare.cjs`, 'utf8').replace(/^#!.*/, '');
  const modules: Record<string, unknown> = { 'node:fs': fs, 'node:module': { createRequire: () => () => yaml } };
  const asked = Object.assign((name: string) => modules[name], { main: undefined });
  new Function('module', 'exports', 'require', source)(loaded, loaded.exports, asked);
  return loaded.exports;
}

/** Goldens by name, `case` or `case@variant`. */
export function goldenNames(version: string): string[] {
  return fs
    .readdirSync(`${FOLDER}/goldens/${version}`)
    .map((file) => file.replace(/\.jsonl$/, ''))
    .sort();
}

export function golden(version: string, name: string): Manifest[] {
  return lines(`goldens/${version}/${name}.jsonl`) as Manifest[];
}

export function caseValues(name: string): PlainMap {
  return values(`cases/${name.split('@')[0]}.yaml`);
}

/** Renders a golden's case in the golden's environment; the dashboards are the golden's own, as a user's folder would be. */
export function renderCase(version: string, name: string): Rendering {
  const variant = name.split('@')[1] ?? '';
  const kubeVersion = /^kube-(.*)$/.exec(variant)?.[1];
  return render(version, caseValues(name), {
    ...(kubeVersion === undefined ? {} : { kubeVersion: `${kubeVersion}.0` }),
    apiVersions: variant === 'no-gateway-crds' ? [] : GATEWAY_CLASS,
    dashboards: dashboardsOf(golden(version, name)),
  });
}

const GATEWAY_CLASS = ['gateway.networking.k8s.io/v1/GatewayClass'];

export function render(
  version: string,
  userValues: PlainMap,
  environment: { kubeVersion?: string; apiVersions?: string[]; dashboards?: Record<string, string> } = {},
): Rendering {
  return renderChart({ version, values: userValues, apiVersions: GATEWAY_CLASS, lenient: true, ...environment });
}

function dashboardsOf(objects: readonly Manifest[]): Record<string, string> {
  const texts = objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ data }) => Object.entries((data ?? {}) as Record<string, string>));
  return Object.fromEntries(texts.flat().filter(([key]) => key.endsWith('.json')));
}

export interface Probe {
  readonly set: Record<string, unknown>;
  readonly error?: string;
  readonly changes?: readonly { object: string; to?: unknown }[];
}

export function sweepBase(): PlainMap {
  return values('sweep/base.yaml');
}

export function probes(file: string): Probe[] {
  return lines(`sweep/${file}.jsonl`) as Probe[];
}

/** The base with a probe's values put in, path by path. */
export function withProbe(base: PlainMap, probe: Probe): PlainMap {
  const result = structuredClone(base);
  for (const [path, value] of Object.entries(probe.set)) {
    const keys = path.split('.');
    let map = result;
    for (const key of keys.slice(0, -1)) {
      const inner = map[key];
      map = (
        inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : (map[key] = {})
      ) as PlainMap;
    }
    map[keys.at(-1)!] = value;
  }
  return result;
}

function values(file: string): PlainMap {
  return (fromYaml(fs.readFileSync(`${FOLDER}/${file}`, 'utf8'))[0] ?? {}) as PlainMap;
}

function lines(file: string): unknown[] {
  return fs
    .readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}
