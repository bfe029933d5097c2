// What a Talos node must let in to stay a node: asked of every policy that puts nodes in default deny.
import { Finding, warningAt } from '../construct';
import { isMap, PlainMap } from '../manifest';
import { Port, Protocol } from '../net';
import { Entity } from './entity';
import type { PolicyBase } from './policy-base';
import { Direction } from './rule';
import { SubjectKind } from './subject';

/** Source: Talos documentation, ingress firewall (facts/talos.md, guide 003); Cilium documentation, system requirements. Ports of VXLAN, the tunnel of the chart's defaults. */
const NEEDED: readonly { readonly port: Port; readonly what: string }[] = [
  { port: Port.tcp(50000), what: 'Talos API' },
  { port: Port.tcp(50001), what: 'Talos trustd on control planes' },
  { port: Port.tcp(6443), what: 'Kubernetes API on control planes' },
  { port: Port.range(Protocol.TCP, 2379, 2380), what: 'etcd between control planes' },
  { port: Port.tcp(10250), what: 'kubelet' },
  { port: Port.udp(8472), what: 'VXLAN between nodes' },
  { port: Port.tcp(4240), what: 'Cilium health' },
];

/** Ports that a policy on nodes closes although no rule of it names them. Raw rules are taken to know what they do. @internal */
export function hostPortFindings(policy: PolicyBase, spec: PlainMap): Finding[] {
  if (policy.subject._kind !== SubjectKind.NODES || policy._raw.ingress.length > 0) return [];
  const deny = isMap(spec.enableDefaultDeny)
    ? spec.enableDefaultDeny.ingress
    : spec.ingress !== undefined || spec.ingressDeny !== undefined;
  if (deny !== true) return [];
  // Whoever the nodes are reached by, a rule for a port shows that somebody thought of it; for `host` alone nobody else gets in.
  const rules = policy._inputs.filter(
    ({ direction, deny: denies, peer }) => direction === Direction.INGRESS && !denies && peer._item !== Entity.HOST,
  );
  const covers = (ports: readonly Port[], needed: Port) =>
    ports.some(
      (port) =>
        (port.protocol === Protocol.ANY || port.protocol === needed.protocol) &&
        port.name === undefined &&
        (port.first === 0 || (port.first <= needed.first && port.last >= needed.last)),
    );
  const closed = NEEDED.filter(
    ({ port }) =>
      !rules.some(({ options }) =>
        (options.ports ?? []).length === 0 ? (options.icmps ?? []).length === 0 : covers(options.ports!, port),
      ),
  );
  if (closed.length === 0) return [];
  const list = closed.map(({ port, what }) => `${port.toString()} (${what})`).join(', ');
  return [
    warningAt(
      policy.node.path,
      'policy/host-ports',
      `the policy puts nodes in default deny, and no rule lets in ${list}`,
      'allow them: from Peer.cluster() what nodes and pods need of each other, from your own network the Talos and Kubernetes APIs',
    ),
  ];
}
