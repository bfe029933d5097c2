// The other end of a connection: one kind of peer each, as Cilium wants one kind in a rule.
import { IConstruct } from 'constructs';
import { ServiceView } from '../construct';
import { checkLabels, checkObjectName, PlainMap } from '../manifest';
import { checkSelectorLabels } from '../models/agent';
import { Cidr, ValueError } from '../net';
import { AuthenticationMode } from './authentication-mode';
import { entityAsBlocks, exceptionsIn, exceptionsOf, groupSelector } from './address-peers';
import { checkDnsName, checkDnsPattern } from './dns-rule';
import { Entity } from './entity';
import { LabelExpression } from './label-expression';
import { fixed, namedService, ownPods, PeerSource, podsOf, servicePods, workloadPods } from './peer-source';
import { CidrGroupsOptions, ServicesOptions } from './peer-options';
import { KubernetesPeer, PodSelector, selectorYaml } from './pod-selector';
import { PodsOptions } from './pods-options';
import { PeerKind, RulePeer } from './rule';
import { checkNamespace } from './subject';

/** Whom a policy allows or denies. */
export class Peer {
  /**
   * The pods of a workload, in whatever namespace they are.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus, or an ApiObject of one of these kinds
   */
  public static workload(workload: IConstruct): Peer {
    return new Peer(workloadPods(workload));
  }

  /**
   * Pods by label.
   *
   * @param labels `{ role: 'frontend' }`, all of which they must have
   * @param namespace their namespace; without it the policy's own, or every namespace in a CiliumClusterwidePolicy
   * @throws ValueError `policy/empty-selector`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static labels(labels: { [key: string]: string }, namespace?: string): Peer {
    const checked = checkSelectorLabels(
      labels,
      'write Peer.namespace(name) for all pods of a namespace, Peer.anyNamespace() for all pods',
    );
    return Peer.pods({
      labels: checked,
      ...(namespace === undefined ? {} : { namespaces: [checkNamespace(namespace)] }),
    });
  }

  /**
   * Pods by all that can be said about them: labels and expressions, namespaces by name or label, service accounts, clusters of a mesh.
   *
   * @throws ValueError `policy/empty-selector`, `policy/empty-list`, `policy/pods`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static pods(options: PodsOptions): Peer {
    return new Peer(podsOf(PodSelector.of(options, 'write Peer.ownNamespace(), or Peer.anyNamespace() for all pods')));
  }

  /** All pods of the policy's own namespace. Not in a CiliumClusterwidePolicy. */
  public static ownNamespace(): Peer {
    return new Peer(ownPods());
  }

  /** All pods of a namespace. */
  public static namespace(name: string): Peer {
    return Peer.pods({ namespaces: [checkNamespace(name)] });
  }

  /**
   * Pods of the namespaces that have these labels.
   *
   * @param namespaceLabels labels of the namespaces
   * @param labels labels of the pods; without them all
   * @throws ValueError `policy/empty-selector`, `manifest/label`
   */
  public static namespaceLabels(namespaceLabels: { [key: string]: string }, labels?: { [key: string]: string }): Peer {
    return Peer.pods({
      namespaceLabels,
      ...(labels === undefined ? {} : { labels: checkSelectorLabels(labels, 'leave the labels out for all pods') }),
    });
  }

  /**
   * Pods of every namespace; never nodes, never the world.
   *
   * @param labels labels of the pods; without them all pods of the cluster
   */
  public static anyNamespace(labels?: { [key: string]: string }): Peer {
    return Peer.pods({
      anyNamespace: true,
      ...(labels === undefined ? {} : { labels: checkSelectorLabels(labels, 'leave the labels out for all pods') }),
    });
  }

  /** Pods that run as a service account. */
  public static serviceAccount(name: string, namespace?: string): Peer {
    return Peer.pods({
      serviceAccounts: [name],
      ...(namespace === undefined ? {} : { namespaces: [checkNamespace(namespace)] }),
    });
  }

  /**
   * A Service of the app. One that selects pods is written as these pods, and so may also be the source of connections; another one as an
   * entry of toServices, for `allowTo` and `denyTo` only. Ports are those of the containers: `Port.service(service)` has them.
   *
   * @param service a Service of cdk8s-plus or an ApiObject
   */
  public static service(service: IConstruct): Peer {
    ServiceView.of(service, service);
    return new Peer(servicePods(service));
  }

