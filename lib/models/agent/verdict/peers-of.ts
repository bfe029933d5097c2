// Peers of a rule of a Cilium policy as selectors: implicit namespace, implicit cluster, entities, addresses, names.
import { isMap, PlainMap } from '../../../manifest';
import { Agent } from '../agent';
import { PEER_FIELDS, RuleListName } from '../fields';
import { eachMap, eachText, isEmptyList, textOr } from '../lists';
import { CLUSTER_LABEL, NAMESPACE_LABEL, NAMESPACE_LABELS } from './keys';
import {
  addressSelector,
  EVERYBODY,
  groupLabelSelector,
  groupSelector,
  nameSelector,
  reservedSelector,
  Selector,
  SelectorDraft,
  worldLabel,
} from './selector';

/** Whose peers they are. @internal */
export interface PeerContext {
  readonly agent: Agent;
  readonly cluster: string;
  /** Empty for a cluster-wide policy. */
  readonly namespace: string;
  /** The subject asks for reserved:init, which has no namespace. */
  readonly init: boolean;
  /** Selectors of endpoints that other policies of the same reading have named, by all that they rest on. */
  readonly known: Map<string, Selector>;
}

/** Fields whose empty list is nobody. Source: pkg/policy/utils/parserules.go. */
const NOBODY_IF_EMPTY = {
  from: ['fromEndpoints', 'fromNodes', 'fromEntities', 'fromCIDR', 'fromCIDRSet'],
  to: ['toEndpoints', 'toNodes', 'toEntities', 'toCIDR', 'toCIDRSet'],
} as const;

/** Peers of a rule: undefined for nobody, an empty list for no word about them. @internal */
export function peersOf(rule: PlainMap, list: RuleListName, context: PeerContext): Selector[] | undefined {
  for (const field of NOBODY_IF_EMPTY[list.startsWith('ingress') ? 'from' : 'to'])
    if (isEmptyList(rule[field])) return undefined;
  const peers: Selector[] = [];
  for (const field of PEER_FIELDS[list]) add(peers, field, rule[field], context);
  return peers;
}

function add(peers: Selector[], field: string, value: unknown, context: PeerContext): void {
  const { agent } = context;
  const world = (family: number) => worldLabel(family, agent.dualStack);
  switch (field) {
    case 'fromEndpoints':
    case 'toEndpoints':
      return eachMap(value, (selector) => peers.push(knownSelector(selector, context)));
    case 'fromNodes':
    case 'toNodes':
      return eachMap(value, (selector) => peers.push(nodeSelector(selector, context)));
    case 'fromEntities':
    case 'toEntities':
      return eachText(value, (entity) => peers.push(...entitySelectors(entity, context.cluster)));
    case 'fromCIDR':
    case 'toCIDR':
      return eachText(value, (text) => {
        const selector = addressSelector(text, [], world);
        if (selector !== undefined) peers.push(selector);
      });
    case 'fromCIDRSet':
    case 'toCIDRSet':
      return eachMap(value, (item) => peers.push(...setSelectors(item, agent)));
    case 'toFQDNs':
      return eachMap(value, ({ matchName, matchPattern }) =>
        peers.push(nameSelector({ name: textOr(matchName), pattern: textOr(matchPattern) })),
      );
    case 'fromGroups':
    case 'toGroups':
      // What a cloud holds is not known here: nobody is in it.
      return eachMap(value, (group) => peers.push(groupSelector(`cloud ${JSON.stringify(group)}`, [], world)));
  }
}

function knownSelector(value: PlainMap, context: PeerContext): Selector {
  const key = `${context.namespace} ${context.init} ${JSON.stringify(value)}`;
  let selector = context.known.get(key);
  if (selector === undefined) context.known.set(key, (selector = endpointSelector(value, context)));
  return selector;
}

function endpointSelector(value: PlainMap, { agent, cluster, namespace, init }: PeerContext): Selector {
  const draft = new SelectorDraft().read(value, 'any', true);
  if (draft.hasSource('reserved')) return draft.selector();
  if (!draft.has('k8s', NAMESPACE_LABEL) && !draft.has('any', NAMESPACE_LABEL)) {
    if (namespace === '') {
      if (!init) draft.exists('k8s', NAMESPACE_LABEL);
    } else if (!draft.hasPrefix('k8s', NAMESPACE_LABELS) && !draft.hasPrefix('any', NAMESPACE_LABELS)) {
      draft.match('k8s', NAMESPACE_LABEL, namespace);
    }
  }
  return ofCluster(draft, agent, cluster).selector();
}

function nodeSelector(value: PlainMap, { agent, cluster }: PeerContext): Selector {
  const draft = new SelectorDraft().read(value, 'any', true).exists('reserved', 'remote-node');
  return ofCluster(draft, agent, cluster).selector();
}

function ofCluster(draft: SelectorDraft, agent: Agent, cluster: string): SelectorDraft {
  return agent.localCluster && !draft.has('k8s', CLUSTER_LABEL) && !draft.has('any', CLUSTER_LABEL)
    ? draft.match('k8s', CLUSTER_LABEL, cluster)
    : draft;
}

/** What entities stand for. Source: pkg/policy/api/entity.go. */
const WITHIN = ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'];

/** The selectors that an entity stands for. @internal */
export function entitySelectors(entity: string, cluster: string): Selector[] {
  switch (entity) {
    case 'all':
      return [EVERYBODY];
    case 'world':
      return ['world', 'world-ipv4', 'world-ipv6'].map(reservedSelector);
    case 'cluster':
      return [...WITHIN.map(reservedSelector), new SelectorDraft().match('k8s', CLUSTER_LABEL, cluster).selector()];
    case 'cluster-mesh':
      return [...WITHIN.map(reservedSelector), new SelectorDraft().exists('k8s', CLUSTER_LABEL).selector()];
    default:
      return [reservedSelector(entity)];
  }
}

function setSelectors(item: PlainMap, agent: Agent): Selector[] {
  const world = (family: number) => worldLabel(family, agent.dualStack);
  const excepts: string[] = [];
  eachText(item.except, (text) => excepts.push(text));
  if (textOr(item.cidrGroupRef) !== '') return [groupSelector(textOr(item.cidrGroupRef), excepts, world)];
  if (isMap(item.cidrGroupSelector) || (item.cidrGroupSelector === null && agent.does.nullGroupSelector))
    return [groupLabelSelector(item.cidrGroupSelector, excepts, world, agent.does)];
  const text = textOr(item.cidr);
  const all = agent.does.anyFamilyWorld && !agent.dualStack && text.endsWith('/0') ? () => 'world' : world;
  const selector = addressSelector(text, excepts, all);
  return selector === undefined ? [] : [selector];
}
