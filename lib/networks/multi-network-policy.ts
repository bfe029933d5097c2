// MultiNetworkPolicy: who may talk to whom on secondary networks, where no policy of Cilium applies. The rules are those of NetworkPolicy.
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkConstruct, ValidationError, valueAt, WorkloadView } from '../construct';
import { PlainMap } from '../manifest';
import { NAMESPACE_LABEL, NAMESPACE_LABELS_PREFIX, SelectorYaml } from '../models/agent';
import { ValueError } from '../net';
import { DefaultDeny, Peer, Port, Subject } from '../policy';
import { written } from './cni-config';
import { SecondaryNetwork } from './secondary-network';

/** Annotation that names the networks of a policy. */
const POLICY_FOR = 'k8s.v1.cni.cncf.io/policy-for';

/** Properties of a MultiNetworkPolicy. */
export interface MultiNetworkPolicyProps {
  /** Pods of the policy's namespace. */
  readonly subject: Subject;
  /** Networks that it holds on. */
  readonly networks: SecondaryNetwork[];
  /**
   * Directions in which everything is denied that no rule allows.
   *
   * @default - those that have a rule; both for a policy without any
   */
  readonly defaultDeny?: DefaultDeny;
  /** Name of the object. @default - the construct id */
  readonly name?: string;
}

type Direction = 'ingress' | 'egress';

/**
 * A policy on secondary networks. It needs an enforcer on the nodes, such as multi-networkpolicy-nftables, which this library does not install: without one
 * it denies nothing. Enforcers know macvlan, ipvlan and SR-IOV; of bridges ask yours.
 */
export class MultiNetworkPolicy extends NetworkConstruct {
  private readonly props: MultiNetworkPolicyProps;
  private readonly object: ApiObject;
  private readonly rules: { readonly direction: Direction; readonly peer: Peer; readonly ports: readonly Port[] }[] =
    [];

  public constructor(scope: Construct, id: string, props: MultiNetworkPolicyProps) {
    super(scope, id);
    this.props = props;
    const { networks, defaultDeny, subject } = props;
    if (networks.length === 0) throw this.error('policy-networks', 'a policy for no network', 'write networks: [lan]');
    if (defaultDeny === DefaultDeny.NONE)
      throw this.error(
        'policy-default-deny',
        'DefaultDeny.NONE: a NetworkPolicy always denies what it does not allow',
        'leave defaultDeny out',
      );
    if (subject._beyondNamespaces !== undefined || subject._ofNodes)
      throw this.error(
        'policy-subject',
        `subject ${subject._beyondNamespaces?.what ?? 'nodes'}: the policy selects pods of its own namespace`,
        'write Subject.workload(…), Subject.labels(…) or Subject.namespace()',
      );
    this.object = this._emit('Default', {
      apiVersion: 'k8s.cni.cncf.io/v1beta1',
      kind: 'MultiNetworkPolicy',
      name: props.name ?? id,
      annotations: { [POLICY_FOR]: [...new Set(networks.map(({ _key }) => _key))].sort().join(',') },
      ...written({ namespace: subject._namespaceFor(this) }),
      body: () => ({ spec: this.spec() }),
    });
  }

  /** Allows connections from a peer to the subject. @param ports without any all of them */
  public allowFrom(peer: Peer, ...ports: Port[]): this {
    return this.add('ingress', peer, ports);
  }

  /** Allows connections from the subject to a peer. @param ports without any all of them */
  public allowTo(peer: Peer, ...ports: Port[]): this {
    return this.add('egress', peer, ports);
  }

  private add(direction: Direction, peer: Peer, ports: readonly Port[]): this {
    if (peer._workload !== undefined) WorkloadView.of(peer._workload, this);
    // What cannot be said in a NetworkPolicy is refused where it is written; of a workload the labels come later.
    valueAt(this, () => [peerYaml(peer._kind, peer._item), ...ports.map(portsYaml)]);
    this.rules.push({ direction, peer, ports });
    return this;
  }

