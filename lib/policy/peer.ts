// The other end of a connection: one kind of peer each, as Cilium wants one kind in a rule.
import { IConstruct } from 'constructs';
import { WorkloadView } from '../construct';
import { checkLabels, checkObjectName } from '../manifest';
import { Cidr, ValueError } from '../net';
import { checkDnsName, checkDnsPattern } from './dns-rule';
import { Entity } from './entity';
import {
  checkKeyLength,
  checkSelectorLabels,
  NAMESPACE_LABEL,
  NAMESPACE_LABELS_PREFIX,
  SelectorYaml,
  SERVICE_ACCOUNT_LABEL,
} from '../models/agent';
import { PeerKind, RulePeer } from './rule';
import { checkNamespace } from './subject';
import { workloadLabels } from './workload-pods';

/** Whom a policy allows or denies. */
export abstract class Peer {
  /**
   * The pods of a workload, in whatever namespace they are.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus, or an ApiObject of one of these kinds
   */
  public static workload(workload: IConstruct): Peer {
    return new WorkloadPeer(workload);
  }

  /**
   * Pods by label.
   *
   * @param labels `{ role: 'frontend' }`, all of which they must have
   * @param namespace their namespace; without it the policy's own, or every namespace in a CiliumClusterwidePolicy
   * @throws ValueError `policy/empty-selector`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static labels(labels: { [key: string]: string }, namespace?: string): Peer {
    const matchLabels = checkSelectorLabels(
      labels,
      'write Peer.namespace(name) for all pods of a namespace, Peer.anyNamespace() for all pods',
    );
    return Peer.selector({
      matchLabels: { ...(namespace === undefined ? {} : inNamespace(namespace)), ...matchLabels },
    });
  }

  /** All pods of a namespace. */
  public static namespace(name: string): Peer {
    return Peer.selector({ matchLabels: inNamespace(name) });
  }

  /**
   * Pods of the namespaces that have these labels.
   *
   * @param namespaceLabels labels of the namespaces
   * @param labels labels of the pods; without them all
   * @throws ValueError `policy/empty-selector`, `manifest/label`
   */
  public static namespaceLabels(namespaceLabels: { [key: string]: string }, labels?: { [key: string]: string }): Peer {
    const entries = Object.entries(checkLabels(namespaceLabels));
    if (entries.length === 0)
      throw new ValueError(
        'policy/empty-selector',
        'a selector of namespaces without labels selects every pod',
        'write Peer.anyNamespace() if all pods are meant',
      );
    for (const [key] of entries) checkKeyLength(`${NAMESPACE_LABELS_PREFIX}${key}`);
    const matchLabels = Object.fromEntries(entries.map(([key, value]) => [`${NAMESPACE_LABELS_PREFIX}${key}`, value]));
    return Peer.selector({
      matchLabels: {
        ...matchLabels,
        ...(labels === undefined ? {} : checkSelectorLabels(labels, 'leave the labels out for all pods')),
      },
    });
  }

  /**
   * Pods of every namespace; never nodes, never the world.
   *
   * @param labels labels of the pods; without them all pods of the cluster
   */
  public static anyNamespace(labels?: { [key: string]: string }): Peer {
    return Peer.selector({
      matchExpressions: [{ key: NAMESPACE_LABEL, operator: 'Exists' }],
      ...(labels === undefined
        ? {}
        : { matchLabels: checkSelectorLabels(labels, 'leave the labels out for all pods') }),
    });
  }

  /** Pods that run as a service account. */
  public static serviceAccount(name: string, namespace?: string): Peer {
    return Peer.selector({
      matchLabels: {
        ...(namespace === undefined ? {} : inNamespace(namespace)),
        [SERVICE_ACCOUNT_LABEL]: checkObjectName('ServiceAccount', name),
      },
    });
  }

