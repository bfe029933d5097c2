// The policies that most namespaces need, one method each: default deny, and what is opened again.
import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { KUBERNETES_API_PORT } from '../../catalogue/node-ports';
import { apiObjectOf, ValidationError, valueAt } from '../../construct';
import { CiliumPolicy } from '../cilium-policy';
import { DefaultDeny } from '../default-deny';
import { DenyAllPolicy } from '../deny-all-policy';
import { AllowDnsPolicy } from '../dns-policies';
import { Peer } from '../peer';
import { Port } from '../port';
import { Subject } from '../subject';

/** Id of the construct in its chart. */
const ID = 'namespace-policies';

/**
 * Policies about all pods of the namespace of a chart. Each method writes one object of a name of its own; only `defaultDeny()` denies, the
 * others add to what is allowed, so that each may stand alone and the order of calls never shows.
 *
 * @example
 * NamespacePolicies.of(shop).defaultDeny().dns().within().fromGateway(gateway, Port.tcp(8080)).toWorld('api.stripe.com');
 */
export class NamespacePolicies extends Construct {
  /** Those of a chart's namespace; the same each time. */
  public static of(chart: Chart): NamespacePolicies {
    const known = chart.node.tryFindChild(ID);
    return known instanceof NamespacePolicies ? known : new NamespacePolicies(chart);
  }

  private constructor(chart: Chart) {
    super(chart, ID);
  }

  /**
   * Denies everything that no policy allows, as object `default-deny`. Kubelet probes still pass.
   *
   * @param directions both, unless one is named; `DefaultDeny.NONE` is refused
   */
  public defaultDeny(directions = DefaultDeny.BOTH): this {
    if (directions === DefaultDeny.NONE)
      throw new ValidationError(
        this,
        'policy/denies-nothing',
        'a default deny in no direction',
        'leave defaultDeny() out, or name a direction',
      );
    this.once(
      'default-deny',
      (name) => new DenyAllPolicy(this, name, { name, directions, description: DENIES[directions] }),
    );
    return this;
  }

  /** Lets all pods ask the DNS service of the cluster, as object `allow-dns`. */
  public dns(): this {
    this.once(
      'allow-dns',
      (name) =>
        new AllowDnsPolicy(this, name, {
          name,
          description: 'All pods may ask the DNS service of the cluster; denies nothing.',
        }),
    );
    return this;
  }

  /**
   * Lets all pods reach the Kubernetes API, as object `allow-kube-apiserver`.
   *
   * @param port port of the API server itself, not of its Service
   */
  public kubeApiServer(port: number = KUBERNETES_API_PORT): this {
    this.adding('allow-kube-apiserver', 'All pods may reach the Kubernetes API; denies nothing.').allowTo(
      Peer.kubeApiServer(),
      valueAt(this, () => Port.tcp(port)),
    );
    return this;
  }

  /**
   * Lets the proxy of Gateways reach all pods, as object `allow-from-<gateway>`. The proxy has one identity whichever Gateway it serves: what is
   * opened for one is open for all. A route opens the pods behind it by itself; this is for those that are told not to.
   *
   * @param gateway a Gateway of this library, or an ApiObject of that kind
   * @param ports ports of the containers; without any all
   */
  public fromGateway(gateway: IConstruct, ...ports: Port[]): this {
    const name = `allow-from-${this.gatewayOf(gateway).name}`;
    this.adding(name, 'The proxy of Gateways may reach all pods; denies nothing.').allowFrom(Peer.ingress(), ...ports);
    return this;
  }

  /** Lets the pods of the namespace reach each other, as object `allow-within-namespace`. */
  public within(): this {
    this.adding('allow-within-namespace', 'The pods of the namespace may reach each other; denies nothing.')
      .allowFrom(Peer.ownNamespace())
      .allowTo(Peer.ownNamespace());
    return this;
  }

  /**
   * Lets all pods reach names outside of the cluster by HTTPS (443/TCP), as object `allow-to-world`. The proxy sees the DNS answers to learn
   * their addresses, and refuses none.
   *
   * @param names `api.example.com`, or patterns such as `*.example.com`
   */
  public toWorld(...names: string[]): this {
    return this.toWorldAt([Port.tcp(443)], ...names);
  }

  /**
   * The same on other ports, in the same object.
   *
   * @param ports ports of the servers
   * @param names `smtp.example.com`, or patterns
   */
  public toWorldAt(ports: Port[], ...names: string[]): this {
    if (names.length === 0 || ports.length === 0)
      throw new ValidationError(
        this,
        'policy/empty-list',
        `toWorld without a ${names.length === 0 ? 'name' : 'port'}`,
        'name whom the pods may reach, or write a CiliumPolicy with allowTo(Peer.world(), …) for everybody',
      );
    const policy = this.adding(
      'allow-to-world',
      'All pods may reach these names outside of the cluster; denies nothing.',
    );
    for (const name of names)
      policy.allowTo(
        valueAt(this, () => (name.includes('*') ? Peer.fqdnPattern(name) : Peer.fqdn(name))),
        ...ports,
      );
    return this;
  }

  /** A policy that denies nothing, made once. */
  private adding(name: string, description: string): CiliumPolicy {
    return this.once(
      name,
      () =>
        new CiliumPolicy(this, name, {
          name,
          description,
          subject: Subject.namespace(),
          defaultDeny: DefaultDeny.NONE,
        }),
    );
  }

  private once<T extends Construct>(name: string, make: (name: string) => T): T {
    return (this.node.tryFindChild(name) as T | undefined) ?? make(name);
  }

  private gatewayOf(gateway: IConstruct): ApiObject {
    const object = apiObjectOf(gateway);
    if (object?.kind !== 'Gateway')
      throw new ValidationError(
        this,
        'policy/gateway',
        `"${gateway.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a Gateway`,
        'pass a Gateway of this library, or an ApiObject of that kind',
      );
    return object;
  }
}

const DENIES: Readonly<Record<DefaultDeny, string>> = {
  [DefaultDeny.BOTH]:
    'Nothing reaches the pods of the namespace, and they reach nothing, but what other policies allow.',
  [DefaultDeny.INGRESS]: 'Nothing reaches the pods of the namespace but what other policies allow.',
  [DefaultDeny.EGRESS]: 'The pods of the namespace reach nothing but what other policies allow.',
  [DefaultDeny.NONE]: '',
};
