// Answers ARP and NDP for addresses of Services on given links: CiliumL2AnnouncementPolicy, with its pool.
import { Construct, IConstruct } from 'constructs';
import { CiliumL2AnnouncementPolicy } from '../../imports/cilium.io';
import {
  Boundary,
  Feature,
  FeatureRequirement,
  Link,
  NodeSelection,
  Role,
  TalosCluster,
  foreignLinkFindings,
} from '../cluster';
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt, warningAt } from '../construct';
import { PlainMap } from '../manifest';
import { InterfaceName } from '../net';
import { announces } from './announcement-rules';
import { AnnouncementValues, l2AnnouncementSpec } from './announcement-spec';
import { announcingNodes, linkSubnets } from './announcing-nodes';
import { announcementsOf, joinLoadBalancing } from './app-rules';
import { LoadBalancerIpPool } from './ip-pool';
import { L2AnnouncementProps } from './l2-announcement-props';
import { ShareProps } from './load-balancer-address';
import { servicesOf } from './service-facts';
import { AnnouncementFacts } from './rule-facts';
import { ServiceSelector } from './service-selector';

/**
 * Announces addresses of Services on links (CiliumL2AnnouncementPolicy, cilium.io/v2alpha1). One node at a time answers for a
 * Service; there is no spreading of load. Switches `l2announcements`, kube-proxy replacement and, if used, external IPs on.
 */
export class L2Announcement extends NetworkConstruct {
  /** The pool, if ranges or cidrs are given. @default - none */
  public readonly pool?: LoadBalancerIpPool;
  private readonly links: Link[];
  private readonly interfaces: string[];
  private readonly nodes: NodeSelection;
  private readonly serviceSelector: ServiceSelector | undefined;
  private readonly loadBalancerIps: boolean;
  private readonly externalIps: boolean;

  /**
   * @throws ValidationError `loadbalancer/no-interface`, `loadbalancer/announces-nothing`, `net/interface-name` and the errors of a pool
   */
  public constructor(scope: Construct, id: string, props: L2AnnouncementProps) {
    super(scope, id);
    this.links = [...(props.link === undefined ? [] : [props.link]), ...(props.links ?? [])];
    this.interfaces = (props.interfaces ?? []).map((name) => valueAt(this, () => InterfaceName.of(name).toString()));
    if (this.links.length + this.interfaces.length === 0)
      throw new ValidationError(
        this,
        'loadbalancer/no-interface',
        'an announcement without a link: Cilium would take every device',
        "write link: cluster.addLink('lan', { interface: 'enp1s0', … })",
      );
    this.nodes = props.nodes ?? NodeSelection.all();
    this.serviceSelector = props.serviceSelector;
    this.loadBalancerIps = props.loadBalancerIps ?? true;
    this.externalIps = props.externalIps ?? false;
    if (!this.loadBalancerIps && !this.externalIps)
      throw new ValidationError(
        this,
        'loadbalancer/announces-nothing',
        'loadBalancerIps and externalIps are both off: nothing is announced',
        'switch one of them on',
      );
    const name = props.name ?? id;
    if (props.ranges !== undefined || props.cidrs !== undefined) {
      this.pool = new LoadBalancerIpPool(this, 'pool', {
        name,
        ranges: props.ranges,
        cidrs: props.cidrs,
        allowFirstLastIps: props.allowFirstLastIps,
        serviceSelector: props.serviceSelector,
      });
    }
    const facts = Boundary.of(this);
    facts.register(Role.L2_ANNOUNCEMENT, this);
    facts.require(() => this.requirements());
    joinLoadBalancing(this);
    this._emit('Default', {
      type: CiliumL2AnnouncementPolicy,
      name,
      body: () => ({
        spec: (
          CiliumL2AnnouncementPolicy.manifest({ metadata: {}, spec: l2AnnouncementSpec(this.values()) }) as PlainMap
        ).spec,
      }),
    });
  }

  /**
   * Has a Service ask for addresses of the own pool.
   *
   * @throws ValidationError `loadbalancer/no-pool` if this announcement has no pool or the address lies outside
   */
  public request(service: IConstruct, ...addresses: string[]): void {
    this.ownPool().request(service, ...addresses);
  }

  /**
   * Has several Services share addresses of the own pool by a sharing key.
   *
   * @throws ValidationError `loadbalancer/no-pool` if this announcement has no pool or the address lies outside
   */
  public share(services: IConstruct[], props: ShareProps): void {
    this.ownPool().share(services, props);
  }

  /** Silences a finding of the announcement and of its pool. */
  public override ignore(code: string, reason: string): void {
    super.ignore(code, reason);
    this.pool?.ignore(code, reason);
  }

  /** @internal */
  public _announcementFacts(): AnnouncementFacts {
    const subnets = this.links.map((link) => linkSubnets(TalosCluster.of(this), link));
    return {
      path: this.node.path,
      serviceSelector: this.serviceSelector,
      loadBalancerIps: this.loadBalancerIps,
      externalIps: this.externalIps,
      ownPool: this.pool?.node.path,
      subnets:
        this.interfaces.length > 0 || subnets.includes(undefined) ? undefined : subnets.flatMap((list) => list ?? []),
    };
  }

