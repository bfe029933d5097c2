// On which nodes of the facts pods may run, by their own spec. Source: Kubernetes scheduler (NodeName, TaintToleration, NodeAffinity); Talos taints control planes.
import { NodeFacts } from '../../facts';
import { isMap, PlainMap } from '../../manifest';
import { meets, readLabelSelector } from '../../models/kubernetes/label-selector';
import { mapAt, mapsIn } from './fields';

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
  return mapsIn(pod.tolerations).some(({ key, operator, value, effect }) => {
    if (effect !== undefined && effect !== '' && effect !== 'NoSchedule') return false;
    if (key === undefined || key === '') return operator === 'Exists';
    return key === CONTROL_PLANE && (operator === 'Exists' || value === undefined || value === '');
  });
}

/** True, false, or undefined where a label decides that nobody states. */
function matches(pod: PlainMap, node: NodeFacts): boolean | undefined {
  if (typeof pod.nodeName === 'string' && pod.nodeName !== '') return pod.nodeName === node.name;
  const stated = (key: string) => (Object.hasOwn(LABELS, key) ? { value: LABELS[key]!(node) } : undefined);
  const named = (key: string) => ({ value: key === 'metadata.name' ? node.name : undefined });
  const verdicts = [decide({ matchLabels: mapAt(pod, 'nodeSelector') }, stated)];
  const { requiredDuringSchedulingIgnoredDuringExecution: required } = mapAt(pod, 'affinity', 'nodeAffinity');
  if (isMap(required)) {
    const terms = mapsIn(required.nodeSelectorTerms).map(({ matchExpressions, matchFields }) =>
      all([decide({ matchExpressions }, stated), decide({ matchExpressions: matchFields }, named)]),
    );
    verdicts.push(terms.includes(true) ? true : terms.includes(undefined) ? undefined : false);
  }
  return all(verdicts);
}

/** What the requirements of nodes come to; undefined where one asks for what nobody states, or cannot be read. */
function decide(
  selector: PlainMap,
  known: (key: string) => { readonly value: string | undefined } | undefined,
): boolean | undefined {
  const { requirements, problems } = readLabelSelector(selector);
  const verdicts = requirements.map(({ key, operator, values }) => {
    const label = known(key);
    return label === undefined ? undefined : meets(operator, values, label.value);
  });
  return all(problems.length > 0 ? [...verdicts, undefined] : verdicts);
}

function all(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}
