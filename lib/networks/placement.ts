// On which nodes of the cluster the pods of a workload may run, as far as the program says.
import { ClusterNode, NodeRole, TalosCluster } from '../cluster';
import { WorkloadView } from '../construct';
import { isMap, PlainMap } from '../manifest';

/** Where pods may run. */
export interface Placement {
  /** Nodes that the scheduler surely takes into account. */
  readonly nodes: ClusterNode[];
  /** Nodes that depend on a label which the program does not state. */
  readonly undecided: ClusterNode[];
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** Labels that every node has and the cluster can tell. Other labels are set elsewhere, so what needs them is undecided. */
const LABELS: Readonly<Record<string, (node: ClusterNode) => string | undefined>> = {
  'kubernetes.io/hostname': (node) => node.name,
  'kubernetes.io/os': () => 'linux',
  [CONTROL_PLANE]: (node) => (node.role === NodeRole.CONTROL_PLANE ? '' : undefined),
};

/** The nodes for a workload. Call at synth only. */
export function placementOf(workload: WorkloadView, cluster: TalosCluster): Placement {
  const spec = workload.template().spec;
  const pod = isMap(spec) ? spec : {};
  // Talos taints control planes, but where nothing else is, they run everything.
  const tainted = cluster._nodesOf(NodeRole.WORKER).length > 0;
  const nodes: ClusterNode[] = [];
  const undecided: ClusterNode[] = [];
  for (const node of cluster._nodes) {
    if (tainted && node.role === NodeRole.CONTROL_PLANE && !toleratesControlPlane(pod)) continue;
    const verdict = matches(pod, node);
    if (verdict === true) nodes.push(node);
    if (verdict === undefined) undecided.push(node);
  }
  return { nodes, undecided };
}

/** Nodes in words: `3 control planes`, `2 workers`, or their names. */
export function nodeWords(nodes: readonly ClusterNode[], cluster: TalosCluster): string {
  const whole = [NodeRole.CONTROL_PLANE, NodeRole.WORKER].filter(
    (role) => cluster._nodesOf(role).length > 0 && cluster._nodesOf(role).every((node) => nodes.includes(node)),
  );
  if (nodes.length !== whole.flatMap((role) => cluster._nodesOf(role)).length)
    return nodes.map((node) => node.name).join(', ');
  return whole
    .map((role) => plural(cluster._nodesOf(role).length, role === NodeRole.WORKER ? 'worker' : 'control plane'))
    .join(' and ');
}

/** `1 worker`, `2 workers`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function toleratesControlPlane(pod: PlainMap): boolean {
  return maps(pod.tolerations).some((toleration) => {
    const { key, operator, value, effect } = toleration;
    if (effect !== undefined && effect !== '' && effect !== 'NoSchedule') return false;
    if (key === undefined || key === '') return operator === 'Exists';
    return key === CONTROL_PLANE && (operator === 'Exists' || value === undefined || value === '');
  });
}

/** True, false, or undefined where a label decides that the program does not state. */
function matches(pod: PlainMap, node: ClusterNode): boolean | undefined {
  if (typeof pod.nodeName === 'string' && pod.nodeName !== '') return pod.nodeName === node.name;
  const selector = isMap(pod.nodeSelector) ? Object.entries(pod.nodeSelector) : [];
  const verdicts = selector.map(([key, value]) => test({ key, operator: 'In', values: [value] }, node));
  const affinity =
    isMap(pod.affinity) && isMap(pod.affinity.nodeAffinity)
      ? pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
      : undefined;
  if (isMap(affinity)) {
    const terms = maps(affinity.nodeSelectorTerms).map((term) =>
      all([
        ...maps(term.matchExpressions).map((e) => test(e, node)),
        ...maps(term.matchFields).map((e) => compare(e, e.key === 'metadata.name' ? node.name : undefined)),
      ]),
    );
    verdicts.push(terms.includes(true) ? true : terms.includes(undefined) ? undefined : false);
  }
  return all(verdicts);
}

function test(expression: PlainMap, node: ClusterNode): boolean | undefined {
  const known = LABELS[String(expression.key)];
  return known === undefined ? undefined : compare(expression, known(node));
}

function compare(expression: PlainMap, value: string | undefined): boolean | undefined {
  const values = Array.isArray(expression.values) ? expression.values : [];
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
