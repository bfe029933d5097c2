// Ends of connections, for questions and invariants.
import { IConstruct } from 'constructs';
import { apiObjectOf } from '../construct';
import { checkObjectName, TEMPLATE_PATHS } from '../manifest';
import { Cidr, IpAddress, ValueError } from '../net';
import type { End } from '../reach';

/**
 * One end of connections: a workload, a namespace, a node, an address or name outside.
 *
 * Whether it exists is asked when the question is: `Reachability.verdict`, a matcher, or the synth of an `Invariant`.
 */
export class Endpoint {
  /**
   * The pods of a workload.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus, an ApiObject of such a kind, or a construct whose default child is one
   * @throws ValueError `reach/endpoint`
   * @example Endpoint.workload(api)
   */
  public static workload(workload: IConstruct): Endpoint {
    const object = apiObjectOf(workload);
    if (object === undefined || !Object.hasOwn(TEMPLATE_PATHS, object.kind))
      throw new ValueError(
        'reach/endpoint',
        `"${workload.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a workload`,
        `pass one of: ${Object.keys(TEMPLATE_PATHS).join(', ')}, from cdk8s-plus or as ApiObject`,
      );
    return Endpoint.workloadNamed(object.metadata.namespace ?? 'default', object.name, object.kind);
  }

  /**
   * The pods of a workload by its name, for one that no construct of the program stands for.
   *
   * @param kind such as `Deployment`. @default - the one workload of that name
   * @throws ValueError `reach/endpoint`
   * @example Endpoint.workloadNamed('shop', 'api')
   */
  public static workloadNamed(namespace: string, name: string, kind?: string): Endpoint {
    return Endpoint.of({ kind: 'workload', name: [namespace, ...(kind === undefined ? [] : [kind]), name].join('/') });
  }

  /**
   * All pods of a namespace.
   *
   * @throws ValueError `manifest/name`
   * @example Endpoint.namespace('production')
   */
  public static namespace(name: string): Endpoint {
    checkObjectName('Namespace', name);
    return Endpoint.of({ kind: 'namespace', name });
  }

  /**
   * The pods behind a Service; ports are those of the Service then.
   *
   * @example Endpoint.service('shop', 'api')
   */
  public static service(namespace: string, name: string): Endpoint {
    return Endpoint.of({ kind: 'service', name: `${namespace}/${name}` });
  }

  /**
   * A Gateway, or an Ingress of Cilium's class. As the target: from the world to the proxy and on to every pod behind it, on a port of a listener. As
   * the source: from the proxy to the pods behind its routes, on their own ports.
   *
   * @example Endpoint.gateway('edge', 'public')
   */
  public static gateway(namespace: string, name: string): Endpoint {
    return Endpoint.of({ kind: 'gateway', name: `${namespace}/${name}` });
  }

  /**
   * Outside of the cluster.
   *
   * @param address an address or a network, `203.0.113.7` or `203.0.113.0/24`. @default - every address, and every name that a policy knows
   * @throws ValueError `net/ip-invalid`, `net/cidr-invalid`, `net/cidr-host-bits`
   * @example Endpoint.world('203.0.113.7')
   */
  public static world(address?: string): Endpoint {
    if (address === undefined) return Endpoint.of({ kind: 'world' });
    const checked = address.includes('/') ? Cidr.of(address) : IpAddress.of(address);
    return Endpoint.of({ kind: 'address', name: checked.toString() });
  }

  /**
   * An address outside that pods know by this name: what `toFQDNs` rules are about. Connections go to it, never from it.
   *
   * @param dnsName `api.example.com`
   * @example Endpoint.name('api.example.com')
   */
  public static name(dnsName: string): Endpoint {
    return Endpoint.of({ kind: 'name', name: dnsName });
  }

  /** All pods that are not in the network of their node. */
  public static pods(): Endpoint {
    return Endpoint.of({ kind: 'pods' });
  }

  /** Pods, nodes and the Kubernetes API server; not the proxy of Gateways, through which others come. */
  public static cluster(): Endpoint {
    return Endpoint.of({ kind: 'cluster' });
  }

  /** The cluster and the world. */
  public static anything(): Endpoint {
    return Endpoint.of({ kind: 'anything' });
  }

  /** The node that a pod runs on, and what runs in its network. */
  public static host(): Endpoint {
    return Endpoint.of({ kind: 'host' });
  }

  /** The other nodes, and what runs in their network. */
  public static remoteNode(): Endpoint {
    return Endpoint.of({ kind: 'remote-node' });
  }

  /** The Kubernetes API server. */
  public static kubeApiServer(): Endpoint {
    return Endpoint.of({ kind: 'kube-apiserver' });
  }

  /** The proxy of Gateways and Ingresses: what comes through one has this identity. */
  public static ingress(): Endpoint {
    return Endpoint.of({ kind: 'ingress' });
  }

  private static of(end: End): Endpoint {
    if (end.name !== undefined && !/^[^\s,]+$/.test(end.name))
      throw new ValueError(
        'reach/endpoint',
        `${JSON.stringify(end.name)} is no name of a ${end.kind}`,
        'write it without spaces and commas',
      );
    return new Endpoint(end);
  }

  private constructor(private readonly end: End) {}

  /** `workload shop/Deployment/api`, `address 203.0.113.7`, `world`: as an invariant in a file says it. */
  public toString(): string {
    return this.end.name === undefined ? this.end.kind : `${this.end.kind} ${this.end.name}`;
  }

  /** @internal */
  public _end(): End {
    return this.end;
  }
}
