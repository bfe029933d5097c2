// Label selectors: V4, labels that no endpoint carries, and selectors that say only what is not.
import { isLabelValue, isMap, PlainMap } from '../../manifest';
import { Agent } from './agent';
import { foldName } from './decode';
import { Selects, takesKey } from './label-keys';
import { eachMap, eachText } from './lists';
import { Memory } from './memory';
import { Place } from './problem';
import { filteredLabel, splitSource } from './selector-labels';

const NAMESPACE_KEY = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
const CLUSTER_KEY = 'io.cilium.k8s.policy.cluster';
const FILTERS = new Memory((key: string) => filteredLabel(key) ?? null);

/** One thing that a selector asks for. @internal */
export interface Requirement {
  readonly key: string;
  /** `In` for a label of matchLabels. */
  readonly operator: string;
  /** It stands in matchLabels. */
  readonly label: boolean;
  readonly values: readonly unknown[];
  readonly place: Place;
}

/** Everything that a selector asks for, in the case of names that the decoder takes. @internal */
export function requirementsOf(place: Place, selector: PlainMap, anyCase: boolean): Requirement[] {
  const found: Requirement[] = [];
  for (const field in selector) {
    const value = selector[field];
    if (value === null || typeof value !== 'object') continue;
    if (field === 'matchLabels' || (anyCase && foldName(field) === 'MATCHLABELS')) {
      if (!isMap(value)) continue;
      const labels = place.at(field);
      for (const key in value)
        found.push({ key, operator: 'In', label: true, values: [value[key]], place: labels.at(key) });
    } else if (field === 'matchExpressions' || (anyCase && foldName(field) === 'MATCHEXPRESSIONS')) {
      const list = place.at(field);
      eachMap(value, (expression, index) => found.push(expressionOf(list.at(index), expression, anyCase)));
    }
  }
  return found;
}

function expressionOf(place: Place, expression: PlainMap, anyCase: boolean): Requirement {
  let { key, operator, values } = expression;
  if (anyCase) {
    for (const name in expression) {
      if (name === 'key' || name === 'operator' || name === 'values') continue;
      if (foldName(name) === 'KEY') key = expression[name];
      else if (foldName(name) === 'OPERATOR') operator = expression[name];
      else if (foldName(name) === 'VALUES') values = expression[name];
    }
  }
  return {
    key: typeof key === 'string' ? key : '',
    operator: typeof operator === 'string' ? operator : '',
    label: false,
    values: Array.isArray(values) ? values : [],
    place,
  };
}

/** Checks one selector; returns what it asks for. @internal */
export function checkSelector(agent: Agent, place: Place, selector: unknown, selects: Selects): Requirement[] {
  if (!isMap(selector)) return [];
  const requirements = requirementsOf(
    place,
    selector,
    selects !== Selects.SERVICES && (selects !== Selects.GROUPS || agent.does.nullGroupSelector),
  );
  const judged = selects !== Selects.SERVICES || agent.does.serviceSelectors;
  for (const requirement of requirements) checkRequirement(agent, requirement, selects, judged);
  if (requirements.length > 1) checkTwins(agent, requirements);
  return requirements;
}

function checkRequirement(agent: Agent, requirement: Requirement, selects: Selects, judged: boolean): void {
  const { key, operator, place } = requirement;
  const say = judged ? 'agent' : 'meaning';
  if (!takesKey(key, selects, agent.does)) checkKey(agent, say, requirement, selects);
  if (operator === 'In' || operator === 'NotIn') {
    if (requirement.values.length === 0) agent[say]('selector', place, 'values-missing', { operator });
    eachText(requirement.values, (value) => {
      if (!isLabelValue(value)) agent[say]('selector', place, 'selector-value', { value });
    });
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (requirement.values.length > 0) agent[say]('selector', place, 'values-given', { operator });
  } else {
    agent[say]('selector', place, 'selector-operator', { operator });
    eachText(requirement.values, (value) => {
      if (!isLabelValue(value)) agent[say]('selector', place, 'selector-operator-value', { value });
    });
  }
  if (selects !== Selects.GROUPS) checkFilter(agent, requirement);
}

