// Kubernetes' own NetworkPolicy, as the agent reads it: up to 1.18 it goes through the validation of Cilium's policies, later the agent
// trusts the API server and only stumbles over protocols and addresses that it cannot turn into selectors.
import { isLabelValue, isMap, isQualifiedName, Manifest, PlainMap } from '../../manifest';
import { contains, parsePrefix } from '../../net/netip';
import { Agent } from './agent';
import { checkPrefix } from './addresses';
import { decodeFields } from './decode';
import { shapesOf } from './fields';
import { eachMap, eachText, lengthOf, textOr } from './lists';
import { familyOf, isConvertible } from './netip';
import { Place } from './problem';
import { knowsProtocol, readPort } from './ports';
import { isNegative, Requirement, requirementsOf } from './selectors';

const ROOT = new Place('');
/** What the agent puts before the label keys of pods and of namespaces, which counts towards their length. Source: pkg/k8s/network_policy.go of 1.18. */
const POD_LABELS = 'k8s.';
const NAMESPACE_LABELS = 'k8s.io.cilium.k8s.namespace.labels.';

/** Checks a NetworkPolicy of networking.k8s.io. @internal */
export function checkNetworkPolicy(agent: Agent, manifest: Manifest): void {
  decodeFields(agent, ROOT, manifest, shapesOf(agent.does).networkPolicy);
  const spec = isMap(manifest.spec) ? manifest.spec : {};
  const place = ROOT.at('spec');
  if (agent.does.networkPolicies) {
    const namespace = isMap(manifest.metadata) ? textOr(manifest.metadata.namespace) : '';
    if (!isLabelValue(namespace))
      agent.agent('selector', ROOT.at('metadata').at('namespace'), 'namespace-name', { namespace });
    checkSelector(agent, place.at('podSelector'), spec.podSelector, POD_LABELS);
  }
  for (const direction of ['ingress', 'egress'] as const) {
    const list = place.at(direction);
    eachMap(spec[direction], (rule, index) => {
      const here = list.at(index);
      const peers = direction === 'ingress' ? 'from' : 'to';
      eachMap(rule[peers], (peer, position) =>
        checkPeer(agent, here.at(peers).at(position), peer, direction === 'ingress'),
      );
      eachMap(rule.ports, (port, position) => checkPort(agent, here.at('ports').at(position), port));
    });
  }
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes : [];
  if (lengthOf(spec.ingress) > 0 && types.length > 0 && !types.includes('Ingress'))
    agent.meaning('policy-types', place.at('policyTypes'), 'ingress-rules-without-type');
}

function checkPeer(agent: Agent, place: Place, peer: PlainMap, ingress: boolean): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const pods = isMap(podSelector);
  const namespaces = isMap(namespaceSelector);
  if (isMap(ipBlock)) checkBlock(agent, place.at('ipBlock'), ipBlock);
  if (agent.does.networkPolicies) {
    if (isMap(ipBlock) && (pods || namespaces)) agent.agent('two-peers', place, 'ip-block-beside-selector');
    else if (isMap(ipBlock) && ingress && agent.localCluster)
      agent.agent('two-peers', place.at('ipBlock'), 'ip-block-in-ingress');
  }
  const asked = [
    ...checkSelector(agent, place.at('podSelector'), podSelector, POD_LABELS),
    ...checkSelector(agent, place.at('namespaceSelector'), namespaceSelector, NAMESPACE_LABELS),
  ];
  const ofNamespace =
    namespaces && (lengthOf(namespaceSelector.matchExpressions) > 0 || isMap(namespaceSelector.matchLabels));
  if (ofNamespace && !agent.localCluster && asked.length > 0 && asked.every(isNegative))
    agent.open('negative-peer', place.at('namespaceSelector'), 'namespace-negative');
}

/** Returns what the selector asks for; judges it only where the agent does. */
function checkSelector(agent: Agent, place: Place, selector: unknown, prefix: string): Requirement[] {
  if (!isMap(selector)) return [];
  const requirements = requirementsOf(place, selector, false);
  if (!agent.does.networkPolicies) return requirements;
  for (const { key, operator, values, place: at } of requirements) {
    if (!isQualifiedName(prefix + key)) agent.agent('selector', at, 'label-key', { key, prefix });
    const list = operator === 'In' || operator === 'NotIn';
    if (!list && operator !== 'Exists' && operator !== 'DoesNotExist')
      agent.agent('selector', at, 'operator', { operator });
    else if (list === (values.length === 0)) agent.agent('selector', at, 'operator-values', { operator, list });
    // The namespace is written over by the agent, whatever it says.
    if (
      operator === 'In' &&
      key === 'io.kubernetes.pod.namespace' &&
      at.path().includes('matchLabels') &&
      prefix === POD_LABELS
    )
      continue;
    eachText(values, (value) => {
      if (!isLabelValue(value)) agent.agent('selector', at, 'label-value', { value });
    });
  }
  return requirements;
}

function checkBlock(agent: Agent, place: Place, block: PlainMap): void {
  const text = textOr(block.cidr);
  if (!agent.does.networkPolicies) {
    const cidr = text.includes('/') ? parsePrefix(text) !== undefined : familyOf(text) !== 0;
    if (!cidr) agent.agent('cidr', place.at('cidr'), 'cidr-panic', { text });
    eachText(block.except, (hole, index) => {
      if (!isConvertible(hole)) agent.agent('cidr', place.at('except').at(index), 'exception-panic', { hole });
    });
    return;
  }
  const around = checkPrefix(agent, place.at('cidr'), text);
  eachText(block.except, (hole, index) => {
    const prefix = checkPrefix(agent, place.at('except').at(index), hole);
    if (prefix !== undefined && around !== undefined && !contains(around, prefix))
      agent.agent('cidr', place.at('except').at(index), 'exception-outside-block', { hole, text });
  });
}

function checkPort(agent: Agent, place: Place, item: PlainMap): void {
  const { protocol, port } = item;
  if (typeof protocol === 'string' && !knowsProtocol(agent, protocol))
    agent.agent('protocol', place, 'protocol', { protocol });
  if (!agent.does.networkPolicies || port === undefined || port === null) return;
  const read = readPort(String(port));
  if (!read.name && (read.number === undefined || read.number > 65535))
    agent.agent('port', place, 'port-value', { port });
}
