// LoadBalancer: everything that a Service says about its addresses, in one place.
import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf, ValidationError, valueAt } from '../construct';
import { Cidr, IpAddress, IpFamily } from '../net';
import { REQUEST_ANNOTATIONS, SHARING_KEY_ANNOTATIONS, SHARING_NAMESPACES_ANNOTATIONS } from '../models/load-balancer';
import { LoadBalancerClass } from './load-balancer-class';
import { ServiceSelector } from './service-selector';
import { constructPath } from './services';

/** The newest name of each. */
const [IPS_ANNOTATION] = REQUEST_ANNOTATIONS;
const [SHARING_KEY_ANNOTATION] = SHARING_KEY_ANNOTATIONS;
const [SHARING_NAMESPACES_ANNOTATION] = SHARING_NAMESPACES_ANNOTATIONS;

/** How Services share addresses. */
export interface ShareOptions {
  /**
   * The sharing key: any text, the same on all Services that share. Keep it: a changed key on a Service in use crashes the operator of
   * Cilium 1.20 (`share-key-changed`).
   */
  readonly sharingKey: string;
  /** The addresses that all of them ask for. Without a request, Services that do not fit together silently get different ones. */
  readonly addresses: string[];
}

/** Services that have asked already: a second request would replace the first in silence. */
const asked = new WeakSet<ApiObject>();

/**
 * The load balancer of a Service of type LoadBalancer.
 *
 * ```ts
 * LoadBalancer.of(service).ips('192.168.70.210').selectedBy(dmz).sourceRanges('192.168.0.0/16');
 * ```
 */
export class LoadBalancer {
  /**
   * @param service from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @throws ValidationError `loadbalancer/service`
   */
  public static of(service: IConstruct): LoadBalancer {
    return new LoadBalancer(service, serviceObject(service));
  }

  /**
   * Has Services share addresses. Services of different namespaces get the mutual permission that Cilium wants. Under L2 announcements each
   * keeps a lease of its own, so that two nodes may answer for one address: `l2/shared-address` says so.
   *
   * @throws ValidationError as `ips`, and `loadbalancer/sharing-key` for an empty key
   */
  public static share(services: IConstruct[], options: ShareOptions): void {
    const first = services[0];
    if (first === undefined) return;
    // An empty key counts as none.
    if (options.sharingKey.trim() === '')
      throw new ValidationError(
        first,
        'loadbalancer/sharing-key',
        'an empty sharing key',
        "write a key such as sharingKey: 'web'",
      );
    const all = services.map((service) => LoadBalancer.of(service));
    const namespaces = [...new Set(all.map(({ namespace }) => namespace))].sort();
    for (const each of all) {
      each.ips(...options.addresses);
      each._annotate(SHARING_KEY_ANNOTATION, options.sharingKey);
      const others = namespaces.filter((namespace) => namespace !== each.namespace);
      // Blanks are not trimmed here, so none are written.
      if (others.length > 0) each._annotate(SHARING_NAMESPACES_ANNOTATION, others.join(','));
    }
  }

  private constructor(
    private readonly construct: IConstruct,
    private readonly object: ApiObject,
  ) {}

  /**
   * Asks LB-IPAM for these addresses, one or several (one a family in a dual-stack cluster). Of a pool of this app use its `request`, which
   * looks whether it has them.
   *
   * @throws ValidationError `loadbalancer/request-twice`, `loadbalancer/request-empty`, `net/ip-invalid`
   */
  public ips(...addresses: string[]): LoadBalancer {
    if (asked.has(this.object))
      throw new ValidationError(
        this.construct,
        'loadbalancer/request-twice',
        `${constructPath(this.object)} asks for addresses twice`,
        'name all addresses in one request',
      );
    if (addresses.length === 0)
      throw new ValidationError(
        this.construct,
        'loadbalancer/request-empty',
        'a request without an address',
        "write ips('192.168.70.201')",
      );
    const parsed = addresses.map((text) => valueAt(this.construct, () => IpAddress.of(text)));
    asked.add(this.object);
    return this._annotate(IPS_ANNOTATION, parsed.map((address) => address.toString()).join(','));
  }

  /**
   * Gives the Service the labels by which pools, announcements and advertisements with this selector choose it.
   *
   * @throws ValidationError `loadbalancer/selector-empty` for a selector by namespace or name alone, which no label can meet
   */
  public selectedBy(selector: ServiceSelector): LoadBalancer {
    const labels = Object.entries(selector._labels);
    if (labels.length === 0)
      throw new ValidationError(
        this.construct,
        'loadbalancer/selector-empty',
        `the selector (${selector.toString()}) asks for no label`,
        'write ServiceSelector.labels({ … })',
      );
    for (const [key, value] of labels) this.object.metadata.addLabel(key, value);
    return this;
  }

  /** Who serves the Service. An L2 announcement takes Services of other classes all the same: keep them out by its selector. */
  public loadBalancerClass(loadBalancerClass: LoadBalancerClass): LoadBalancer {
    return this.set('loadBalancerClass', loadBalancerClass.name);
  }

  /** Families of the addresses, the first one being that of the cluster address: two make the Service dual-stack. L2 announcements answer for IPv6 from Cilium 1.19 on. */
  public families(...families: IpFamily[]): LoadBalancer {
    const policy = families.length === 2 ? 'RequireDualStack' : 'SingleStack';
    return this.set('ipFamilyPolicy', policy).set('ipFamilies', families);
  }

  /** Networks of clients that are let in, and no others. @throws ValidationError `net/cidr-invalid`, `net/cidr-host-bits` */
  public sourceRanges(...cidrs: string[]): LoadBalancer {
    const parsed = cidrs.map((text) => valueAt(this.construct, () => Cidr.of(text)).toString());
    return this.set('loadBalancerSourceRanges', parsed);
  }

  /**
   * Nodes send traffic to their own pods only, which see the client's address. Under L2 announcements this is right from Cilium 1.20.2 on; before,
   * a node without a pod may answer, and drops the traffic (`l2/local-traffic`).
   */
  public localTraffic(): LoadBalancer {
    return this.set('externalTrafficPolicy', 'Local');
  }

  /** @internal */
  public _annotate(name: string, value: string): LoadBalancer {
    this.object.metadata.addAnnotation(name, value);
    return this;
  }

  private set(field: string, value: unknown): LoadBalancer {
    this.object.addJsonPatch(JsonPatch.add(`/spec/${field}`, value));
    return this;
  }

  private get namespace(): string {
    return this.object.metadata.namespace ?? 'default';
  }
}

/** The Service behind a construct. @internal */
export function serviceObject(construct: IConstruct): ApiObject {
  const object = apiObjectOf(construct);
  if (object?.kind === 'Service' && object.apiVersion === 'v1') return object;
  const what = object === undefined ? 'no Kubernetes object' : `a ${object.kind}`;
  const repair =
    object?.kind === 'Gateway'
      ? 'write addresses: on the Gateway itself'
      : 'pass a Service: from cdk8s-plus, as ApiObject, or a construct whose default child is one';
  throw new ValidationError(
    construct,
    'loadbalancer/service',
    `"${construct.node.path}" is ${what}, not a Service`,
    repair,
  );
}
