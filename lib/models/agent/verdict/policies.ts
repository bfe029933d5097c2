// All policies together: those that the agent takes, as entries; those that it refuses; the groups of addresses.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { policyProblems } from '..';
import { Agent, AgentSettings } from '../agent';
import { eachText } from '../lists';
import { Judge, Place, PolicyProblem, Problems } from '../problem';
import { Address, contains, PrefixValue, readNetwork } from './addresses';
import { ciliumEntries } from './cilium-entries';
import { Entry } from './entry';
import { Identity, IdentityLabel } from './identity';
import { GROUP_NAME_LABEL } from './keys';
import { isOwnedByCilium } from './label-filter';
import { labelsOf, nameOf } from './metadata';
import { networkPolicyEntries } from './network-policy-entries';
import { groupValueKey, prefixesOf, Selector, worldLabel } from './selector';
import { namesServices, withServices } from './services';

/** Settings of the agent that decide about flows, with the chart's defaults. @internal */
export interface EngineSettings extends AgentSettings {
  /** enable-host-firewall. @default false */
  readonly hostFirewall?: boolean;
  /** allow-localhost: `always`, as `auto` means under Kubernetes, or `policy`. @default always */
  readonly allowLocalhost?: string;
  /** enable-policy: `default`, `always`, `never`. @default default */
  readonly policyEnforcementMode?: string;
  /** Name of the cluster. @default default */
  readonly cluster?: string;
}

/** A CiliumCIDRGroup. */
interface Group {
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly prefixes: readonly PrefixValue[];
}

/** A policy that the agent refuses, which is then absent as a whole. @internal */
export interface RefusedPolicy {
  /** Position among the policies given. */
  readonly policy: number;
  /** The first reason. */
  readonly problem: PolicyProblem;
}

/** What the engine holds. @internal */
export interface Policies {
  readonly agent: Agent;
  readonly settings: EngineSettings;
  readonly cluster: string;
  readonly entries: readonly Entry[];
  readonly refused: readonly RefusedPolicy[];
  readonly groups: readonly Group[];
  /** Networks that policies name, each once. */
  readonly networks: readonly PrefixValue[];
}

/** Kinds that the engine reads. @internal */
export const POLICY_KINDS: readonly string[] = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'NetworkPolicy',
  'CiliumCIDRGroup',
];

/** Reads policies and groups of addresses; what is of another kind is refused. Services are those that toServices can name. @internal */
export function readPolicies(
  manifests: readonly Manifest[],
  settings: EngineSettings,
  services: readonly Manifest[] = [],
): Policies {
  const agent = new Agent(settings);
  const cluster = settings.cluster ?? 'default';
  const read = new PolicyReader(agent, cluster, settings, services);
  const entries: Entry[] = [];
  const refused: RefusedPolicy[] = [];
  const groups: Group[] = [];
  manifests.forEach((manifest, policy) => {
    const { problem, entries: own } = read.policy(manifest, policy);
    if (problem !== undefined) refused.push({ policy, problem });
    else if (manifest.kind === 'CiliumCIDRGroup') groups.push(groupOf(manifest));
    for (const entry of own) entries.push(entry);
  });
  groups.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { agent, settings, cluster, entries, refused, groups, networks: networksOf(entries) };
}

/** What the engine makes of one policy. */
interface ReadPolicy {
  readonly problem?: PolicyProblem;
  readonly entries: readonly Entry[];
}

/** What was made of policies before, by what else it rests on: two worlds that differ in one policy read that one. */
const KNOWN = new WeakMap<Manifest, { readonly by: string; readonly policy: number; readonly made: ReadPolicy }>();

class PolicyReader {
  private readonly by: string;
  private readonly known = new Map<string, Selector>();

  public constructor(
    private readonly agent: Agent,
    private readonly cluster: string,
    private readonly settings: EngineSettings,
    private readonly services: readonly Manifest[],
  ) {
    this.by = JSON.stringify(settings);
  }

  public policy(manifest: Manifest, policy: number): ReadPolicy {
    const known = KNOWN.get(manifest);
    if (known?.by === this.by) return known.policy === policy ? known.made : movedTo(known.made, policy);
    const made = this.read(manifest, policy);
    if (!namesServices(manifest)) KNOWN.set(manifest, { by: this.by, policy, made });
    return made;
  }

