// Parties: everything that can be the end of a connection, with the identity that policy knows it by.
import { isMap, Manifest, PlainMap } from '../manifest';
import {
  EngineSettings,
  Identity,
  isEnforced,
  Policies,
  podIdentity,
  PortNames,
  portNames,
  RESERVED,
  reservedIdentity,
  worldIdentity,
} from '../models/agent/verdict';
import { ReachObject } from './input';
import { Region, regionsOf, regionText } from './regions';
import { Workload } from './workloads';

/** One end of connections. @internal */
export interface Party {
  /** `namespace/name[Kind]`, `host`, `world`, `203.0.113.0/24`, `name api.example.com`. */
  readonly id: string;
  readonly kind: 'workload' | 'node' | 'world' | 'name';
  readonly identity: Identity;
  readonly enforced: boolean;
  readonly names: PortNames;
  readonly workload?: Workload;
  readonly region?: Region;
}

const NO_NAMES: PortNames = new Map();
const NO_LABELS: PlainMap = {};
/** Ends that are neither pods nor outside, and that connections of a running cluster have. */
const NODES = ['host', 'remote-node', 'kube-apiserver', 'ingress', 'health'];

/**
 * All parties: workloads, then nodes, then the world by region, then names.
 *
 * @param policies by which they are known; networks and names of the others count too
 * @internal
 */
export function partiesOf(
  objects: readonly ReachObject[],
  workloads: readonly Workload[],
  [policies, ...others]: readonly [Policies, ...Policies[]],
  names: readonly string[] = [],
): Party[] {
  const { settings } = policies;
  const namespaces = labelsOf(objects, 'Namespace');
  const parties: Party[] = [];
  for (const workload of workloads)
    if (!workload.hostNetwork) parties.push(workloadParty(workload, namespaces, settings));
  for (const name of NODES) parties.push(nodeParty(name, objects, settings));
  for (const region of regionsOf(policies, others))
    parties.push({
      ...{ id: regionText(region), kind: 'world', enforced: false, names: NO_NAMES, region },
      identity: worldIdentity(policies, region.address),
    });
  for (const name of namesOf([policies, ...others], names)) parties.push(nameParty(name, policies));
  return parties;
}

function labelsOf(objects: readonly ReachObject[], kind: string): Map<string, PlainMap> {
  const found = new Map<string, PlainMap>();
  for (const { manifest } of objects) {
    if (manifest.kind !== kind) continue;
    const { labels } = manifest.metadata as { labels?: unknown };
    found.set(manifest.metadata.name, isMap(labels) ? labels : NO_LABELS);
  }
  return found;
}

function workloadParty(workload: Workload, namespaces: ReadonlyMap<string, PlainMap>, settings: EngineSettings): Party {
  const { namespace, name, kind } = workload;
  const identity = identityOf(workload, namespaces.get(namespace) ?? NO_LABELS, settings.cluster);
  return {
    ...{ id: `${namespace}/${name}[${kind}]`, kind: 'workload', identity, workload },
    enforced: isEnforced(identity, 'pod', settings),
    names: portNames(workload.ports),
  };
}

/** Identities of workloads by their manifests, with what else they rest on: worlds that are compared share most of them. */
const KNOWN = new WeakMap<
  Manifest,
  { readonly labels: PlainMap; readonly cluster?: string; readonly identity: Identity }
>();

function identityOf(workload: Workload, labels: PlainMap, cluster: string | undefined): Identity {
  const { manifest } = workload.object;
  const known = KNOWN.get(manifest);
  if (known !== undefined && known.labels === labels && known.cluster === cluster) return known.identity;
  const { namespace, serviceAccount } = workload;
  const identity = podIdentity({
    ...{ namespace, labels: workload.labels, serviceAccount },
    // Kubernetes puts this label on every namespace.
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace, ...labels },
    ...(cluster === undefined ? {} : { cluster }),
  });
  KNOWN.set(manifest, { labels, identity, ...(cluster === undefined ? {} : { cluster }) });
  return identity;
}

function nodeParty(name: string, objects: readonly ReachObject[], settings: EngineSettings): Party {
  const [labels] = [...labelsOf(objects, 'Node').values()];
  const identity = reservedIdentity(name, name === 'host' ? labels : {});
  return { id: name, kind: 'node', identity, enforced: isEnforced(identity, 'reserved', settings), names: NO_NAMES };
}

/** Names that rules allow connections to, as they are written. */
function namesOf(policies: readonly Policies[], asked: readonly string[]): { name: string; pattern: string }[] {
  const found = new Map(asked.map((name) => [`fqdn ${name} `, { name, pattern: '' }]));
  for (const { entries } of policies)
    for (const { peers } of entries)
      for (const { key, name } of peers ?? []) if (name !== undefined) found.set(key, name);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

/** Somewhere that DNS has given the name for; where its address lies is not known, so networks do not hold it. */
function nameParty({ name, pattern }: { name: string; pattern: string }, policies: Policies): Party {
  const written = name === '' ? pattern : name;
  // A name that the pattern matches, and few others do.
  const sample = written.toLowerCase().replace(/\*+/g, 'x').replace(/\.$/, '');
  const { address: _, ...identity } = worldIdentity(policies, { family: 4, value: 0n }, { names: [`${sample}.`] });
  return { id: `name ${written}`, kind: 'name', identity, enforced: false, names: NO_NAMES };
}

/** Names of RESERVED that a question may give. @internal */
export const NODE_NAMES: readonly string[] = Object.keys(RESERVED);
