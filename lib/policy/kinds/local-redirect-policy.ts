// CiliumLocalRedirectPolicy: connections to an address or a Service go to a pod on the same node.
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumLocalRedirectPolicy as CiliumLocalRedirectPolicyObject } from '../../../imports/cilium.io';
import { Boundary, Feature, Role } from '../../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkLabels, checkObjectName, PlainMap } from '../../manifest';
import { NAMESPACE_LABEL } from '../../models/agent';
import { IpAddress, Protocol, ValueError } from '../../net';
import { DNS_NAMESPACE } from '../dns-service';
import { LabelExpression } from '../label-expression';
import { selectorYaml } from '../pod-selector';

/** A port of the frontend, and the port of the pods that it becomes. */
export interface RedirectedPort {
  /** Port that is connected to, 1 to 65535. */
  readonly port: number;
  /** TCP or UDP. */
  readonly protocol: Protocol;
  /**
   * Port of the pods.
   *
   * @default - the same
   */
  readonly to?: number;
  /**
   * Name that joins both sides; of a Service the name of its port.
   *
   * @default - `<protocol>-<port>` where there are several ports
   */
  readonly name?: string;
}

/** Properties of a CiliumLocalRedirectPolicy. */
export interface CiliumLocalRedirectPolicyProps {
  /**
   * Address whose connections are taken. Not with `service`.
   *
   * @default - the Service
   */
  readonly address?: string;
  /**
   * Name of the Service whose connections are taken, in the namespace of the policy. Not with `address`.
   *
   * @default - the address
   */
  readonly service?: string;
  /** Ports that are taken, at least one. */
  readonly ports: RedirectedPort[];
  /** Labels of the pods that take the connections, in the namespace of the policy. */
  readonly backendLabels: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly backendExpressions?: LabelExpression[];
  /**
   * Connections of these pods themselves go where they were meant to, so that a proxy reaches what it stands for.
   *
   * @default false
   */
  readonly skipRedirectFromBackend?: boolean;
  /**
   * What the policy is for, kept in the object.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Namespace of the policy, of the Service and of the pods.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
}

/** A CiliumLocalRedirectPolicy. Switches `localRedirectPolicies` and kube-proxy replacement on. What it says can be changed by a new object only. */
export class CiliumLocalRedirectPolicy extends NetworkConstruct {
  /**
   * The redirect of a DNS cache on each node: questions to the Service `kube-dns` in kube-system go to the pods with the label
   * `k8s-app: node-local-dns` on the node of who asks. The cache is a DaemonSet with a network of its own (no hostNetwork), listens on 53 UDP and
   * TCP, and forwards to a second Service on the pods of CoreDNS, since `kube-dns` leads back to it. Where no cache runs, `kube-dns` answers.
   */
  public static nodeLocalDns(scope: Construct, id = 'node-local-dns'): CiliumLocalRedirectPolicy {
    return new CiliumLocalRedirectPolicy(scope, id, {
      namespace: DNS_NAMESPACE,
      service: 'kube-dns',
      ports: [
        { port: 53, protocol: Protocol.UDP, name: 'dns' },
        { port: 53, protocol: Protocol.TCP, name: 'dns-tcp' },
      ],
      backendLabels: { 'k8s-app': 'node-local-dns' },
      description: 'Questions to the DNS service of the cluster go to the cache on the node of who asks.',
    });
  }

  /** @throws ValidationError `policy/local-redirect`, and the errors of addresses, ports and labels */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CiliumLocalRedirectPolicyProps,
  ) {
    super(scope, id);
    const spec = valueAt(this, () => this.spec(props));
    const facts = Boundary.of(this);
    facts.register(Role.LOCAL_REDIRECT, this);
    facts.require(() => [
      { feature: Feature.LOCAL_REDIRECT, by: this, reason: 'connections are redirected to pods of the same node' },
    ]);
    const { namespace } = props;
    this._emit('Default', {
      type: CiliumLocalRedirectPolicyObject,
      name: props.name ?? id,
      ...(namespace === undefined ? {} : { namespace }),
      body: () => ({ spec }),
    });
  }

  /** Selector of the pods that questions to the DNS service are handed to; undefined for a redirect of something else. @internal */
  public _dnsCache(): PlainMap | undefined {
    const { service, backendLabels, backendExpressions = [] } = this.props;
    if (service !== 'kube-dns' || this.namespace !== DNS_NAMESPACE) return undefined;
    return selectorYaml(
      { [NAMESPACE_LABEL]: DNS_NAMESPACE, ...backendLabels },
      backendExpressions.map((each) => each._yaml()),
    );
  }

  private get namespace(): string {
    return this.props.namespace ?? Chart.of(this).namespace ?? 'default';
  }

  private spec(props: CiliumLocalRedirectPolicyProps): PlainMap {
    const { address, service, backendLabels, backendExpressions = [], skipRedirectFromBackend, description } = props;
    const { ports } = props;
    if ((address === undefined) === (service === undefined))
      this.refuse('a redirect takes the connections of an address or of a Service', 'write one of both');
    if (ports.length === 0) this.refuse('a redirect without ports', 'write at least one of ports');
    if (Object.keys(checkLabels(backendLabels)).length + backendExpressions.length === 0)
      this.refuse('pods without labels: every pod of the namespace would take the connections', 'write backendLabels');
    const named = ports.length > 1;
    const toPorts = ports.map((port) => portYaml(port, port.port, named));
    return {
      ...(description === undefined ? {} : { description }),
      redirectFrontend:
        address === undefined
          ? {
              serviceMatcher: {
                serviceName: checkObjectName('Service', service!),
                namespace: this.namespace,
                toPorts,
              },
            }
          : { addressMatcher: { ip: IpAddress.of(address).toString(), toPorts } },
      redirectBackend: {
        localEndpointSelector: selectorYaml(
          { ...backendLabels },
          backendExpressions.map((each) => each._yaml()),
        ),
        toPorts: ports.map((port) => portYaml(port, port.to ?? port.port, named)),
      },
      ...(skipRedirectFromBackend === undefined ? {} : { skipRedirectFromBackend }),
    };
  }

  private refuse(problem: string, repair: string): never {
    throw new ValidationError(this, 'policy/local-redirect', problem, repair);
  }
}

function portYaml({ protocol, port, name }: RedirectedPort, number: number, named: boolean): PlainMap {
  if (protocol !== Protocol.TCP && protocol !== Protocol.UDP)
    throw new ValueError('policy/local-redirect', `protocol ${protocol}, which is not redirected`, 'write TCP or UDP');
  if (!Number.isInteger(number) || number < 1 || number > 65535)
    throw new ValueError('net/port-invalid', `port out of range: ${number}`, 'write a whole number from 1 to 65535');
  const called = name ?? (named ? `${protocol.toLowerCase()}-${port}` : undefined);
  return { port: `${number}`, protocol, ...(called === undefined ? {} : { name: called }) };
}
