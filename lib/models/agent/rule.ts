// One rule of a list: its peers, its ports and contents. V5 to V11.
import { isMap, nearest, PlainMap } from '../../manifest';
import { checkCidrs, checkCidrSets, checkNames } from './addresses';
import { Agent } from './agent';
import { checkContents } from './contents';
import { EMPTY_MEANS_ANY, PEER_FIELDS, RuleListName } from './fields';
import { checkIcmps } from './icmp';
import { Selects } from './label-keys';
import { eachMap, eachText, lengthOf, textOr } from './lists';
import { checkPorts } from './ports';
import { Place } from './problem';
import { checkNegativePeer, checkSelector, isNegative } from './selectors';

/** What the rule is a rule of. @internal */
export interface RuleContext {
  readonly list: RuleListName;
  /** The policy is about nodes. */
  readonly host: boolean;
  readonly clusterwide: boolean;
}

const ENTITIES = [
  'all',
  'world',
  'cluster',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
];
/** Known to the agent, refused by the API server. */
const AGENT_ENTITIES = ['world-ipv4', 'world-ipv6'];

/** Checks one rule. @internal */
export function checkRule(agent: Agent, place: Place, rule: PlainMap, context: RuleContext): void {
  const allows = context.list === 'ingress' || context.list === 'egress';
  checkPeers(agent, place, rule, context, allows);
  if (rule.icmps !== undefined) checkIcmps(agent, place, rule);
  if (Array.isArray(rule.toPorts) && rule.toPorts.length > 0) {
    const list = place.at('toPorts');
    if (!rule.toPorts.some((item) => isMap(item) && lengthOf(item.ports) > 0))
      checkPortless(agent, list, rule.toPorts, allows);
    eachMap(rule.toPorts, (item, index) => {
      const here = list.at(index);
      checkPorts(agent, here, item.ports);
      if (allows) checkContents(agent, here, item, { ingress: context.list === 'ingress', host: context.host });
    });
  }
  if (
    isMap(rule.authentication) &&
    !['disabled', 'required', 'test-always-fail'].includes(String(rule.authentication.mode))
  )
    agent.schema('authentication', place.at('authentication'), 'authentication-mode', {
      mode: rule.authentication.mode,
    });
}

/** Items without a port make no entry, and the peers alone count only where there is no toPorts at all. */
function checkPortless(agent: Agent, list: Place, items: readonly unknown[], allows: boolean): void {
  if (
    items.some(
      (item) =>
        isMap(item) && (item.rules !== undefined || item.listener !== undefined || item.serverNames !== undefined),
    )
  )
    return;
  if (allows) agent.meaning('no-ports', list, 'no-ports-allows');
  else agent.open('no-ports', list, 'no-ports-denies');
}

function checkPeers(agent: Agent, place: Place, rule: PlainMap, context: RuleContext, allows: boolean): void {
  const fields = PEER_FIELDS[context.list];
  const requires = context.list.startsWith('ingress') ? 'fromRequires' : 'toRequires';
  const given: string[] = [];
  const empty: string[] = [];
  for (const field in rule) {
    const value = rule[field];
    if (field === requires && value !== null) checkRequires(agent, place.at(field), field, value);
    if (Array.isArray(value) && fields.includes(field)) (value.length > 0 ? given : empty).push(field);
  }
  // One of these makes nobody of the whole rule, and the agent looks no further.
  const nobody = empty.some((field) => !EMPTY_MEANS_ANY.includes(field));
  for (const field of empty) {
    if (!EMPTY_MEANS_ANY.includes(field)) sayNobody(agent, place.at(field), field, allows);
    else if (!nobody && given.length === 0)
      sayAnybody(agent, place.at(field), field, lengthOf(rule.toPorts) > 0, allows);
  }
  if (given.length > 1) agent.agent('two-peers', place, 'peers-of-two-kinds', { given });
  for (const field of given) checkPeer(agent, place, field, rule[field], rule, context, allows, !nobody);
  if (context.list === 'egressDeny' && rule.toFQDNs !== undefined)
    agent.open('deny-names', place.at('toFQDNs'), 'names-in-deny', { ports: lengthOf(rule.toPorts) });
}

