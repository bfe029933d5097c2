// Every install of Cilium that the input holds, with its values, whoever keeps them where.
import { findRelease, latestPatch, mergeValues } from '../../../chart';
import { isMap, PlainMap } from '../../../manifest';
import { CheckedDocument, CheckedObject, Model, World } from '../../types';
import { Path } from '../../../problem';
import { APPLIED } from '../applied';
import { isPlaceholder as isPlaceholderText, valueAtPath } from '../fields';
import { argoInstalls } from './argo';
import { fluxInstalls } from './flux';
import { k3sInstalls } from './k3s';
import { kustomizeInstalls } from './kustomize';
import { helmfileInstalls, namedInstalls, umbrellaInstalls } from './local';
import { configKeyOf, renderedInstalls } from './rendered';
import { contentOf, FoundInstall, InstallKind, ValuesLayer } from './types';

export { folderOf } from './read';
export type { InstallKind } from './types';

/** A value that nobody can know from the input: a placeholder, or one that an unread source may set. */
export const UNKNOWN = Symbol('unknown');

/** One install of Cilium. */
export class CiliumValues {
  public readonly kind: InstallKind;
  /** The object that installs. */
  public readonly at: CheckedObject | CheckedDocument;
  /** The values of all sources, later ones over earlier ones; defaults of the chart are not in it. */
  public readonly values: PlainMap;
  /** Version of the chart as written. */
  public readonly version: string | undefined;
  /** Minor of that version; undefined when it leaves the minor open. */
  public readonly minor: string | undefined;
  /** Nearest release of the chart whose tables are here; undefined for minors that are not supported. */
  public readonly release: string | undefined;
  /** All sources of the values were read. */
  public readonly complete: boolean;
  /** Namespace of the release. */
  public readonly namespace: string | undefined;
  private readonly layers: readonly ValuesLayer[];

  /** @internal */
  public constructor(found: FoundInstall) {
    this.kind = found.kind;
    this.at = found.at;
    this.layers = found.layers;
    this.values = found.layers.reduce((merged, { values }) => mergeValues(merged, values), {} as PlainMap);
    this.version = found.version;
    this.minor = minorOf(found.version);
    this.release = releaseOf(found.version, this.minor);
    this.complete = found.complete;
    this.namespace = found.namespace;
  }

  /** True when a user wrote the values, and not a renderer: only then can keys be judged. */
  public get isWritten(): boolean {
    return this.kind !== 'cilium-config';
  }

  /** The value at a dotted path: the user's, else the chart's default. */
  public get(path: string): unknown {
    const own = this.own(path);
    if (own !== undefined) return own;
    if (!this.complete || this.release === undefined) return UNKNOWN;
    return findRelease(this.release)?.rows.get(path)?.default;
  }

  /** The user's value at a dotted path; undefined when it is not set. */
  public own(path: string): unknown {
    const keys = path.split('.');
    // A placeholder may stand for a whole map.
    for (let length = 1; length < keys.length; length++)
      if (isPlaceholder(valueAtPath(this.values, keys.slice(0, length)))) return UNKNOWN;
    const value = valueAtPath(this.values, keys);
    return isPlaceholder(value) ? UNKNOWN : value;
  }

  /** True when the value is certainly on; `false` and `isOff() === false` together mean that nobody knows. */
  public isOn(path: string): boolean {
    const value = this.get(path);
    return value === true || value === 'true';
  }

  /** True when the value is certainly off. */
  public isOff(path: string): boolean {
    const value = this.get(path);
    return value === false || value === 'false' || value === null || value === undefined;
  }

  /** Where a value is written, or where it would be: the last source of the install. */
  public placeOf(path: string): { at: CheckedObject | CheckedDocument; path: Path } {
    const keys = path === '' ? [] : keysOf(path);
    for (let length = keys.length; length > 0; length--) {
      const part = keys.slice(0, length);
      const layer = [...this.layers].reverse().find(({ values }) => valueAtPath(values, part) !== undefined);
      if (layer === undefined) continue;
      if (this.kind === 'cilium-config') {
        const key = configKeyOf(path);
        return {
          at: layer.at,
          path:
            key === undefined || valueAtPath(contentOf(layer.at), ['data', key]) === undefined
              ? layer.prefix
              : [...layer.prefix, key],
        };
      }
      return { at: layer.at, path: layer.inText === true ? layer.prefix : [...layer.prefix, ...part] };
    }
    const last = this.layers.at(-1);
    return last === undefined ? { at: this.at, path: [] } : { at: last.at, path: last.prefix };
  }

  /** The sources of the values. @internal */
  public get sources(): readonly ValuesLayer[] {
    return this.layers;
  }
}

/** True for a text that somebody else fills in: variables, templates, references of secret managers. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && isPlaceholderText(value);
}

/** True when a value or anything inside of it is a placeholder. */
export function hasPlaceholder(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPlaceholder);
  if (isMap(value)) return Object.values(value).some(hasPlaceholder);
  return isPlaceholder(value);
}

/** Path of a value as keys: dots separate, `[0]` counts. */
function keysOf(path: string): (string | number)[] {
  return path.split('.').flatMap((part) => {
    const match = /^([^[]*)((?:\[\d+\])*)$/.exec(part);
    if (match === null) return [part];
    return [
      ...(match[1] === '' ? [] : [match[1]!]),
      ...[...match[2]!.matchAll(/\d+/g)].map(([digits]) => Number(digits)),
    ];
  });
}

/** The minor that a version or a range certainly lies in. */
function minorOf(version: string | undefined): string | undefined {
  const match = /^[=v~]*\s*(\d+)\.(\d+)(?:\.(?:\d+|x|X|\*)(?:[-+@].*)?)?$/.exec(version?.trim() ?? '');
  return match === null ? undefined : `${match[1]}.${match[2]}`;
}

function releaseOf(version: string | undefined, minor: string | undefined): string | undefined {
  const exact = version === undefined ? undefined : findRelease(version.trim());
  return exact?.version ?? (minor === undefined ? undefined : latestPatch(minor));
}

const INSTALLS: Model<readonly CiliumValues[]> = {
  name: 'cilium-values',
  build: (world) =>
    distinct([
      ...fluxInstalls(world),
      ...argoInstalls(world),
      ...kustomizeInstalls(world),
      ...k3sInstalls(world),
      ...umbrellaInstalls(world),
      ...namedInstalls(world),
      ...renderedInstalls(world),
      ...helmfileInstalls(world),
    ])
      .filter(({ at }) => world.model(APPLIED).isApplied(at))
      .map((found) => new CiliumValues(found))
      // A chart without agent brings Hubble's parts to an install that stands elsewhere.
      .filter((install) => !install.isOff('agent')),
};

/** Every install of Cilium in the input, in a stable order. */
export function ciliumInstalls(world: World): readonly CiliumValues[] {
  return world.model(INSTALLS);
}

/** A bootstrap (helmfile) and a GitOps tool often share one values file: it is one install. */
function distinct(found: readonly FoundInstall[]): FoundInstall[] {
  const kept: FoundInstall[] = [];
  for (const each of found) {
    const known = kept.some(
      (other) =>
        each.layers.length > 0 &&
        each.layers.every((layer) => other.layers.some(({ at }) => at === layer.at)) &&
        each.version === other.version,
    );
    // A bootstrap without readable values says nothing about the cluster.
    if (!known && (each.layers.length > 0 || each.kind !== 'helmfile')) kept.push(each);
  }
  return kept;
}
