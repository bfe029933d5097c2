// CiliumEgressGatewayPolicy: what pods send to the world leaves through one node, with an address of it.
import { Construct } from 'constructs';
import { CiliumEgressGatewayPolicy as CiliumEgressGatewayPolicyObject } from '../../../imports/cilium.io';
import { Boundary, Feature } from '../../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkLabels, PlainMap } from '../../manifest';
import { Cidr, InterfaceName, IpAddress } from '../../net';
import { LabelExpression } from '../label-expression';
import { selectorYaml } from '../pod-selector';

/** Pods whose traffic is taken; all that is given must hold. */
export interface EgressGatewaySubject {
  /**
   * Labels of the pods.
   *
   * @default - any labels
   */
  readonly labels?: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly expressions?: LabelExpression[];
  /**
   * Their namespaces by name; one of several.
   *
   * @default - every namespace
   */
  readonly namespaces?: string[];
  /**
   * Labels of their namespaces.
   *
   * @default - any labels
   */
  readonly namespaceLabels?: { [key: string]: string };
  /**
   * Labels of the nodes that they run on.
   *
   * @default - any node
   */
  readonly nodeLabels?: { [key: string]: string };
  /**
   * Further conditions on the labels of the nodes.
   *
   * @default - none
   */
  readonly nodeExpressions?: LabelExpression[];
}

/** A node that traffic leaves by. */
export interface EgressGatewayNode {
  /** Labels of the node; of several nodes that have them, one of the first. */
  readonly nodeLabels: { [key: string]: string };
  /**
   * Further conditions on its labels.
   *
   * @default - none
   */
  readonly nodeExpressions?: LabelExpression[];
  /**
   * Interface whose first IPv4 address traffic gets. Not with `egressIp`.
   *
   * @default - the one of the default route
   */
  readonly interface?: string;
  /**
   * Address of the node that traffic gets. Not with `interface`. Where no node has it, the traffic is dropped.
   *
   * @default - the address of the interface
   */
  readonly egressIp?: string;
}

/** Properties of a CiliumEgressGatewayPolicy. */
export interface CiliumEgressGatewayPolicyProps {
  /** Pods whose traffic is taken; any of these. */
  readonly subjects: EgressGatewaySubject[];
  /** Networks that the traffic goes to: `['0.0.0.0/0']` for all of the world. Traffic to the cluster is never taken. */
  readonly destinations: string[];
  /** Nodes that it leaves by. Several share the pods among them. */
  readonly gateways: EgressGatewayNode[];
  /**
   * Networks that are left alone.
   *
   * @default - none
   */
  readonly excluded?: string[];
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/**
 * A CiliumEgressGatewayPolicy. Switches `egressGateway`, kube-proxy replacement and BPF masquerading on, without which nothing is taken. On Talos
 * BPF masquerading has a consequence of its own: up to Cilium 1.18 pods lose the host DNS, which `CiliumInstall` mends with `bpf.hostLegacyRouting`.
 */
export class CiliumEgressGatewayPolicy extends NetworkConstruct {
  /** @throws ValidationError `policy/empty-list`, `policy/egress-gateway`, and the errors of addresses and labels */
  public constructor(scope: Construct, id: string, props: CiliumEgressGatewayPolicyProps) {
    super(scope, id);
    for (const list of ['subjects', 'destinations', 'gateways'] as const)
      if (props[list].length === 0)
        throw new ValidationError(
          this,
          'policy/empty-list',
          `${list} is an empty list`,
          `write at least one of ${list}`,
        );
    const spec = valueAt(this, () => this.spec(props));
    Boundary.of(this).require(() => [
      { feature: Feature.EGRESS_GATEWAY, by: this, reason: 'traffic leaves through a node that a policy names' },
    ]);
    this._emit('Default', {
      type: CiliumEgressGatewayPolicyObject,
      name: props.name ?? id,
      body: () => ({ spec }),
    });
  }

  private spec(props: CiliumEgressGatewayPolicyProps): PlainMap {
    const networks = (cidrs: readonly string[]) => cidrs.map((cidr) => Cidr.of(cidr).toString());
    const [first, ...others] = props.gateways.map((gateway) => this.gateway(gateway));
    return {
      selectors: props.subjects.map((subject) => this.subject(subject)),
      destinationCIDRs: networks(props.destinations),
      ...(props.excluded === undefined || props.excluded.length === 0
        ? {}
        : { excludedCIDRs: networks(props.excluded) }),
      // The API server wants the first one here in any case; the agent looks at the list where there is one.
      egressGateway: first,
      ...(others.length === 0 ? {} : { egressGateways: [first, ...others] }),
    };
  }

  private subject(subject: EgressGatewaySubject): PlainMap {
    const { labels, expressions, namespaces, namespaceLabels, nodeLabels, nodeExpressions } = subject;
    const named = namespaces === undefined ? [] : [LabelExpression.in('kubernetes.io/metadata.name', ...namespaces)];
    const pods = selector(labels, expressions);
    const spaces = selector(namespaceLabels, named);
    const nodes = selector(nodeLabels, nodeExpressions);
    return {
      // One of both must be there, and an empty one is everybody.
      ...(Object.keys(pods).length > 0 || Object.keys(spaces).length === 0 ? { podSelector: pods } : {}),
      ...(Object.keys(spaces).length > 0 ? { namespaceSelector: spaces } : {}),
      ...(Object.keys(nodes).length > 0 ? { nodeSelector: nodes } : {}),
    };
  }

  private gateway(gateway: EgressGatewayNode): PlainMap {
    const { nodeLabels, nodeExpressions, interface: link, egressIp } = gateway;
    if (link !== undefined && egressIp !== undefined)
      throw new ValidationError(
        this,
        'policy/egress-gateway',
        `a gateway with interface "${link}" and address ${egressIp}: the agent refuses the policy`,
        'write one of them',
      );
    const nodeSelector = selector(nodeLabels, nodeExpressions);
    if (Object.keys(nodeSelector).length === 0)
      throw new ValidationError(
        this,
        'policy/egress-gateway',
        'a gateway without labels of its node: any node would be it, and another one after each change of nodes',
        'write nodeLabels',
      );
    return {
      nodeSelector,
      ...(link === undefined ? {} : { interface: InterfaceName.of(link).toString() }),
      ...(egressIp === undefined ? {} : { egressIP: IpAddress.of(egressIp).toString() }),
    };
  }
}

function selector(labels: { [key: string]: string } = {}, expressions: readonly LabelExpression[] = []): PlainMap {
  for (const { _key: key } of expressions) checkLabels({ [key]: '' });
  return selectorYaml(
    { ...checkLabels(labels) },
    expressions.map((each) => each._yaml()),
  );
}