function sayNobody(agent: Agent, place: Place, field: string, allows: boolean): void {
  agent[allows ? 'meaning' : 'open']('no-peer', place, 'empty-peers-nobody', { field, allows });
}

function sayAnybody(agent: Agent, place: Place, field: string, ports: boolean, allows: boolean): void {
  if (!ports) agent.meaning('any-peer', place, 'empty-peers', { field, allows });
  else if (allows) agent.open('any-peer', place, 'empty-peers-any', { field });
  else agent.meaning('any-peer', place, 'empty-peers-deny', { field });
}

function checkPeer(
  agent: Agent,
  place: Place,
  field: string,
  value: unknown,
  rule: PlainMap,
  { clusterwide }: RuleContext,
  allows: boolean,
  converted: boolean,
): void {
  const list = place.at(field);
  switch (field) {
    case 'fromEndpoints':
    case 'toEndpoints':
      return eachMap(value, (selector, index) => {
        const requirements = checkSelector(agent, list.at(index), selector, Selects.ENDPOINTS);
        if (allows) checkNegativePeer(agent, list.at(index), requirements, clusterwide);
        if (agent.dualStack && requirements.some((asked) => asked.key === 'reserved:world' && !isNegative(asked)))
          agent.meaning('world-label', list.at(index), 'world-label');
      });
    case 'fromNodes':
    case 'toNodes':
      if (!agent.nodeSelectorLabels) agent.agent('node-peers', list, 'node-labels-off');
      return eachMap(value, (selector, index) => void checkSelector(agent, list.at(index), selector, Selects.NODES));
    case 'fromEntities':
    case 'toEntities':
      return checkEntities(agent, list, value);
    case 'fromCIDR':
    case 'toCIDR':
      return checkCidrs(agent, list, value, converted);
    case 'fromCIDRSet':
    case 'toCIDRSet':
      return checkCidrSets(agent, list, value, converted, !allows);
    case 'toFQDNs':
      return checkNames(agent, list, value, true);
    case 'toServices':
      return checkServices(agent, list, value, lengthOf(rule.toPorts) > 0, allows);
  }
}

function checkEntities(agent: Agent, list: Place, value: unknown): void {
  eachText(value, (entity, index) => {
    if (ENTITIES.includes(entity) || (entity === 'cluster-mesh' && agent.does.clusterMesh)) return;
    const known = agent.does.clusterMesh ? [...ENTITIES, 'cluster-mesh'] : ENTITIES;
    const near = nearest(entity, known);
    if (AGENT_ENTITIES.includes(entity)) agent.schema('entity', list.at(index), 'entity-refused', { entity });
    else if (entity === 'cluster-mesh') agent.agent('entity', list.at(index), 'entity-later', { near, known });
    else agent.agent('entity', list.at(index), 'entity', { entity, near, known });
  });
}

function checkServices(agent: Agent, list: Place, value: unknown, ports: boolean, allows: boolean): void {
  let named = 0;
  eachMap(value, (item, index) => {
    const service = isMap(item.k8sService) && textOr(item.k8sService.serviceName) !== '';
    if (service || isMap(item.k8sServiceSelector)) named++;
    const { k8sServiceSelector: selecting } = item;
    if (!isMap(selecting)) return;
    if (selecting.selector === undefined) agent.schema('selector', list.at(index), 'service-selector-missing');
    checkSelector(agent, list.at(index).at('k8sServiceSelector').at('selector'), selecting.selector, Selects.SERVICES);
  });
  if (named === 0) agent[ports && allows ? 'open' : 'meaning']('any-peer', list, 'services-missing', { ports });
}

function checkRequires(agent: Agent, place: Place, field: string, value: unknown): void {
  if (agent.does.requires) {
    eachMap(value, (selector, index) => void checkSelector(agent, place.at(index), selector, Selects.ENDPOINTS));
    if (lengthOf(value) > 0) agent.meaning('requires', place, 'requires-gone', { field });
  } else if (!Array.isArray(value) || value.some((item) => item !== null && typeof item !== 'string')) {
    agent.agent('requires', place, 'requires-gone', { field });
  } else if (value.length > 0) {
    agent.schema('requires', place, 'requires-not-empty', { field });
  }
}
