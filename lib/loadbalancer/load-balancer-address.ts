// What a Service writes to ask LB-IPAM for addresses, alone or shared.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf, ValidationError, valueAt } from '../construct';
import { IpAddress } from '../net';
import { REQUEST_ANNOTATIONS, SHARING_KEY_ANNOTATIONS, SHARING_NAMESPACES_ANNOTATIONS } from '../models/load-balancer';
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

/** Requests of Services to LB-IPAM, for pools of another app. For a pool of this app use its own `request` and `share`. */
export class LoadBalancerAddress {
  /**
   * Has a Service ask for addresses.
   *
   * @param service a Service of type LoadBalancer: from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @throws ValidationError `loadbalancer/service`, `loadbalancer/request-twice`, `net/ip-invalid`
   */
  public static request(service: IConstruct, ...addresses: string[]): void {
    const object = serviceObject(service);
    if (asked.has(object))
      throw new ValidationError(
        service,
        'loadbalancer/request-twice',
        `${constructPath(object)} asks for addresses twice`,
        'name all addresses in one request',
      );
    if (addresses.length === 0)
      throw new ValidationError(
        service,
        'loadbalancer/request-empty',
        'a request without an address',
        "write request(service, '192.168.70.201')",
      );
    const parsed = addresses.map((text) => valueAt(service, () => IpAddress.of(text)));
    asked.add(object);
    object.metadata.addAnnotation(IPS_ANNOTATION, parsed.map((address) => address.toString()).join(','));
  }

  /**
   * Has Services share addresses. Services of different namespaces get the mutual permission that Cilium wants.
   *
   * @throws ValidationError as `request`, and `loadbalancer/sharing-key` for an empty key
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
    const objects = services.map(serviceObject);
    const namespaces = [...new Set(objects.map(namespaceOf))].sort();
    services.forEach((service, index) => {
      LoadBalancerAddress.request(service, ...options.addresses);
      const object = objects[index]!;
      object.metadata.addAnnotation(SHARING_KEY_ANNOTATION, options.sharingKey);
      const others = namespaces.filter((namespace) => namespace !== namespaceOf(object));
      // Blanks are not trimmed here, so none are written.
      if (others.length > 0) object.metadata.addAnnotation(SHARING_NAMESPACES_ANNOTATION, others.join(','));
    });
  }

  private constructor() {}
}

function namespaceOf(object: ApiObject): string {
  return object.metadata.namespace ?? 'default';
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