  /**
   * A Service that somebody else makes, by name: its pods, or the addresses of its endpoints outside of the cluster. For `allowTo` and
   * `denyTo` only. While no such Service exists, a rule with ports means **any** destination on them, which is said at synth where the
   * Service is not to be seen.
   */
  public static serviceNamed(name: string, namespace: string): Peer {
    const item = namedService(checkObjectName('Service', name), checkNamespace(namespace));
    return new Peer(fixed(PeerKind.SERVICES, item, { lost: `Service ${name} by its name` }));
  }

  /**
   * Services by label, as in `serviceNamed`.
   *
   * @throws ValueError `policy/empty-selector`, `manifest/label`
   */
  public static services(options: ServicesOptions): Peer {
    const { labels = {}, expressions = [], namespace } = options;
    for (const { _key: key } of expressions) checkLabels({ [key]: '' });
    if (Object.keys(checkLabels(labels)).length + expressions.length === 0)
      throw new ValueError(
        'policy/empty-selector',
        'a selector of Services without labels selects every Service',
        'write at least one label, or Peer.serviceNamed(name, namespace)',
      );
    const selector = selectorYaml(
      { ...labels },
      expressions.map((each) => each._yaml()),
    );
    const item = {
      k8sServiceSelector: { selector, ...(namespace === undefined ? {} : { namespace: checkNamespace(namespace) }) },
    };
    return new Peer(fixed(PeerKind.SERVICES, item, { lost: 'Services by their labels' }));
  }

  /** A named set of peers. */
  public static entity(entity: Entity): Peer {
    if (!Object.values(Entity).includes(entity))
      throw new ValueError(
        'policy/entity',
        `not an entity: "${String(entity)}"`,
        `write one of: ${Object.values(Entity).join(', ')}`,
      );
    return new Peer(fixed(PeerKind.ENTITIES, entity, entityAsBlocks(entity)));
  }

  /** Every address outside the cluster. */
  public static world(): Peer {
    return Peer.entity(Entity.WORLD);
  }

  /** Everything in the cluster: pods, nodes, API server, gateways. */
  public static cluster(): Peer {
    return Peer.entity(Entity.CLUSTER);
  }

  /** The pod's own node. Kubelet probes pass without it, unless they are denied by name. */
  public static host(): Peer {
    return Peer.entity(Entity.HOST);
  }

  /** The other nodes. */
  public static remoteNode(): Peer {
    return Peer.entity(Entity.REMOTE_NODE);
  }

  /** The Kubernetes API server, wherever it runs; an address range or a Service would miss it. */
  public static kubeApiServer(): Peer {
    return Peer.entity(Entity.KUBE_API_SERVER);
  }

  /** The proxy of Gateways and Ingresses: what comes through one has this identity. */
  public static ingress(): Peer {
    return Peer.entity(Entity.INGRESS);
  }

  /**
   * Addresses outside the cluster. Pods and nodes are never matched by address.
   *
   * @param text `203.0.113.0/24`
   * @param except networks inside it that do not count
   * @throws ValueError `net/cidr-invalid`, `net/cidr-host-bits`, `policy/cidr-except`
   */
  public static cidr(text: string, except?: string[]): Peer {
    const cidr = Cidr.of(text);
    const holes = exceptionsIn(cidr, except);
    const block = { cidr: cidr.toString(), ...(holes.length === 0 ? {} : { except: holes }) };
    const [kind, item] = holes.length === 0 ? [PeerKind.CIDR, block.cidr] : [PeerKind.CIDR_SET, block];
    return new Peer(fixed(kind, item, [{ ipBlock: block }]));
  }

  /**
   * Addresses of a CiliumCIDRGroup, by its name. While the group does not exist nobody is meant.
   *
   * @param name name of the group, as in `partners.groupName`
   * @param except networks that do not count
   */
  public static cidrGroup(name: string, except?: string[]): Peer {
    const item = { cidrGroupRef: checkObjectName('CiliumCIDRGroup', name), ...exceptionsOf(except) };
    return new Peer(fixed(PeerKind.CIDR_SET, item, { lost: `the group of addresses ${name}` }));
  }

  /**
   * Addresses of all CiliumCIDRGroups that are chosen by label. `LabelExpression.notIn(…)` means groups that have the label, with another value.
   *
   * @throws ValueError `policy/empty-selector`, `policy/group-selector`, `manifest/label`
   */
  public static cidrGroups(options: CidrGroupsOptions): Peer {
    const item = { cidrGroupSelector: groupSelector(options), ...exceptionsOf(options.except) };
    return new Peer(fixed(PeerKind.CIDR_SET, item, { lost: 'groups of addresses by their labels' }));
  }