  /** @internal */
  public override _check(): Finding[] {
    const cluster = TalosCluster.of(this);
    return [
      ...foreignLinkFindings(this, this.links),
      ...this.checkInterfaces(cluster),
      ...this.checkNodes(cluster),
      ...this.checkAddresses(cluster),
      ...this.checkPool(),
    ];
  }

  private checkInterfaces(cluster: TalosCluster | undefined): Finding[] {
    // A cluster that describes no link says nothing about interfaces.
    if (cluster === undefined || cluster._links.length === 0) return [];
    const known = [...new Set(cluster._links.map((link) => link.interfaceName))].sort();
    return this.interfaces
      .filter((name) => !known.includes(name))
      .map((name) =>
        errorAt(
          this.node.path,
          'loadbalancer/interface-missing',
          `no node of ${cluster.node.path} has an interface "${name}"`,
          `write one of: ${known.join(', ')}; or add the link to the cluster`,
        ),
      );
  }

  private checkNodes(cluster: TalosCluster | undefined): Finding[] {
    const unknown =
      cluster === undefined || cluster._nodes.length === 0
        ? []
        : (this.nodes._names ?? []).filter((name) => !cluster._nodes.some((node) => node.name === name));
    const findings = unknown.map((name) =>
      errorAt(
        this.node.path,
        'loadbalancer/no-node',
        `${cluster!.node.path} has no node "${name}"`,
        `write one of: ${cluster!._nodes.map((node) => node.name).join(', ')}`,
      ),
    );
    if (announcingNodes(cluster, this.links, this.interfaces, this.nodes).none)
      findings.push(
        errorAt(
          this.node.path,
          'loadbalancer/no-node',
          `none of the wanted nodes (${this.nodes.toString()}) has ${this.interfaceNames().join(' or ')}: nobody announces`,
          'choose nodes that have the link, or another link',
        ),
      );
    return findings;
  }

  private checkAddresses(cluster: TalosCluster | undefined): Finding[] {
    const bare = this.links.filter(
      (link) => link.managed && !link.dhcp && cluster !== undefined && cluster._primaryLink !== link,
    );
    return bare.map((link) =>
      warningAt(
        this.node.path,
        'loadbalancer/link-without-address',
        `link "${link.name}" (${link.interfaceName}) gives nodes no address: Cilium takes only interfaces that have one as devices, and announces on no other`,
        'give the link dhcp: true, or have something else put addresses on it and write managed: false',
      ),
    );
  }

  private checkPool(): Finding[] {
    const { subnets } = this._announcementFacts();
    if (subnets === undefined || this.pool === undefined) return [];
    return this.pool.ranges
      .filter((range) => !subnets.some((subnet) => subnet.range.covers(range)))
      .map((range) =>
        errorAt(
          this.node.path,
          'loadbalancer/off-link',
          `pool addresses ${range.toString()} are not in the network of ${this.interfaceNames().join(' and ')} (${subnets.join(', ')}): nobody there asks for them by ARP`,
          `choose addresses of ${subnets.join(' or ')}`,
        ),
      );
  }

  private requirements(): FeatureRequirement[] {
    const named = this.interfaceNames().join(', ');
    return [
      { feature: Feature.L2_ANNOUNCEMENTS, by: this, reason: `addresses of Services are announced on ${named}` },
      { feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'L2 announcements need Services handled by Cilium' },
      ...(this.externalIps
        ? [{ feature: Feature.EXTERNAL_IPS, by: this, reason: 'external IPs of Services are announced' }]
        : []),
      {
        feature: Feature.ANNOUNCED_SERVICES,
        by: this,
        reason: 'every announced Service keeps a lease alive',
        count: this.announcedCount(),
      },
    ];
  }

  /** Services that hold a lease by this announcement; one that several take is counted by the first. */
  private announcedCount(): number {
    const all = announcementsOf(this).map((member) => member._announcementFacts());
    return servicesOf(this).filter((service) => all.find((facts) => announces(facts, service))?.path === this.node.path)
      .length;
  }

  private values(): AnnouncementValues {
    return {
      interfaces: this.interfaceNames(),
      nodeSelector: announcingNodes(TalosCluster.of(this), this.links, this.interfaces, this.nodes).selector,
      serviceSelector: this.serviceSelector,
      loadBalancerIps: this.loadBalancerIps,
      externalIps: this.externalIps,
    };
  }

  private interfaceNames(): string[] {
    return [...new Set([...this.links.map((link) => link.interfaceName), ...this.interfaces])].sort();
  }

  private ownPool(): LoadBalancerIpPool {
    if (this.pool === undefined)
      throw new ValidationError(
        this,
        'loadbalancer/no-pool',
        'this announcement has no pool of its own',
        'give it ranges or cidrs, or call request() of the LoadBalancerIpPool',
      );
    return this.pool;
  }
}