function checkKey(agent: Agent, say: 'agent' | 'meaning', { key, place }: Requirement, selects: Selects): void {
  const { name } = splitSource(key);
  if (key === '') agent[say]('selector', place, 'key-missing');
  else if (
    agent.does.sourceInKey &&
    selects !== Selects.GROUPS &&
    name.length > 59 &&
    name.length <= 63 &&
    !name.includes('/')
  )
    agent[say]('selector', place, 'key-length', { name });
  else if (key.startsWith(':')) agent[say]('selector', place, 'key-source-empty', { key, name });
  else if (selects === Selects.GROUPS && key.includes(':'))
    agent[say]('selector', place, 'key-with-source', { key, name });
  else agent[say]('selector', place, 'selector-key', { key });
}

/** A label that no endpoint carries: asking for it selects nobody, asking for its absence selects everybody. */
function checkFilter(agent: Agent, { key, operator, place }: Requirement): void {
  const filtered = FILTERS.ask(key);
  if (filtered === null) return;
  if (operator === 'NotIn' || operator === 'DoesNotExist')
    agent.open('filtered-label', place, 'filtered-true', { ...filtered, operator });
  else agent.meaning('filtered-label', place, 'filtered', { ...filtered });
}

/** `app` and `any:app` are one key to the agent, and either value survives, by the order of Go's map: seen with the engines of all minors. */
function checkTwins(agent: Agent, requirements: readonly Requirement[]): void {
  const seen = new Map<string, string>();
  for (const { key, label, place } of requirements) {
    if (!label) continue;
    const { source, name } = splitSource(key);
    if (source !== 'any') continue;
    const twin = seen.get(name);
    if (twin !== undefined && twin !== key) agent.open('twin-label', place, 'twin-label', { twin, key, name });
    seen.set(name, key);
  }
}

/** True for a requirement that an endpoint without the label meets. @internal */
export function isNegative({ operator }: Requirement): boolean {
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

/**
 * A peer that only says what it is not matches what has no labels at all, unless Cilium adds a namespace or the local cluster to it: it adds
 * neither beside a label of source reserved. Sources: facts, cilium-semantics 1.3; cilium-engine 2, rows of 1.3.
 *
 * @internal
 */
export function checkNegativePeer(
  agent: Agent,
  place: Place,
  requirements: readonly Requirement[],
  clusterwide: boolean,
): void {
  if (requirements.length === 0 || !requirements.every(isNegative)) return;
  const keys = requirements.map(({ key }) => splitSource(key));
  if (keys.some(({ source }) => source === 'reserved')) {
    agent.open('negative-peer', place, 'reserved-negative');
    return;
  }
  const names = keys.filter(({ source }) => source === 'k8s' || source === 'any').map(({ name }) => name);
  if (agent.localCluster && !names.includes(CLUSTER_KEY)) return;
  // A cluster-wide policy adds "is in a namespace" unless the namespace itself is named.
  if (!names.includes(NAMESPACE_KEY) && (clusterwide || !names.some((name) => name.startsWith(NAMESPACE_LABELS))))
    return;
  agent.open('negative-peer', place, 'peer-namespace-negative');
}

/** A namespaced policy that selects pods of another namespace selects nothing, or its own in silence. @internal */
export function checkSubjectNamespace(
  agent: Agent,
  place: Place,
  requirements: readonly Requirement[],
  namespace: string,
): void {
  for (const { key, operator, values } of requirements) {
    if (splitSource(key).name !== NAMESPACE_KEY) continue;
    const own =
      operator === 'Exists' ||
      (operator === 'In' && values.includes(namespace)) ||
      (operator === 'NotIn' && !values.includes(namespace));
    if (!own) agent.meaning('subject-namespace', place, 'subject-namespace', { namespace });
  }
}