  /**
   * What a name outside the cluster resolves to, `api.example.com`. For `allowTo` only; the policy gets the DNS rule that lets the proxy
   * learn the addresses.
   *
   * @throws ValueError `policy/dns-name`, `policy/dns-in-cluster`
   */
  public static fqdn(name: string): Peer {
    return Peer.byName({ matchName: outsideCluster(checkDnsName(name)) });
  }

  /**
   * What names of a pattern resolve to, `*.example.com`: `*` stays inside one label. For `allowTo` only.
   *
   * @throws ValueError `policy/dns-name`, `policy/dns-in-cluster`
   */
  public static fqdnPattern(pattern: string): Peer {
    return Peer.byName({ matchPattern: outsideCluster(checkDnsPattern(pattern)) });
  }

  /**
   * The other nodes that have these labels; switches Cilium's `nodeSelectorLabels` on.
   *
   * @param labels labels of the nodes
   * @param expressions further conditions on them
   * @throws ValueError `policy/empty-selector`, `manifest/label`
   */
  public static nodes(labels: { [key: string]: string }, ...expressions: LabelExpression[]): Peer {
    if (Object.keys(labels).length + expressions.length === 0)
      throw new ValueError(
        'policy/empty-selector',
        'a selector of nodes without labels selects every node',
        'write Peer.remoteNode()',
      );
    for (const { _key: key } of expressions) checkLabels({ [key]: '' });
    const item = selectorYaml(
      { ...checkLabels(labels) },
      expressions.map((each) => each._yaml()),
    );
    return new Peer(fixed(PeerKind.NODES, item, { lost: 'nodes by their labels' }));
  }

  private static byName(item: PlainMap): Peer {
    const name = String(item.matchName ?? item.matchPattern);
    return new Peer(fixed(PeerKind.FQDNS, item, { lost: `the name ${name}` }));
  }

  private constructor(
    private readonly source: PeerSource,
    /** How the ends of a connection prove who they are; undefined where nobody asks. @internal */
    public readonly _authentication?: AuthenticationMode,
  ) {}

  /**
   * The same peer, where both ends must prove who they are before a connection passes. Not in deny rules. Needs mutual authentication in
   * Cilium: without it every such connection is dropped.
   */
  public authenticated(mode = AuthenticationMode.REQUIRED): Peer {
    return new Peer(this.source, mode);
  }

  /** @internal */
  public get _kind(): PeerKind {
    return this.source.kind;
  }

  /** The entry of the list, as far as it does not depend on the app. @internal */
  public get _item(): unknown {
    return this.source.early;
  }

  /** The workload, if it is one. @internal */
  public get _workload(): IConstruct | undefined {
    return this.source.workload;
  }

  /** The Service of the app, if it is one. @internal */
  public get _service(): IConstruct | undefined {
    return this.source.service;
  }

  /** The peer before anything is known of the app. @internal */
  public _early(): RulePeer {
    return { kind: this._kind, item: this._item, ...this.proof() };
  }

  /** The peer as a policy of this namespace has to write it; undefined for a clusterwide policy. Call at synth only. @internal */
  public _in(policy: IConstruct, namespace: string | undefined): RulePeer {
    return { ...this.source.cilium(policy, namespace), ...this.proof() };
  }

  /** The peers of a NetworkPolicy of this namespace. Call at synth only. @internal */
  public _kubernetes(policy: IConstruct, namespace: string): KubernetesPeer {
    return this._authentication === undefined
      ? this.source.kubernetes(policy, namespace)
      : { lost: 'authentication of the ends' };
  }

  private proof(): { authentication?: AuthenticationMode } {
    return this._authentication === undefined ? {} : { authentication: this._authentication };
  }
}

function outsideCluster(name: string): string {
  // Pods and Services have identities; an address that DNS shows for one is never matched by name.
  if (/(^|\.)(svc|cluster\.local)\.?$/.test(name))
    throw new ValueError(
      'policy/dns-in-cluster',
      `"${name}" is a name inside the cluster, which rules by name never match`,
      'write Peer.workload(...), Peer.labels(...) or Peer.namespace(...)',
    );
  return name;
}
