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
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt } from '../construct';
import { Manifest, PlainMap } from '../manifest';
import { announcements, leaseRate, leaseTimings } from '../models/load-balancer';
import { InterfaceName } from '../net';
import { AnnouncementValues, l2AnnouncementSpec } from './announcement-spec';
import { announcingNodes } from './announcing-nodes';
import { LoadBalancerIpPool } from './ip-pool';
import { L2AnnouncementProps } from './l2-announcement-props';
import { ShareOptions } from './load-balancer';
import { ServiceSelector } from './service-selector';
import { servicesOf } from './services';

/** The times of a lease where the values of the chart say nothing else. */
const DEFAULT_LEASE = leaseTimings({})!;

/**
 * Announces addresses of Services on links (CiliumL2AnnouncementPolicy, cilium.io/v2alpha1). One node at a time answers for a
 * Service; there is no spreading of load. Switches `l2announcements`, kube-proxy replacement and, if used, external IPs on.
 */
export class L2Announcement extends NetworkConstruct {
  /** The pool, if ranges or cidrs are given. @default - none */
  public readonly pool?: LoadBalancerIpPool;
  private readonly policyName: string;
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
    this.links = [...(props.links ?? [])];
    this.interfaces = (props.interfaces ?? []).map((name) => valueAt(this, () => InterfaceName.of(name).toString()));
    if (this.links.length + this.interfaces.length === 0)
      throw new ValidationError(
        this,
        'loadbalancer/no-interface',
        'an announcement without a link: Cilium would take every device',
        "write links: [cluster.addLink('lan', { interface: 'enp1s0', … })]",
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
    this.policyName = name;
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
  public share(services: IConstruct[], options: ShareOptions): void {
    this.ownPool().share(services, options);
  }

  /** The policy, as far as it says who is announced. @internal */
  public _policy(): Manifest {
    const { apiVersion, kind } = CiliumL2AnnouncementPolicy.GVK;
    return { apiVersion, kind, metadata: { name: this.policyName }, spec: l2AnnouncementSpec(this.values()) };
  }

  /** @internal */
  public override _check(): Finding[] {
    const cluster = TalosCluster.of(this);
    return [...foreignLinkFindings(this, this.links), ...this.checkNodes(cluster)];
  }

  /** Nodes that are wanted in vain: the selector that is written no longer shows them. */
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

  private requirements(): FeatureRequirement[] {
    const named = this.interfaceNames().join(', ');
    const count = this.announcedCount();
    return [
      { feature: Feature.L2_ANNOUNCEMENTS, by: this, reason: `addresses of Services are announced on ${named}` },
      { feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'L2 announcements need Services handled by Cilium' },
      ...(this.externalIps
        ? [{ feature: Feature.EXTERNAL_IPS, by: this, reason: 'external IPs of Services are announced' }]
        : []),
      {
        feature: Feature.ANNOUNCED_SERVICES,
        by: this,
        reason: `${count} announced ${count === 1 ? 'Service keeps a lease' : 'Services keep a lease each'}, ${Math.ceil(leaseRate(count, DEFAULT_LEASE))} requests a second of one node at worst`,
        count,
      },
    ];
  }

  /** Services that hold a lease by this announcement; one that several take is counted by the first. */
  private announcedCount(): number {
    const members = Boundary.of(this)
      .all(Role.L2_ANNOUNCEMENT)
      .filter((member) => member instanceof L2Announcement);
    const { services } = announcements({
      policies: members.map((member) => member._policy()),
      services: servicesOf(this).map((manifest) => ({ manifest })),
      nodes: [],
    });
    return services.filter(({ takenBy }) => members.find((member) => takenBy.includes(member.policyName)) === this)
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
