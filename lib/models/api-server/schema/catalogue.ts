// Which kinds are served with which schema, by the versions that the checks assume. The data of a family is read when an object
// of it first comes along.
import { Served } from '../subject';
import { Schema, SchemaTable } from './node';

/** What the definition of a kind says beside its schema. */
interface KindEntry {
  readonly namespaced: boolean;
  readonly status?: boolean;
  readonly storage?: string;
  readonly versions: Readonly<Record<string, number>>;
  /** Served that exist and that no server has unless somebody switches them on. */
  readonly unserved?: readonly string[];
}

type Release = Readonly<Record<string, KindEntry>>;

/** A kind that is served. */
export interface ServedKind {
  /** Built into the API server: read as Go reads, not as a custom resource. */
  readonly builtIn: boolean;
  readonly namespaced: boolean;
  /** Status is a subresource: a create drops it. */
  readonly status: boolean;
  readonly schema: Schema;
  /** Schema of the same kind in the bundle without experimental fields; undefined if it is the same or there is none. */
  readonly stable?: Schema;
  /** The kind is in the experimental bundle only. */
  readonly experimental: boolean;
  /** People run other versions of this project: an unknown field may be a newer one. */
  readonly foreign: boolean;
}

/** Nobody serves the kind; what to write instead, if that is known. */
export interface UnservedKind {
  readonly served: false;
  /** The group is known, so the cluster will refuse the object. */
  readonly known: boolean;
  /** apiVersion that has the kind. */
  readonly versions: readonly string[];
  /** Kinds of that apiVersion. */
  readonly kinds: readonly string[];
  /** Releases that had the kind. */
  readonly elsewhere: readonly string[];
  /** An alpha or beta version that a cluster may have switched on. */
  readonly optional: boolean;
}

interface Family {
  readonly releases: Readonly<Record<string, Release>>;
  readonly table: SchemaTable;
}

/* eslint-disable @typescript-eslint/no-require-imports -- read when an object of the family first comes along, so that nobody else pays */
const FAMILIES = {
  core: () => require('../data/core') as Data,
  cilium: () => require('../data/cilium') as Data,
  'gateway-api': () => require('../data/gateway-api') as Data,
  others: () => require('../data/others') as Data,
};
/* eslint-enable @typescript-eslint/no-require-imports */
type FamilyName = keyof typeof FAMILIES;
interface Data {
  readonly RELEASES: string;
  readonly NODES: string;
}

const families = new Map<FamilyName, Family>();

function familyOf(name: FamilyName): Family {
  let family = families.get(name);
  if (family === undefined) {
    const { RELEASES, NODES } = FAMILIES[name]();
    family = { releases: JSON.parse(RELEASES) as Family['releases'], table: new SchemaTable(NODES) };
    families.set(name, family);
  }
  return family;
}

/** Groups that exist in Kubernetes itself or existed once: nobody else may serve a kind there. */
const BUILT_IN =
  /^(|apps|batch|autoscaling|policy|extensions|(admissionregistration|apiextensions|apiregistration|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage)\.k8s\.io)$/;
/** Version of Tetragon's kinds (TracingPolicy) in cilium.io. */
const TETRAGON = 'v1alpha1';
const GATEWAY_GROUPS = ['gateway.networking.k8s.io', 'gateway.networking.x-k8s.io'];
/** The one project of `others` whose schema never changes: its unknown fields are errors. */
const SETTLED = 'network-attachment-definition';

