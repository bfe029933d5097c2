// A whole policy object: name, specs, subject, lists. V1 to V3.
import { checkObjectName, isMap, Manifest, PlainMap } from '../../manifest';
import { ValueError } from '../../net';
import { Agent } from './agent';
import { decodeFields } from './decode';
import { RULE_LISTS, shapesOf } from './fields';
import { Selects } from './label-keys';
import { eachMap, isEmptyList, lengthOf, textOr } from './lists';
import { Place } from './problem';
import { checkRule } from './rule';
import { checkSelector, checkSubjectNamespace } from './selectors';

/** Longest log text. Source: the CRD. */
const LONGEST_LOG = 32;
const ROOT = new Place('');

/** Checks a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. @internal */
export function checkPolicy(agent: Agent, manifest: Manifest): void {
  decodeFields(agent, ROOT, manifest, shapesOf(agent.does).policy);
  const metadata: unknown = manifest.metadata;
  const name = isMap(metadata) ? textOr(metadata.name) : '';
  if (name === '') agent.agent('name', ROOT.at('metadata').at('name'), 'policy-without-name');
  else checkName(agent, manifest.kind, name);
  const { spec, specs } = manifest;
  if ((spec === undefined || spec === null) && lengthOf(specs) === 0) {
    // The agent takes `specs: []`, and there is nothing in it to enforce.
    if (Array.isArray(specs)) agent.open('no-rules', ROOT.at('specs'), 'specs-empty');
    else agent.agent('no-rules', ROOT.at('spec'), 'policy-without-spec');
    return;
  }
  const clusterwide = manifest.kind === 'CiliumClusterwideNetworkPolicy';
  const namespace =
    clusterwide || !isMap(metadata) || textOr(metadata.namespace) === '' ? 'default' : textOr(metadata.namespace);
  if (isMap(spec)) checkSpec(agent, ROOT.at('spec'), spec, namespace, clusterwide);
  if (Array.isArray(specs)) {
    specs.forEach((item: unknown, index) => {
      if (isMap(item)) checkSpec(agent, ROOT.at('specs').at(index), item, namespace, clusterwide);
      else if (item === null) agent.agent('no-rules', ROOT.at('specs').at(index), 'spec-null');
    });
  }
}

function checkName(agent: Agent, kind: string, name: string): void {
  try {
    checkObjectName(kind, name);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    agent.schema('name', ROOT.at('metadata').at('name'), 'policy-name', { said: error.problem, instead: error.repair });
  }
}

function checkSpec(agent: Agent, place: Place, spec: PlainMap, namespace: string, clusterwide: boolean): void {
  checkSubject(agent, place, spec, namespace, clusterwide);
  if (spec.log !== undefined) checkLog(agent, place, spec);
  if (RULE_LISTS.every((list) => lengthOf(spec[list]) === 0)) return refuseEmpty(agent, place, spec);
  const host = spec.nodeSelector !== undefined;
  for (const list of RULE_LISTS) {
    if (isEmptyList(spec[list]) && !leavesOpen(spec, list))
      agent.meaning('empty-list', place.at(list), 'empty-list-inert');
    if (lengthOf(spec[list]) === 0) continue;
    const rules = place.at(list);
    const context = { list, host, clusterwide };
    eachMap(spec[list], (rule, index) => checkRule(agent, rules.at(index), rule, context));
  }
  if (spec.enableDefaultDeny !== undefined) checkDefaultDeny(agent, place, spec);
}

/** An empty list beside the word that nothing is to be denied in its direction: it seems to do nothing, and does nothing. */
function leavesOpen({ enableDefaultDeny }: PlainMap, list: (typeof RULE_LISTS)[number]): boolean {
  return isMap(enableDefaultDeny) && enableDefaultDeny[list.startsWith('ingress') ? 'ingress' : 'egress'] === false;
}

function refuseEmpty(agent: Agent, place: Place, spec: PlainMap): void {
  const empty = RULE_LISTS.find((list) => Array.isArray(spec[list]));
  if (empty !== undefined) agent.agent('empty-list', place.at(empty), 'empty-list-refused');
  else agent.agent('no-rules', place, 'no-rule');
}

function checkSubject(agent: Agent, place: Place, spec: PlainMap, namespace: string, clusterwide: boolean): void {
  // Go takes a null for an empty selector; decoding objects to it.
  const endpoints = spec.endpointSelector !== undefined;
  const nodes = spec.nodeSelector !== undefined;
  if (endpoints === nodes) agent.agent('subject', place, 'subject', { endpoints });
  if (nodes && !clusterwide) agent.agent('subject', place.at('nodeSelector'), 'nodes-in-namespaced');
  if (endpoints) {
    const requirements = checkSelector(agent, place.at('endpointSelector'), spec.endpointSelector, Selects.ENDPOINTS);
    if (!clusterwide && requirements.length > 0)
      checkSubjectNamespace(agent, place.at('endpointSelector'), requirements, namespace);
  }
  if (nodes) checkSelector(agent, place.at('nodeSelector'), spec.nodeSelector, Selects.NODES);
}

/** Default deny comes from rules alone: a direction without any stays open whatever enableDefaultDeny says. */
function checkDefaultDeny(agent: Agent, place: Place, spec: PlainMap): void {
  const { enableDefaultDeny: wanted } = spec;
  if (!isMap(wanted)) return;
  for (const direction of ['ingress', 'egress']) {
    const rules = lengthOf(spec[direction]) + lengthOf(spec[`${direction}Deny`]);
    if (wanted[direction] === true && rules === 0)
      agent.open('default-deny', place.at('enableDefaultDeny').at(direction), 'default-deny-without-rule', {
        direction,
      });
    else if (wanted[direction] === false && rules > 0 && !agent.nonDefaultDeny)
      agent.meaning('default-deny', place.at('enableDefaultDeny').at(direction), 'default-deny-off', { direction });
  }
}

function checkLog(agent: Agent, place: Place, spec: PlainMap): void {
  const log = isMap(spec.log) ? textOr(spec.log.value) : '';
  if (log.length > LONGEST_LOG || /[\p{C}]/u.test(log))
    agent.schema('log', place.at('log').at('value'), 'log-text', { length: log.length, longest: LONGEST_LOG });
}
