// Node IPAM: Services whose addresses are those of nodes. Read in operator/pkg/nodeipam of 1.18.11, 1.19.6 and 1.20.0, which say the same; not run.
import { IpFamily } from '../../net';
import { isMap } from '../../manifest';
import { Labels, labelsOf, selects } from '../kubernetes/label-selector';
import { readSelectorText } from '../kubernetes/label-selector-text';
import { listAt, mapAt, textAt } from './fields';
import { isMapped, parseAddress } from './netip';
import { NODE_CLASS, Service } from './service';
import { LoadBalancerSettings } from './settings';

/** Labels of nodes, by text, that may serve. */
export const MATCH_NODES_ANNOTATION = 'io.cilium.nodeipam/match-node-labels';
/** Label that keeps a node from every load balancer; Talos gives it to control planes. */
export const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';
/** Taint of the cluster autoscaler on a node that goes. */
const GOING_TAINT = 'ToBeDeletedByClusterAutoscaler';

/** A node with its addresses. */
export interface ServingNode {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly string[];
  /** True if it is being deleted. */
  readonly deleting: boolean;
  /** `InternalIP` and `ExternalIP` count. */
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
  /** Services (`namespace/name`) of which it holds a ready endpoint. @default - all */
  readonly endpoints?: readonly string[];
}

/** Why a node does not serve. */
export type NodeExclusion = 'labels' | 'deleting' | 'excluded-label' | 'going-taint' | 'no-endpoint';

/** What Node IPAM makes of a Service. */
export interface NodeAddresses {
  /** Why it leaves the Service alone. */
  readonly notResponsible: 'node-ipam-off' | 'type' | 'default-elsewhere' | 'foreign-class' | undefined;
  /** True if the annotation cannot be read: the status then stays as it was. */
  readonly badAnnotation: boolean;
  readonly excluded: readonly { readonly node: string; readonly because: NodeExclusion }[];
  /** Sorted as texts. External addresses of any node hide all internal ones. */
  readonly addresses: readonly string[];
}

/** Reads a Node. */
export function readServingNode(manifest: unknown): ServingNode {
  const metadata = mapAt(manifest, 'metadata');
  return {
    name: textAt(metadata, 'name') ?? '',
    labels: labelsOf(metadata.labels),
    taints: listAt(mapAt(manifest, 'spec'), 'taints').map((taint) => textAt(taint, 'key') ?? ''),
    deleting: textAt(metadata, 'deletionTimestamp') !== undefined,
    addresses: listAt(mapAt(manifest, 'status'), 'addresses')
      .filter(isMap)
      .map((each) => ({ type: textAt(each, 'type') ?? '', address: textAt(each, 'address') ?? '' })),
  };
}

/** Gives a Service the addresses of nodes. */
export function nodeAddresses(
  service: Service,
  nodes: readonly ServingNode[],
  settings: LoadBalancerSettings,
): NodeAddresses {
  const none = { badAnnotation: false, excluded: [], addresses: [] };
  const responsible = notNodeIpams(service, settings);
  if (responsible !== undefined) return { ...none, notResponsible: responsible };
  const text = service.annotations[MATCH_NODES_ANNOTATION];
  const selector = readSelectorText(text ?? '');
  if (selector.problems.length > 0) return { ...none, notResponsible: undefined, badAnnotation: true };
  const key = `${service.namespace}/${service.name}`;
  const judged = nodes.map((node) => ({
    node,
    because: !selects(selector, node.labels) ? ('labels' as const) : exclusionOf(node, service, key),
  }));
  const serving = judged.filter(({ because }) => because === undefined).map(({ node }) => node);
  const of = (type: string) => [
    ...new Set(
      serving.flatMap(({ addresses }) =>
        addresses
          .filter((each) => each.type === type && hasFamily(service, each.address))
          .map(({ address }) => address),
      ),
    ),
  ];
  const external = of('ExternalIP');
  return {
    notResponsible: undefined,
    badAnnotation: false,
    excluded: judged.flatMap(({ node, because }) => (because === undefined ? [] : [{ node: node.name, because }])),
    addresses: (external.length > 0 ? external : of('InternalIP')).sort(),
  };
}

/** Why Node IPAM leaves a Service alone; undefined if it serves it. */
export function notNodeIpams(service: Service, settings: LoadBalancerSettings): NodeAddresses['notResponsible'] {
  if (settings.nodeIPAM !== true) return 'node-ipam-off';
  if (service.type !== 'LoadBalancer') return 'type';
  if (service.loadBalancerClass === undefined)
    return settings.defaultLBServiceIPAM === 'nodeipam' ? undefined : 'default-elsewhere';
  return service.loadBalancerClass === NODE_CLASS ? undefined : 'foreign-class';
}

function exclusionOf(node: ServingNode, service: Service, key: string): NodeExclusion | undefined {
  if (node.deleting) return 'deleting';
  if (Object.prototype.hasOwnProperty.call(node.labels, EXCLUDE_LABEL)) return 'excluded-label';
  if (node.taints.includes(GOING_TAINT)) return 'going-taint';
  const local = service.externalTrafficPolicy === 'Local';
  return local && node.endpoints !== undefined && !node.endpoints.includes(key) ? 'no-endpoint' : undefined;
}

function hasFamily({ ipFamilies }: Service, text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined || address.zone !== '') return false;
  const family = address.family === IpFamily.IPV4 || isMapped(address) ? IpFamily.IPV4 : IpFamily.IPV6;
  return ipFamilies.includes(family);
}
