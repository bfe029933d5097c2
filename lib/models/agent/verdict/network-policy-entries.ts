// Entries of a Kubernetes NetworkPolicy, as the agent translates it.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { Agent } from '../agent';
import { eachMap, eachText, lengthOf, textOr } from '../lists';
import { Entry, EntryOrigin, PortRule } from './entry';
import { CLUSTER_LABEL, NAMESPACE_LABEL, NAMESPACE_LABELS } from './keys';
import { nameOf } from './metadata';
import { networkPolicyPorts } from './port-entries';
import { addressSelector, EVERYBODY, Selector, SelectorDraft, worldLabel } from './selector';

/** Entries of one policy: one for each peer of each rule. @internal */
export function networkPolicyEntries(agent: Agent, cluster: string, manifest: Manifest, policy: number): Entry[] {
  const { namespace: given, name } = nameOf(manifest);
  const namespace = given === '' ? 'default' : given;
  const spec = isMap(manifest.spec) ? manifest.spec : {};
  const subject = ofNamespace(spec.podSelector, namespace).selector();
  const from = { policy, kind: manifest.kind, namespace, name };
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes : [];
  const entries: Entry[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    const ingress = direction === 'ingress';
    const make = (path: (string | number)[], peers?: readonly Selector[], ports: readonly PortRule[] = []): Entry => ({
      origin: { ...from, path } satisfies EntryOrigin,
      ingress,
      deny: false,
      defaultDeny: true,
      node: false,
      namespace,
      subject,
      ...(peers === undefined ? {} : { peers }),
      ports,
      requires: [],
      authentication: '',
    });
    const before = entries.length;
    eachMap(spec[direction], (rule, index) => {
      const ports: PortRule[] = [];
      eachMap(rule.ports, (port) => ports.push({ ports: networkPolicyPorts(port, ingress, agent.does) }));
      const field = ingress ? 'from' : 'to';
      const path = ['spec', direction, index];
      if (lengthOf(rule[field]) === 0) entries.push(make(path, [EVERYBODY], ports));
      else
        eachMap(rule[field], (peer, position) =>
          entries.push(make([...path, field, position], peerOf(agent, cluster, namespace, peer), ports)),
        );
    });
    const asked = types.includes(ingress ? 'Ingress' : 'Egress') || (ingress && !types.includes('Egress'));
    // Nothing listed is default deny with nothing allowed.
    if (entries.length === before && asked) entries.push(make(['spec', 'policyTypes']));
  }
  return entries;
}

function ofNamespace(selector: unknown, namespace: string): SelectorDraft {
  return new SelectorDraft().read(selector, 'k8s', false).match('k8s', NAMESPACE_LABEL, namespace);
}

function peerOf(agent: Agent, cluster: string, namespace: string, peer: PlainMap): Selector[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (isMap(ipBlock)) {
    const excepts: string[] = [];
    eachText(ipBlock.except, (text) => excepts.push(text));
    const world = (family: number) =>
      agent.does.anyFamilyWorld && !agent.dualStack ? 'world' : worldLabel(family, agent.dualStack);
    const selector = addressSelector(textOr(ipBlock.cidr), excepts, world);
    return selector === undefined ? [] : [selector];
  }
  if (!isMap(podSelector) && !isMap(namespaceSelector) && agent.does.emptyPeerIsNone && !agent.localCluster) return [];
  const pods = new SelectorDraft().read(podSelector, 'k8s', false);
  const local = agent.localCluster && !pods.has('k8s', CLUSTER_LABEL);
  const draft = new SelectorDraft();
  if (isMap(namespaceSelector)) {
    draft.read(namespaceSelector, 'k8s', false, NAMESPACE_LABELS);
    if (draft.all().length === 0) draft.exists('k8s', NAMESPACE_LABEL);
    draft.read(podSelector, 'k8s', false);
  } else {
    draft.read(podSelector, 'k8s', false).match('k8s', NAMESPACE_LABEL, namespace);
  }
  if (local) draft.match('k8s', CLUSTER_LABEL, cluster);
  return [draft.selector()];
}