  private spec(): PlainMap {
    const { subject, defaultDeny } = this.props;
    const of = (direction: Direction) => this.rules.filter((rule) => rule.direction === direction);
    const closed = (direction: Direction) =>
      of(direction).length > 0 ||
      defaultDeny === DefaultDeny.BOTH ||
      defaultDeny === (direction as DefaultDeny) ||
      (this.rules.length === 0 && defaultDeny === undefined);
    const { endpointSelector } = subject._selector(this, false) as { endpointSelector: PlainMap };
    return {
      podSelector: endpointSelector,
      policyTypes: [...(closed('ingress') ? ['Ingress'] : []), ...(closed('egress') ? ['Egress'] : [])],
      ...(of('ingress').length === 0 ? {} : { ingress: this.lists('ingress', 'from') }),
      ...(of('egress').length === 0 ? {} : { egress: this.lists('egress', 'to') }),
    };
  }

  /** Rules in an order that does not depend on who added them first. */
  private lists(direction: Direction, field: 'from' | 'to'): PlainMap[] {
    const namespace = this.object.metadata.namespace ?? 'default';
    const rules = this.rules
      .filter((rule) => rule.direction === direction)
      .map(({ peer, ports }) => {
        const { kind, item } = peer._in(this, namespace);
        const list = ports.flatMap(portsYaml);
        return { [field]: [peerYaml(kind, item)], ...(list.length === 0 ? {} : { ports: list }) };
      });
    const byText = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
    return [...byText.keys()].sort().map((text) => byText.get(text)!);
  }

  private error(name: string, problem: string, repair: string): ValidationError {
    return new ValidationError(this, `network/${name}`, problem, repair);
  }
}

/** A peer as NetworkPolicy writes it. Source: networking/v1, NetworkPolicyPeer. */
function peerYaml(kind: string, item: unknown): PlainMap {
  switch (kind) {
    case 'Endpoints':
      return podsYaml(item as SelectorYaml);
    case 'CIDR':
      return { ipBlock: { cidr: item } };
    case 'CIDRSet': {
      const { cidr, except } = item as { cidr?: string; except?: string[] };
      if (cidr === undefined) break;
      return { ipBlock: written({ cidr, except }) };
    }
    default:
  }
  throw new ValueError(
    'network/policy-peer',
    `a peer by ${kind}, which a policy on secondary networks cannot say`,
    'write Peer.workload(…), Peer.labels(…), Peer.namespace(…) or Peer.cidr(…)',
  );
}

/** Cilium keeps the namespace and its labels beside those of the pod, NetworkPolicy apart. */
function podsYaml({ matchLabels = {}, matchExpressions = [] }: SelectorYaml): PlainMap {
  const pods: Record<string, string> = {};
  const namespaces: Record<string, string> = {};
  for (const [key, value] of Object.entries(matchLabels)) {
    if (key === NAMESPACE_LABEL) namespaces['kubernetes.io/metadata.name'] = value;
    else if (key.startsWith(NAMESPACE_LABELS_PREFIX)) namespaces[key.slice(NAMESPACE_LABELS_PREFIX.length)] = value;
    else if (/^k8s:io\.cilium/.test(key))
      throw new ValueError(
        'network/policy-peer',
        `a peer by ${key}, which a policy on secondary networks cannot say`,
        'write Peer.workload(…), Peer.labels(…), Peer.namespace(…) or Peer.cidr(…)',
      );
    else pods[key] = value;
  }
  const everywhere = matchExpressions.some(({ key }) => key === NAMESPACE_LABEL);
  const selector = (labels: Record<string, string>) =>
    Object.keys(labels).length === 0 ? {} : { matchLabels: labels };
  const named = Object.keys(namespaces).length > 0;
  return {
    ...(named || everywhere ? { namespaceSelector: selector(namespaces) } : {}),
    // Alone, a selector of namespaces means all of their pods.
    ...(Object.keys(pods).length === 0 && (named || everywhere) ? {} : { podSelector: selector(pods) }),
  };
}

/** A port as NetworkPolicy writes it; one of every protocol is three. */
function portsYaml(port: Port): PlainMap[] {
  if (Object.keys(port._contents()).length > 0 || port._icmpFields().length > 0)
    throw new ValueError(
      'network/policy-port',
      'contents or ICMP messages in a policy on secondary networks, which knows ports only',
      'write Port.tcp(…), Port.udp(…) or Port.sctp(…)',
    );
  return port._ports().flatMap(({ port: text, protocol, endPort }) => {
    const number = /^\d+$/.test(String(text)) ? Number(text) : text;
    return (protocol === 'ANY' ? ['TCP', 'UDP', 'SCTP'] : [protocol]).map((each) =>
      written({ protocol: each, port: number === 0 ? undefined : number, endPort }),
    );
  });
}