  /** A named set of peers. */
  public static entity(entity: Entity): Peer {
    if (!Object.values(Entity).includes(entity))
      throw new ValueError(
        'policy/entity',
        `not an entity: "${String(entity)}"`,
        `write one of: ${Object.values(Entity).join(', ')}`,
      );
    return new FixedPeer(PeerKind.ENTITIES, entity);
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
    if (except === undefined || except.length === 0) return new FixedPeer(PeerKind.CIDR, cidr.toString());
    const holes = except.map((hole) => Cidr.of(hole));
    for (const hole of holes) {
      if (hole.prefix < cidr.prefix || !cidr.range.covers(hole.range))
        throw new ValueError(
          'policy/cidr-except',
          `exception ${hole.toString()} does not lie in ${cidr.toString()}`,
          'write networks inside of it, or leave the exception out',
        );
      if (hole.prefix === cidr.prefix)
        throw new ValueError(
          'policy/cidr-except',
          `exception ${hole.toString()} takes all of ${cidr.toString()} away`,
          'write smaller networks, or leave the rule out',
        );
    }
    return new FixedPeer(PeerKind.CIDR_SET, { cidr: cidr.toString(), except: holes.map((hole) => hole.toString()) });
  }

  /** Addresses of a CiliumCIDRGroup, by its name. While the group does not exist nobody is meant. */
  public static cidrGroup(name: string): Peer {
    return new FixedPeer(PeerKind.CIDR_SET, { cidrGroupRef: checkObjectName('CiliumCIDRGroup', name) });
  }

  /**
   * What a name outside the cluster resolves to, `api.example.com`. For `allowTo` only; the policy gets the DNS rule that lets the proxy
   * learn the addresses.
   *
   * @throws ValueError `policy/dns-name`, `policy/dns-in-cluster`
   */
  public static fqdn(name: string): Peer {
    return new FixedPeer(PeerKind.FQDNS, { matchName: outsideCluster(checkDnsName(name)) });
  }

  /**
   * What names of a pattern resolve to, `*.example.com`: `*` stays inside one label. For `allowTo` only.
   *
   * @throws ValueError `policy/dns-name`, `policy/dns-in-cluster`
   */
  public static fqdnPattern(pattern: string): Peer {
    return new FixedPeer(PeerKind.FQDNS, { matchPattern: outsideCluster(checkDnsPattern(pattern)) });
  }

  /**
   * The other nodes that have these labels; switches Cilium's `nodeSelectorLabels` on.
   *
   * @throws ValueError `policy/empty-selector`, `manifest/label`
   */
  public static nodes(labels: { [key: string]: string }): Peer {
    if (Object.keys(labels).length === 0)
      throw new ValueError(
        'policy/empty-selector',
        'a selector of nodes without labels selects every node',
        'write Peer.remoteNode()',
      );
    return new FixedPeer(PeerKind.NODES, { matchLabels: { ...checkLabels(labels) } });
  }

  private static selector(selector: SelectorYaml): Peer {
    return new FixedPeer(PeerKind.ENDPOINTS, selector);
  }

  /** @internal */
  public abstract readonly _kind: PeerKind;
  /** The entry of the list, as far as it does not depend on the policy. @internal */
  public abstract readonly _item: unknown;
  /** The workload, if it is one. @internal */
  public readonly _workload?: IConstruct;

  /** The peer as a policy of this namespace has to write it; undefined for a clusterwide policy. Call at synth only. @internal */
  public abstract _in(policy: IConstruct, namespace: string | undefined): RulePeer;
}

/** A peer that every policy writes alike. */
class FixedPeer extends Peer {
  public constructor(
    public override readonly _kind: PeerKind,
    public override readonly _item: unknown,
  ) {
    super();
  }

  public override _in(): RulePeer {
    return { kind: this._kind, item: this._item };
  }
}

/** Pods of a workload, whose labels are known at synth. */
class WorkloadPeer extends Peer {
  public override readonly _kind = PeerKind.ENDPOINTS;
  /** Some label will be there; what is asked beyond the peer can be checked now. */
  public override readonly _item = { matchLabels: { app: 'later' } };

  public constructor(public override readonly _workload: IConstruct) {
    super();
  }

  public override _in(policy: IConstruct, namespace: string | undefined): RulePeer {
    const view = WorkloadView.of(this._workload, policy);
    const elsewhere = view.namespace === namespace ? {} : { [NAMESPACE_LABEL]: view.namespace };
    return { kind: this._kind, item: { matchLabels: { ...elsewhere, ...workloadLabels(view) } } };
  }
}

function inNamespace(name: string): Record<string, string> {
  return { [NAMESPACE_LABEL]: checkNamespace(name) };
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
