// Entries of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy that the agent has accepted.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { Agent } from '../agent';
import { RULE_LISTS, RuleListName } from '../fields';
import { eachMap, lengthOf, textOr } from '../lists';
import { contentsOf } from './contents-of';
import { Entry, EntryOrigin, PortRule } from './entry';
import { NAMESPACE_LABEL } from './keys';
import { nameOf } from './metadata';
import { PeerContext, peersOf } from './peers-of';
import { icmpPortsOf, portsOf } from './port-entries';
import { Selector, SelectorDraft } from './selector';

/**
 * Entries of one policy.
 *
 * @param known selectors that policies of the same agent and cluster share
 * @internal
 */
export function ciliumEntries(
  agent: Agent,
  cluster: string,
  manifest: Manifest,
  policy: number,
  known: Map<string, Selector>,
): Entry[] {
  const clusterwide = manifest.kind === 'CiliumClusterwideNetworkPolicy';
  const { namespace: given, name } = nameOf(manifest);
  const namespace = clusterwide ? '' : given === '' ? 'default' : given;
  const specs: { spec: PlainMap; path: (string | number)[] }[] = [];
  if (isMap(manifest.spec)) specs.push({ spec: manifest.spec, path: ['spec'] });
  eachMap(manifest.specs, (spec, index) => specs.push({ spec, path: ['specs', index] }));
  if (agent.does.derivedPolicies && specs.some(({ spec }) => hasGroups(spec))) return [];
  const from = { policy, kind: manifest.kind, ...(clusterwide ? {} : { namespace }), name };
  return specs.flatMap(({ spec, path }) => specEntries({ agent, cluster, namespace, known }, spec, { ...from, path }));
}

function hasGroups(spec: PlainMap): boolean {
  let found = false;
  for (const list of RULE_LISTS)
    eachMap(spec[list], (rule) => (found ||= lengthOf(rule.fromGroups) + lengthOf(rule.toGroups) > 0));
  return found;
}

function specEntries(around: Omit<PeerContext, 'init'>, spec: PlainMap, from: EntryOrigin): Entry[] {
  const { agent, namespace } = around;
  const node = spec.nodeSelector !== undefined && spec.nodeSelector !== null;
  const subject = new SelectorDraft().read(node ? spec.nodeSelector : spec.endpointSelector, 'any', true);
  const init = subject.has('reserved', 'init');
  if (namespace !== '') subject.match('k8s', NAMESPACE_LABEL, namespace);
  const selector = subject.selector();
  const context: PeerContext = { ...around, init };
  const entries: Entry[] = [];
  for (const list of RULE_LISTS) {
    eachMap(spec[list], (rule, index) =>
      entries.push({
        origin: { ...from, path: [...from.path, list, index] },
        ingress: list.startsWith('ingress'),
        deny: list.endsWith('Deny'),
        defaultDeny: isDefaultDeny(agent, spec, list),
        node,
        ...(namespace === '' ? {} : { namespace }),
        subject: selector,
        ...withPeers(rule, list, context),
        ports: portRules(rule, list, agent),
        requires: requiresOf(rule, list, context),
        authentication: list.endsWith('Deny') || !isMap(rule.authentication) ? '' : textOr(rule.authentication.mode),
      }),
    );
  }
  return entries;
}

/** Unset means yes, where the direction has a rule at all; so does the setting, where the option is off. */
function isDefaultDeny(agent: Agent, spec: PlainMap, list: RuleListName): boolean {
  if (!agent.nonDefaultDeny || !isMap(spec.enableDefaultDeny)) return true;
  return spec.enableDefaultDeny[list.startsWith('ingress') ? 'ingress' : 'egress'] !== false;
}

function withPeers(rule: PlainMap, list: RuleListName, context: PeerContext): { peers?: readonly Selector[] } {
  const peers = peersOf(rule, list, context);
  return peers === undefined ? {} : { peers };
}

function portRules(rule: PlainMap, list: RuleListName, agent: Agent): PortRule[] {
  const rules: PortRule[] = [];
  eachMap(rule.toPorts, (item) => {
    const contents = list.endsWith('Deny') ? undefined : contentsOf(item, agent.does);
    rules.push({
      ports: portsOf(item.ports, list.startsWith('ingress'), agent.does),
      ...(contents === undefined ? {} : { contents }),
    });
  });
  eachMap(rule.icmps, (item) => rules.push({ ports: icmpPortsOf(item.fields) }));
  return rules;
}

function requiresOf(rule: PlainMap, list: RuleListName, { agent }: PeerContext): Selector[] {
  if (!agent.does.requires) return [];
  const found: Selector[] = [];
  eachMap(rule[list.startsWith('ingress') ? 'fromRequires' : 'toRequires'], (selector) =>
    found.push(new SelectorDraft().read(selector, 'any', true).selector()),
  );
  return found;
}
