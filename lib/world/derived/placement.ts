// On which nodes of the facts pods may run, by their own spec. Source: Kubernetes scheduler (NodeName, TaintToleration, NodeAffinity); Talos taints control planes.
import { NodeFacts } from '../../facts';
import { isMap, PlainMap } from '../../manifest';
import { mapAt } from './fields';

/** Where pods may run. */
export interface Placement {
  /** Nodes that the scheduler surely takes into account. */
  readonly nodes: readonly NodeFacts[];
  /** Nodes that depend on a label which nobody states. */
  readonly undecided: readonly NodeFacts[];
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** Labels that every node has and the facts can tell. Other labels are set elsewhere, so what needs them is undecided. */
const LABELS: Readonly<Record<string, (node: NodeFacts) => string | undefined>> = {
  'kubernetes.io/hostname': ({ name }) => name,
  'kubernetes.io/os': () => 'linux',
  [CONTROL_PLANE]: ({ role }) => (role === 'controlplane' ? '' : undefined),
};

/**
 * The nodes for the pods of a template.
 *
 * @param pod spec of the pods
 */
export function placementOf(pod: PlainMap, all: readonly NodeFacts[]): Placement {
  // Talos taints control planes, but where nothing else is, they run everything.
  const tainted = all.some(({ role }) => role === 'worker');
  const nodes: NodeFacts[] = [];
  const undecided: NodeFacts[] = [];
  for (const node of all) {
    const named = typeof pod.nodeName === 'string' && pod.nodeName !== '';
    // A pod with nodeName does not pass the scheduler; its taints do not keep it away.
    if (!named && tainted && node.role === 'controlplane' && !toleratesControlPlane(pod)) continue;
    const verdict = matches(pod, node);
    if (verdict === true) nodes.push(node);
    if (verdict === undefined) undecided.push(node);
  }
  return { nodes, undecided };
}

/** True if the spec itself binds the pods to one node, whichever there are. */
export function isOnOneNode(pod: PlainMap): boolean {
  return (
    (typeof pod.nodeName === 'string' && pod.nodeName !== '') ||
    mapAt(pod, 'nodeSelector')['kubernetes.io/hostname'] !== undefined
  );
}

function toleratesControlPlane(pod: PlainMap): boolean {
  return maps(pod.tolerations).some(({ key, operator, value, effect }) => {
    if (effect !== undefined && effect !== '' && effect !== 'NoSchedule') return false;
    if (key === undefined || key === '') return operator === 'Exists';
    return key === CONTROL_PLANE && (operator === 'Exists' || value === undefined || value === '');
  });
}

/** True, false, or undefined where a label decides that nobody states. */
function matches(pod: PlainMap, node: NodeFacts): boolean | undefined {
  if (typeof pod.nodeName === 'string' && pod.nodeName !== '') return pod.nodeName === node.name;
  const verdicts = Object.entries(mapAt(pod, 'nodeSelector')).map(([key, value]) =>
    test({ key, operator: 'In', values: [value] }, node),
  );
  const { requiredDuringSchedulingIgnoredDuringExecution: required } = mapAt(pod, 'affinity', 'nodeAffinity');
  if (isMap(required)) {
    const terms = maps(required.nodeSelectorTerms).map((term) =>
      all([
        ...maps(term.matchExpressions).map((each) => test(each, node)),
        ...maps(term.matchFields).map((each) => compare(each, each.key === 'metadata.name' ? node.name : undefined)),
      ]),
    );
    verdicts.push(terms.includes(true) ? true : terms.includes(undefined) ? undefined : false);
  }
  return all(verdicts);
}

function test(expression: PlainMap, node: NodeFacts): boolean | undefined {
  const key = String(expression.key);
  return Object.hasOwn(LABELS, key) ? compare(expression, LABELS[key]!(node)) : undefined;
}

function compare(expression: PlainMap, value: string | undefined): boolean | undefined {
  const values = Array.isArray(expression.values) ? (expression.values as unknown[]) : [];
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}

function all(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function maps(value: unknown): PlainMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
