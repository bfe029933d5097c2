// A whole policy object: name, specs, subject, lists. V1 to V3.
import { checkObjectName, isMap, Manifest, PlainMap } from '../manifest';
import { ValueError } from '../net';
import { RULE_LISTS, SPEC } from './fields';
import { Problems } from './problem';
import { AgentSettings, checkRule } from './rule';
import { checkSelector, checkSubjectNamespace, Selects } from './selectors';
import { checkShape, lengthOf, step } from './shape';

/** Longest log text. Source: the CRD. */
const LONGEST_LOG = 32;

/** Checks a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. @internal */
export function checkPolicy(problems: Problems, manifest: Manifest, settings: AgentSettings): void {
  const clusterwide = manifest.kind === 'CiliumClusterwideNetworkPolicy';
  const metadata: unknown = manifest.metadata;
  if (!isMap(metadata) || typeof metadata.name !== 'string' || metadata.name === '')
    problems.agent('name', 'metadata.name', 'a policy without name', 'write metadata.name');
  else checkName(problems, manifest.kind, metadata.name);
  if (isMap(metadata))
    checkShape(
      problems,
      'metadata',
      { labels: metadata.labels, annotations: metadata.annotations },
      { fields: { labels: { texts: true }, annotations: { texts: true } } },
    );
  const { spec, specs } = manifest;
  if (spec === null || specs === null) problems.meaning('null', spec === null ? 'spec' : 'specs', 'a null', 'leave the field out');
  if ((spec === undefined || spec === null) && lengthOf(specs) === 0) {
    // The agent takes `specs: []`, and there is nothing in it to enforce.
    if (Array.isArray(specs)) problems.meaning('no-rules', 'specs', 'an empty list of specs enforces nothing', 'write a spec with at least one rule');
    else problems.agent('no-rules', 'spec', 'a policy without spec', 'write a spec with at least one rule');
    if (specs !== undefined && specs !== null && !Array.isArray(specs)) problems.agent('type', 'specs', 'no list', 'write a list');
    return;
  }
  const namespace = clusterwide ? undefined : isMap(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : 'default';
  if (spec !== undefined && spec !== null) checkSpec(problems, 'spec', spec, namespace, settings);
  if (specs !== undefined && specs !== null) {
    if (!Array.isArray(specs)) problems.agent('type', 'specs', 'no list', 'write a list');
    else specs.forEach((item: unknown, index) => checkSpec(problems, step('specs', index), item, namespace, settings));
  }
}

function checkName(problems: Problems, kind: string, name: string): void {
  try {
    checkObjectName(kind, name);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    problems.schema('name', 'metadata.name', error.problem, error.repair);
  }
}

function checkSpec(problems: Problems, at: string, spec: unknown, namespace: string | undefined, settings: AgentSettings): void {
  // The rules are walked one by one below, so that a path names the rule once.
  const shallow = isMap(spec)
    ? Object.fromEntries(
        Object.entries(spec).map(([key, value]) => [key, (RULE_LISTS as readonly string[]).includes(key) && Array.isArray(value) ? [] : value]),
      )
    : spec;
  checkShape(problems, at, shallow, SPEC);
  if (!isMap(spec)) return;
  checkSubject(problems, at, spec, namespace);
  if (RULE_LISTS.every((list) => lengthOf(spec[list]) === 0)) {
    const empty = RULE_LISTS.find((list) => Array.isArray(spec[list]));
    if (empty !== undefined)
      problems.agent(
        'empty-list',
        step(at, empty),
        'an empty list is no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
        'write [{}] to deny everything by default',
      );
    else
      problems.agent(
        'no-rules',
        at,
        'no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
        'write at least one rule; [{}] denies everything by default',
      );
  } else {
    for (const list of RULE_LISTS.filter((each) => Array.isArray(spec[each]) && lengthOf(spec[each]) === 0)) {
      problems.meaning(
        'empty-list',
        step(at, list),
        'an empty list is no rule: beside other rules it is inert, and the direction stays open',
        'write [{}] to deny everything by default, or leave the list out',
      );
    }
  }
  for (const list of RULE_LISTS) {
    const rules = spec[list];
    if (!Array.isArray(rules)) continue;
    rules.forEach((rule: unknown, index) => checkRule(problems, list, step(step(at, list), index), rule, isMap(spec.nodeSelector), settings));
  }
  checkExtras(problems, at, spec);
}

function checkSubject(problems: Problems, at: string, spec: PlainMap, namespace: string | undefined): void {
  // Go takes a null for an empty selector; the shape objects to it.
  const endpoints = spec.endpointSelector !== undefined;
  const nodes = spec.nodeSelector !== undefined && spec.nodeSelector !== null;
  if (endpoints === nodes)
    problems.agent('subject', at, endpoints ? 'endpointSelector and nodeSelector' : 'neither endpointSelector nor nodeSelector', 'write one of them');
  if (nodes && namespace !== undefined)
    problems.agent('subject', step(at, 'nodeSelector'), 'a namespaced policy cannot be about nodes', 'write a CiliumClusterwideNetworkPolicy');
  checkSelector(problems, step(at, 'endpointSelector'), spec.endpointSelector, Selects.ENDPOINTS);
  checkSelector(problems, step(at, 'nodeSelector'), spec.nodeSelector, Selects.NODES);
  if (namespace !== undefined) checkSubjectNamespace(problems, step(at, 'endpointSelector'), spec.endpointSelector, namespace);
}

function checkExtras(problems: Problems, at: string, spec: PlainMap): void {
  const log = isMap(spec.log) ? spec.log.value : undefined;
  if (typeof log === 'string' && (log.length > LONGEST_LOG || /[\p{C}]/u.test(log)))
    problems.schema('log', step(at, 'log.value'), `a log text of ${log.length} characters`, `write at most ${LONGEST_LOG} printable characters`);
  for (const [index, label] of Array.isArray(spec.labels) ? (spec.labels as unknown[]).entries() : []) {
    if (isMap(label) && (typeof label.key !== 'string' || label.key === ''))
      problems.agent('labels', step(step(at, 'labels'), index), 'a label without key', 'write key, value and source');
  }
}
