// One rule of a list: its shape, its peers, its ports and contents.
import { isMap, PlainMap } from '../manifest';
import { checkCidrs, checkCidrSets, checkNames } from './addresses';
import { checkContents } from './contents';
import { EMPTY_MEANS_ANY, PEER_FIELDS, RuleListName, RULES } from './fields';
import { checkIcmps, checkPorts } from './ports';
import { Problems } from './problem';
import { checkSelector, Selects } from './selectors';
import { checkShape, lengthOf, mapsOf, step, textsOf } from './shape';

/** Settings of the agent that decide what it takes, with the chart's defaults. @internal */
export interface AgentSettings {
  /** @default true */
  readonly l7Proxy?: boolean;
  /** @default true */
  readonly icmpRules?: boolean;
  /** Policies of this library switch it on where they need it. @default true */
  readonly nodeSelectorLabels?: boolean;
  /** @default false */
  readonly extendedIPProtocols?: boolean;
}

/** Names of entities. Source: the CRD of 1.20; `world-ipv4` and `world-ipv6` are known to the agent alone. */
const ENTITIES = ['all', 'world', 'cluster', 'cluster-mesh', 'host', 'init', 'ingress', 'unmanaged', 'remote-node', 'health', 'none', 'kube-apiserver'];
const AGENT_ENTITIES = ['world-ipv4', 'world-ipv6'];

/** Checks one rule. @internal */
export function checkRule(problems: Problems, list: RuleListName, at: string, rule: unknown, host: boolean, settings: AgentSettings): void {
  checkShape(problems, at, rule, RULES[list]);
  if (!isMap(rule)) return;
  checkPeers(problems, list, at, rule, settings);
  if (settings.icmpRules === false && lengthOf(rule.icmps) > 0) problems.agent('icmp', at, 'icmps with ICMP rules off', 'leave enable-icmp-rules on');
  checkIcmps(problems, at, rule);
  for (const [index, item] of mapsOf(rule.toPorts)) {
    const where = step(step(at, 'toPorts'), index);
    checkPorts(problems, step(where, 'ports'), item.ports, settings.extendedIPProtocols ?? false);
    if (list === 'ingress' || list === 'egress') checkContents(problems, where, item, { ingress: list === 'ingress', host, l7Proxy: settings.l7Proxy ?? true });
  }
  if (isMap(rule.authentication) && !['disabled', 'required', 'test-always-fail'].includes(String(rule.authentication.mode))) {
    problems.schema('authentication', step(at, 'authentication'), `not a mode: ${JSON.stringify(rule.authentication.mode)}`, 'write disabled or required');
  }
}

function checkPeers(problems: Problems, list: RuleListName, at: string, rule: PlainMap, settings: AgentSettings): void {
  const fields = PEER_FIELDS[list];
  const given = fields.filter((field) => lengthOf(rule[field]) > 0);
  if (given.length > 1) problems.agent('two-peers', at, `${given.join(' and ')} in one rule`, 'write one rule for each');
  for (const field of fields) {
    const value = rule[field];
    if (!Array.isArray(value)) continue;
    const where = step(at, field);
    if (value.length === 0 && EMPTY_MEANS_ANY.includes(field))
      problems.meaning('any-peer', where, `an empty ${field} means any peer on the ports of the rule`, 'name the peers, or leave the rule out');
    if (field.endsWith('Endpoints')) for (const [index, selector] of mapsOf(value)) checkSelector(problems, step(where, index), selector, Selects.ENDPOINTS);
    else if (field.endsWith('Nodes')) checkNodes(problems, where, value, settings);
    else if (field.endsWith('Entities')) checkEntities(problems, where, value);
    else if (field.endsWith('CIDR')) checkCidrs(problems, where, value);
    else if (field.endsWith('CIDRSet')) checkCidrSets(problems, where, value);
    else if (field === 'toFQDNs') checkNames(problems, where, value, true);
    else if (field === 'toServices') checkServices(problems, where, value);
  }
}

function checkNodes(problems: Problems, at: string, value: unknown[], settings: AgentSettings): void {
  if (settings.nodeSelectorLabels === false && value.length > 0)
    problems.agent('node-peers', at, 'nodes are selected by label, with node-selector-labels off', 'switch nodeSelectorLabels on');
  for (const [index, selector] of mapsOf(value)) checkSelector(problems, step(at, index), selector, Selects.NODES);
}

function checkEntities(problems: Problems, at: string, value: unknown[]): void {
  for (const [index, entity] of textsOf(value)) {
    if (ENTITIES.includes(entity)) continue;
    const near = ENTITIES.find((name) => name.replace(/-/g, '') === entity.toLowerCase().replace(/[-_]/g, ''));
    const repair = near !== undefined ? `did you mean "${near}"?` : `write one of: ${ENTITIES.join(', ')}`;
    if (AGENT_ENTITIES.includes(entity)) problems.schema('entity', step(at, index), `entity "${entity}", which the API server refuses`, 'write "world"');
    else problems.agent('entity', step(at, index), `not an entity: "${entity}"`, repair);
  }
}

/** The agents of 1.18 and 1.20 do not look into the selector of a Service, the one of 1.19 does. */
function checkServices(problems: Problems, at: string, value: unknown[]): void {
  for (const [index, item] of mapsOf(value)) {
    const where = step(at, index);
    if (!isMap(item.k8sService) && !isMap(item.k8sServiceSelector))
      problems.meaning(
        'any-peer',
        where,
        'an entry of toServices without service: with toPorts it means any peer',
        'write k8sService: { serviceName, namespace }',
      );
    const selector = isMap(item.k8sServiceSelector) ? item.k8sServiceSelector.selector : undefined;
    if (isMap(item.k8sServiceSelector) && selector === undefined)
      problems.schema('selector', where, 'a k8sServiceSelector without selector', 'write selector: { matchLabels }');
    const inner = new Problems();
    checkSelector(inner, step(where, 'k8sServiceSelector.selector'), selector, Selects.SERVICES);
    for (const problem of inner.found) problems.meaning(problem.code.slice('policy/'.length), problem.at, problem.problem, problem.repair);
  }
}
