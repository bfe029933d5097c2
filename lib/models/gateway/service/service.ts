// The Service that the operator makes for a Gateway.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { gatewayServiceName, shortName } from '../names';
import { GatewayObject } from '../objects/gateways';
import { Identity } from '../objects/identity';
import { at, byBytes, labelsAt, listAt, mapAt, textAt, textsAt } from '../read';
import { StreamListener, Translation } from '../translation/served';

/** What the Service and its listeners are made with. */
export interface ServiceSettings {
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
  /** Value of `gatewayAPI.externalTrafficPolicy`. */
  readonly externalTrafficPolicy: string;
  /** Value of `gatewayAPI.hostNetwork.nodes.matchLabels`, as the operator's flag has it: `key=value,…`. */
  readonly nodeSelector: string;
  readonly ipv6: boolean;
}

/** The Service of a Gateway. */
export interface GatewayService {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly type: string;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
  /** Addresses that it asks LB-IPAM for: by annotation, which wins over `spec.addresses`. */
  readonly addresses: readonly string[];
  /** The rest of the spec, with the names of the API. */
  readonly spec: PlainMap;
}

const OWNING_LABEL = 'io.cilium.gateway/owning-gateway';

const NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

/** Annotation by which LB-IPAM is asked, and the one that the operator writes. */
const IPS = 'lbipam.cilium.io/ips';

const IPS_ALIAS = 'io.cilium/lb-ipam-ips';

const RANGES_POLICY = 'service.cilium.io/src-ranges-policy';

const NODE_SELECTOR = 'service.cilium.io/node-selector';

const LB_ALGORITHM = 'service.cilium.io/lb-algorithm';

/** Labels by which the operator finds the Services of a Gateway. */
export function owningLabels(gateway: string): Readonly<Record<string, string>> {
  return { [OWNING_LABEL]: shortName(gateway), [NAME_LABEL]: shortName(gateway) };
}

/** True if a Service says that it belongs to the Gateway. */
export function isOwnedBy(labels: Readonly<Record<string, string>>, gateway: string): boolean {
  return labels[OWNING_LABEL] === shortName(gateway);
}

/** Labels and annotations that a Gateway's `infrastructure` and addresses hand on. */
export function infrastructureOf({ object }: Identity): {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
} {
  const labels = labelsAt(object, 'spec', 'infrastructure', 'labels');
  const annotations = labelsAt(object, 'spec', 'infrastructure', 'annotations');
  const ips = listAt(object, 'spec', 'addresses')
    .filter((address) => (textAt(address, 'type') ?? 'IPAddress') === 'IPAddress')
    .map((address) => textAt(address, 'value') ?? '');
  if (ips.length > 0 && (annotations[IPS_ALIAS] ?? '') === '') annotations[IPS_ALIAS] = ips.join(',');
  return { labels, annotations };
}

/** Addresses that annotations ask for. */
export function wantedAddresses(annotations: Readonly<Record<string, string>>): string[] {
  const wanted = annotations[IPS] ?? annotations[IPS_ALIAS];
  return wanted === undefined ? [] : wanted.split(',').map((address) => address.trim());
}

/** The Service of a Gateway whose translation has at least one listener. */
export function gatewayService(
  gateway: GatewayObject,
  config: Identity | undefined,
  translation: Translation,
  settings: ServiceSettings,
): GatewayService {
  const { labels, annotations } = infrastructureOf(gateway);
  const parameters = mapAt(config?.object, 'spec', 'service');
  const { features, hostNetwork } = settings;
  if (features.streams && translation.streams.some(hasWeights)) annotations[LB_ALGORITHM] = 'maglev';
  const selector = nodeSelector(settings.nodeSelector);
  if (features.nodeSelectorAnnotation && hostNetwork && selector !== '' && annotations[NODE_SELECTOR] === undefined)
    annotations[NODE_SELECTOR] = selector;
  if (parameters !== undefined)
    annotations[RANGES_POLICY] = textAt(parameters, 'loadBalancerSourceRangesPolicy') || 'Allow';
  const type = hostNetwork ? features.hostNetworkService : (textAt(parameters, 'type') ?? 'LoadBalancer');
  return {
    namespace: gateway.namespace,
    name: gatewayServiceName(gateway.name),
    labels: { ...owningLabels(gateway.name), ...labels },
    annotations,
    type,
    ports: portsOf(translation),
    addresses: type === 'LoadBalancer' ? wantedAddresses(annotations) : [],
    spec: specOf(parameters, type, settings),
  };
}

function hasWeights({ routes }: StreamListener): boolean {
  return routes.some(({ backends }) => backends.some(({ weight }) => weight !== undefined));
}

function nodeSelector(flag: string): string {
  const labels = new Map<string, string>();
  for (const item of flag.split(',')) {
    const [key = '', value, ...rest] = item.split('=');
    if (key !== '' && value !== undefined && rest.length === 0) labels.set(key, value);
  }
  return [...labels]
    .map(([key, value]) => `${key}=${value}`)
    .sort(byBytes)
    .join(',');
}

/** TCP before UDP on one port; a plain listener counts as TCP. */
function portsOf({ http, tls, streams }: Translation): GatewayService['ports'] {
  const found = new Map<string, GatewayService['ports'][number]>();
  for (const { port } of [...http, ...tls]) found.set(`${port}`, { name: `port-${port}`, port, protocol: 'TCP' });
  for (const { port, protocol } of streams) {
    if (protocol === 'UDP') found.set(`${port}-udp`, { name: `port-${port}-udp`, port, protocol });
    else found.set(`${port}`, { name: `port-${port}`, port, protocol: 'TCP' });
  }
  return [...found.values()].sort((a, b) => a.port - b.port || byBytes(a.protocol, b.protocol));
}

function specOf(parameters: PlainMap | undefined, type: string, settings: ServiceSettings): PlainMap {
  const spec: PlainMap = {};
  const policy = textAt(parameters, 'externalTrafficPolicy') || settings.externalTrafficPolicy;
  if (!settings.hostNetwork && policy !== '') spec.externalTrafficPolicy = policy;
  const families = at(parameters, 'ipFamilies');
  // A configuration without families asks for none, and Kubernetes chooses.
  if (parameters === undefined) spec.ipFamilies = settings.ipv6 ? ['IPv4', 'IPv6'] : ['IPv4'];
  else if (Array.isArray(families) && families.length > 0) spec.ipFamilies = textsAt(parameters, 'ipFamilies');
  const familyPolicy = textAt(parameters, 'ipFamilyPolicy');
  if (familyPolicy !== undefined) spec.ipFamilyPolicy = familyPolicy;
  else if (settings.ipv6) spec.ipFamilyPolicy = 'PreferDualStack';
  const distribution = textAt(parameters, 'trafficDistribution');
  if (distribution !== undefined) spec.trafficDistribution = distribution;
  if (type !== 'LoadBalancer') return spec;
  const lbClass = textAt(parameters, 'loadBalancerClass');
  if (lbClass !== undefined) spec.loadBalancerClass = lbClass;
  const ranges = textsAt(parameters, 'loadBalancerSourceRanges');
  if (ranges.length > 0) spec.loadBalancerSourceRanges = ranges;
  const nodePorts = at(parameters, 'allocateLoadBalancerNodePorts');
  if (typeof nodePorts === 'boolean') spec.allocateLoadBalancerNodePorts = nodePorts;
  return spec;
}