/** Group and version of an apiVersion. */
export function groupVersion(apiVersion: string): [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

let asked: Served | undefined;
let answers = new Map<string, Map<string, ServedKind | UnservedKind>>();

/** The kind as the versions' cluster serves it. */
export function kindOf(apiVersion: string, kind: string, versions: Served): ServedKind | UnservedKind {
  // What foreign input names is not kept without end.
  if (asked?.cilium !== versions.cilium || asked.gatewayApi !== versions.gatewayApi || answers.size > 1000)
    answers = new Map();
  asked = versions;
  let kinds = answers.get(apiVersion);
  if (kinds === undefined) answers.set(apiVersion, (kinds = new Map()));
  let answer = kinds.get(kind);
  if (answer === undefined) {
    if (kinds.size > 1000) kinds.clear();
    kinds.set(kind, (answer = lookUp(apiVersion, kind, versions)));
  }
  return answer;
}

function lookUp(apiVersion: string, kind: string, versions: Served): ServedKind | UnservedKind {
  const [group, version] = groupVersion(apiVersion);
  if (BUILT_IN.test(group)) {
    const { releases, table } = familyOf('core');
    const [[, release]] = Object.entries(releases) as [[string, Release]];
    const served = found(release, table, group, version, kind, { builtIn: true });
    if (served !== undefined) return served;
    const unserved = missing(releases, [release], group, version, kind);
    // Tools have documents of their own without a group (`apiVersion: builtin` of kustomize).
    return group === '' && version !== 'v1' && unserved.versions.length === 0
      ? { ...unserved, known: false }
      : unserved;
  }
  if (group === 'cilium.io') {
    const { releases, table } = familyOf('cilium');
    const release = releases[versions.cilium] ?? {};
    const served = found(release, table, group, version, kind, {});
    if (served !== undefined) return served;
    const unserved = missing(releases, [release], group, version, kind);
    // Tetragon's kinds are in the same group, in a version that Cilium has not.
    return version === TETRAGON && unserved.versions.length === 0 && unserved.elsewhere.length === 0
      ? { ...unserved, known: false }
      : unserved;
  }
  if (GATEWAY_GROUPS.includes(group)) {
    const { releases, table } = familyOf('gateway-api');
    const release = releases[`${versions.gatewayApi}/experimental`] ?? {};
    const stable = releases[`${versions.gatewayApi}/standard`]?.[`${group}/${kind}`]?.versions[version];
    const same = stable === release[`${group}/${kind}`]?.versions[version];
    const more = {
      experimental: stable === undefined,
      ...(stable !== undefined && !same && { stable: table.node(stable) }),
    };
    return found(release, table, group, version, kind, more) ?? missing(releases, [release], group, version, kind);
  }
  const { releases, table } = familyOf('others');
  for (const [project, release] of Object.entries(releases)) {
    const served = found(release, table, group, version, kind, { foreign: project !== SETTLED });
    if (served !== undefined) return served;
  }
  const unserved = missing(releases, Object.values(releases), group, version, kind);
  // Only some kinds of these projects are known: silence about a kind says nothing.
  return { ...unserved, known: unserved.versions.length > 0 };
}

function found(
  release: Release,
  table: SchemaTable,
  group: string,
  version: string,
  kind: string,
  more: Partial<ServedKind>,
): ServedKind | undefined {
  const entry = Object.hasOwn(release, `${group}/${kind}`) ? release[`${group}/${kind}`] : undefined;
  if (entry === undefined || !Object.hasOwn(entry.versions, version)) return undefined;
  const { namespaced, status = false } = entry;
  return {
    builtIn: false,
    experimental: false,
    foreign: false,
    ...more,
    namespaced,
    status,
    schema: table.node(entry.versions[version]!),
  };
}

function missing(
  all: Family['releases'],
  now: readonly Release[],
  group: string,
  version: string,
  kind: string,
): UnservedKind {
  const ofGroup = now.flatMap((release) => Object.entries(release)).filter(([name]) => name.startsWith(`${group}/`));
  const versions = new Set<string>();
  const kinds: string[] = [];
  let optional = false;
  for (const [name, entry] of ofGroup) {
    const each = name.slice(group.length + 1);
    kinds.push(each);
    if (each !== kind) continue;
    for (const known of Object.keys(entry.versions)) versions.add(group === '' ? known : `${group}/${known}`);
    // A cluster may have switched on an alpha or beta version, and what is beta here may be stable in a newer Kubernetes.
    const { unserved = [] } = entry;
    optional ||=
      BUILT_IN.test(group) &&
      (unserved.includes(version) || (unserved.length > 0 && versions.size === 0 && version === 'v1'));
  }
  // The kind may have moved to another group, as Deployment did.
  if (versions.size === 0)
    for (const [name, entry] of now.flatMap((release) => Object.entries(release)))
      if (name.endsWith(`/${kind}`))
        for (const known of Object.keys(entry.versions))
          versions.add(`${name.slice(0, -kind.length)}${known}`.replace(/^\//, ''));
  const elsewhere = Object.entries(all)
    .filter(([, release]) => release[`${group}/${kind}`]?.versions[version] !== undefined)
    .map(([name]) => name);
  return { served: false, known: true, versions: [...versions], kinds, elsewhere, optional };
}