  private read(manifest: Manifest, policy: number): ReadPolicy {
    const problem = refusal(manifest, this.settings);
    if (problem !== undefined) return { problem, entries: [] };
    if (manifest.kind === 'CiliumCIDRGroup') return { entries: [] };
    if (manifest.kind === 'NetworkPolicy')
      return { entries: networkPolicyEntries(this.agent, this.cluster, manifest, policy) };
    const whole = withServices(manifest, this.services, this.agent.does);
    return { entries: ciliumEntries(this.agent, this.cluster, whole, policy, this.known) };
  }
}

function movedTo({ entries, ...made }: ReadPolicy, policy: number): ReadPolicy {
  return { ...made, entries: entries.map((entry) => ({ ...entry, origin: { ...entry.origin, policy } })) };
}

/** Why the agent refuses an object, if it does. */
function refusal(manifest: Manifest, settings: EngineSettings): PolicyProblem | undefined {
  if (!POLICY_KINDS.includes(manifest.kind)) {
    const problems = new Problems();
    problems.agent('kind', new Place('').at('kind'), 'not-a-policy', { kind: manifest.kind });
    return problems.found[0];
  }
  return policyProblems(manifest, settings).find(({ judge }) => judge === Judge.AGENT);
}

function groupOf(manifest: Manifest): Group {
  const prefixes: PrefixValue[] = [];
  const spec: PlainMap = isMap(manifest.spec) ? manifest.spec : {};
  eachText(spec.externalCIDRs, (text) => {
    const network = text.includes('/') ? readNetwork(text) : undefined;
    if (network !== undefined) prefixes.push(network);
  });
  return { name: nameOf(manifest).name, labels: labelsOf(manifest), prefixes };
}

function networksOf(entries: readonly Entry[]): PrefixValue[] {
  const found = new Map<string, PrefixValue>();
  const named = new Set(entries.flatMap(({ peers }) => (peers ?? []).flatMap(prefixesOf)));
  for (const prefix of named) found.set(`${prefix.family}/${prefix.bits}/${prefix.value}`, prefix);
  return [...found.values()];
}

/** What else is known of an address outside. @internal */
export interface WorldFacts {
  /** Names that DNS has shown for it. */
  readonly names?: readonly string[];
  /** The API server runs there. */
  readonly apiServer?: boolean;
}

/** The identity of an address outside: its longest network that a policy names, its groups, its names. @internal */
export function worldIdentity(policies: Policies, address: Address, facts: WorldFacts = {}): Identity {
  const { agent } = policies;
  const labels = new Map<string, IdentityLabel>();
  let prefix: PrefixValue | undefined;
  for (const network of policies.networks)
    if (contains(network, address) && network.bits > (prefix?.bits ?? 0)) prefix = network;
  // The longest prefix speaks first, then the first group by name.
  const around = policies.groups
    .flatMap((group) => group.prefixes.filter((each) => contains(each, address)).map(({ bits }) => ({ group, bits })))
    .sort((a, b) => b.bits - a.bits);
  const put = (key: string, value: string) => {
    if (!labels.has(key)) labels.set(key, { source: 'cidrgroup', value });
  };
  for (const { group } of around) {
    for (const key in group.labels) {
      if (isOwnedByCilium(key)) continue;
      const value = typeof group.labels[key] === 'string' ? (group.labels[key] as string) : '';
      put(key, value);
      if (agent.does.groupValues) put(groupValueKey(key, value), '');
    }
    put(`${GROUP_NAME_LABEL}/${group.name}`, '');
  }
  labels.set(worldLabelOf(policies, address.family), { source: 'reserved', value: '' });
  if (facts.apiServer === true) labels.set('kube-apiserver', { source: 'reserved', value: '' });
  return {
    labels,
    host: false,
    world: true,
    address,
    ...(prefix === undefined ? {} : { prefix }),
    names: facts.names ?? [],
  };
}

/** With one family only, every address outside is the world. */
function worldLabelOf({ agent }: Policies, family: number): string {
  return agent.does.anyFamilyWorld && !agent.dualStack ? 'world' : worldLabel(family, agent.dualStack);
}
