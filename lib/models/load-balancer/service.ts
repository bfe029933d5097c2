// A Service, as LB-IPAM sees it: what it asks for, by which name it may be selected, with whom it would share. Facts: loadbalancer-engine 4.1 to 4.3.
import { IpFamily } from '../../net';
import { labelsOf } from '../kubernetes/label-selector';
import { listAt, mapAt, textAt, textsAt } from './fields';
import { Address, isSameAddress, parseAddress } from './netip';
import { LoadBalancerSettings } from './settings';
import { SHAPES, TypeProblem, typeProblems } from './shape';

/** Labels that Cilium puts on every Service for its selectors; a label of that name of the user is overwritten. */
export const SERVICE_NAMESPACE_LABEL = 'io.kubernetes.service.namespace';
export const SERVICE_NAME_LABEL = 'io.kubernetes.service.name';

/** Classes of load balancers. */
export const L2_CLASS = 'io.cilium/l2-announcer';
export const BGP_CLASS = 'io.cilium/bgp-control-plane';
export const NODE_CLASS = 'io.cilium/node';

/** Annotations, newest name first. The newer name wins, even when it is empty. Source: pkg/annotation/k8s.go. */
export const REQUEST_ANNOTATIONS = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'] as const;
export const SHARING_KEY_ANNOTATIONS = ['lbipam.cilium.io/sharing-key', 'io.cilium/lb-ipam-sharing-key'] as const;
export const SHARING_NAMESPACES_ANNOTATIONS = [
  'lbipam.cilium.io/sharing-cross-namespace',
  'io.cilium/lb-ipam-sharing-cross-namespace',
] as const;

/** A port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly nodePort: number;
}

/** An entry of the addresses that a Service asks for. */
export interface AddressRequest {
  /** As written, without the blanks around it. */
  readonly text: string;
  /** Undefined for what LB-IPAM skips without a word. */
  readonly address: Address | undefined;
  /** Where it stands: the name of the annotation, or `spec.loadBalancerIP`. */
  readonly at: string;
}

/** An entry of status.loadBalancer.ingress. */
export interface Ingress {
  readonly ip: string;
  readonly hostname?: string;
  readonly ipMode?: string;
}

/** A Service as it is written. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly manifest: unknown;
  /** With the labels of Cilium. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly type: string;
  /** Undefined for none; an empty class is a class. */
  readonly loadBalancerClass: string | undefined;
  /** Families that it wants without asking for an address. */
  readonly families: readonly IpFamily[];
  readonly ipFamilies: readonly string[];
  readonly requests: readonly AddressRequest[];
  /** The addresses of the requests, without neighbours that are the same. */
  readonly requested: readonly Address[];
  /** Empty for none. */
  readonly sharingKey: string;
  /** Namespaces that it permits sharing with, as written: blanks are part of a name, `*` is all. */
  readonly sharingNamespaces: readonly string[];
  readonly externalTrafficPolicy: string;
  readonly ports: readonly ServicePort[];
  readonly selector: Readonly<Record<string, string>>;
  readonly clusterIP: string;
  readonly clusterIPs: readonly string[];
  /** Undefined if the field is not written. */
  readonly externalIPs: readonly string[] | undefined;
  readonly ingress: readonly Ingress[];
  /** True if it carries an annotation of LB-IPAM. */
  readonly annotated: boolean;
  /** What the API server refuses by its type. */
  readonly typeProblems: readonly TypeProblem[];
}

/** Reads a Service, with the defaults that the API server fills in. */
export function readService(manifest: unknown, settings: LoadBalancerSettings): Service {
  const [metadata, spec] = [mapAt(manifest, 'metadata'), mapAt(manifest, 'spec')];
  const defaults = settings.serverDefaults ?? true;
  const namespace = nonEmpty(textAt(metadata, 'namespace')) ?? 'default';
  const name = textAt(metadata, 'name') ?? '';
  const annotations = labelsOf(metadata.annotations);
  const type = nonEmpty(textAt(spec, 'type')) ?? (defaults ? 'ClusterIP' : '');
  const external = type === 'LoadBalancer' || type === 'NodePort';
  const { ipFamilies, policy } = familiesOf(spec, type, settings);
  const requests = requestsOf(annotations, textAt(spec, 'loadBalancerIP') ?? '');
  const requested: Address[] = [];
  for (const { address } of requests)
    if (address !== undefined && !(requested.length > 0 && isSameAddress(requested[requested.length - 1]!, address)))
      requested.push(address);
  const sharing = annotationOf(annotations, SHARING_NAMESPACES_ANNOTATIONS)?.value ?? '';
  return {
    namespace,
    name,
    manifest,
    labels: { ...labelsOf(metadata.labels), [SERVICE_NAME_LABEL]: name, [SERVICE_NAMESPACE_LABEL]: namespace },
    annotations,
    type,
    loadBalancerClass: textAt(spec, 'loadBalancerClass'),
    families: wantedFamilies(ipFamilies, policy, settings),
    ipFamilies,
    requests,
    requested,
    sharingKey: annotationOf(annotations, SHARING_KEY_ANNOTATIONS)?.value ?? '',
    sharingNamespaces: sharing === '' ? [] : sharing.split(','),
    externalTrafficPolicy: nonEmpty(textAt(spec, 'externalTrafficPolicy')) ?? (defaults && external ? 'Cluster' : ''),
    ports: listAt(spec, 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      protocol: nonEmpty(textAt(port, 'protocol')) ?? (defaults ? 'TCP' : ''),
      port: numberAt(port, 'port'),
      nodePort: numberAt(port, 'nodePort'),
    })),
    selector: labelsOf(spec.selector),
    clusterIP: textAt(spec, 'clusterIP') ?? '',
    clusterIPs: textsAt(spec, 'clusterIPs'),
    externalIPs: Array.isArray(spec.externalIPs) ? textsAt(spec, 'externalIPs') : undefined,
    ingress: listAt(mapAt(mapAt(manifest, 'status'), 'loadBalancer'), 'ingress').map((each) => ({
      ip: textAt(each, 'ip') ?? '',
      hostname: textAt(each, 'hostname'),
      ipMode: textAt(each, 'ipMode'),
    })),
    annotated: [REQUEST_ANNOTATIONS, SHARING_KEY_ANNOTATIONS, SHARING_NAMESPACES_ANNOTATIONS].some(
      (names) => annotationOf(annotations, names) !== undefined,
    ),
    typeProblems: typeProblems(manifest, SHAPES.Service),
  };
}

/** Value and name of an annotation that has an older name too. */
export function annotationOf(
  annotations: Readonly<Record<string, string>>,
  names: readonly string[],
): { value: string; name: string } | undefined {
  const name = names.find((each) => Object.prototype.hasOwnProperty.call(annotations, each));
  return name === undefined ? undefined : { value: annotations[name]!, name };
}

/** spec.loadBalancerIP comes first, then the annotation; what cannot be read is skipped. */
function requestsOf(annotations: Readonly<Record<string, string>>, loadBalancerIP: string): AddressRequest[] {
  const out: AddressRequest[] = [];
  if (loadBalancerIP !== '')
    out.push({ text: loadBalancerIP, address: parseAddress(loadBalancerIP), at: 'spec.loadBalancerIP' });
  const written = annotationOf(annotations, REQUEST_ANNOTATIONS);
  if (written !== undefined && written.value !== '')
    for (const entry of written.value.split(','))
      out.push({ text: entry.trim(), address: parseAddress(entry.trim()), at: written.name });
  return out;
}

/** Families and policy, as the API server fills them in: IPv4 first, if the cluster has it. */
function familiesOf(
  spec: Record<string, unknown>,
  type: string,
  settings: LoadBalancerSettings,
): { ipFamilies: string[]; policy: string | undefined } {
  const ipFamilies = textsAt(spec, 'ipFamilies');
  const policy = textAt(spec, 'ipFamilyPolicy');
  if (settings.serverDefaults === false || type === 'ExternalName') return { ipFamilies, policy };
  const filled = policy ?? 'SingleStack';
  const wanted = filled === 'SingleStack' ? 1 : 2;
  for (const family of clusterFamilies(settings))
    if (ipFamilies.length < wanted && !ipFamilies.includes(family)) ipFamilies.push(family);
  return { ipFamilies, policy: filled };
}

/** Families of the cluster, IPv4 first. */
export function clusterFamilies({ ipv4 = true, ipv6 = false }: LoadBalancerSettings): IpFamily[] {
  return [...(ipv4 ? [IpFamily.IPV4] : []), ...(ipv6 ? [IpFamily.IPV6] : [])];
}

/** Families that LB-IPAM gives an address of. Source: lbipam.go, serviceIPFamilyRequest. */
function wantedFamilies(
  ipFamilies: readonly string[],
  policy: string | undefined,
  settings: LoadBalancerSettings,
): IpFamily[] {
  const cluster = clusterFamilies(settings);
  switch (policy) {
    case undefined:
    case 'SingleStack':
      if (ipFamilies.length === 0) return cluster.slice(0, 1);
      return [ipFamilies[0] === 'IPv4' ? IpFamily.IPV4 : IpFamily.IPV6];
    case 'PreferDualStack':
      return ipFamilies.length === 0 ? cluster : cluster.filter((family) => ipFamilies.includes(family));
    case 'RequireDualStack':
      return cluster;
    default:
      return [];
  }
}

/** Why LB-IPAM leaves a Service alone, or undefined if it serves it. */
export type NotResponsible =
  /** enable-lb-ipam is off. */
  | 'lb-ipam-off'
  /** It is not of type LoadBalancer. */
  | 'type'
  /** It has no class, and somebody else serves those by default. */
  | 'default-elsewhere'
  /** Its class is Cilium's, but the feature behind it is off. */
  | 'class-feature-off'
  /** Its class is Node IPAM's. */
  | 'node-ipam'
  /** Its class is somebody else's. */
  | 'foreign-class';

/** Says whether LB-IPAM serves the Service. Facts: 1.5, 1.6. */
export function notResponsible(service: Service, settings: LoadBalancerSettings): NotResponsible | undefined {
  if (settings.enableLBIPAM === false) return 'lb-ipam-off';
  if (service.type !== 'LoadBalancer') return 'type';
  switch (service.loadBalancerClass) {
    case undefined:
      return (settings.defaultLBServiceIPAM ?? 'lbipam') === 'lbipam' ? undefined : 'default-elsewhere';
    case L2_CLASS:
      return settings.l2announcements === true ? undefined : 'class-feature-off';
    case BGP_CLASS:
      return settings.bgpControlPlane === true ? undefined : 'class-feature-off';
    case NODE_CLASS:
      return 'node-ipam';
    default:
      return 'foreign-class';
  }
}

/** The fields whose change makes a new generation. @internal */
export function serviceSpec(manifest: unknown, service: Service): unknown {
  const { type, ports, ipFamilies, externalTrafficPolicy } = service;
  const { ipFamilyPolicy, loadBalancerClass, loadBalancerIP, selector, clusterIP, clusterIPs, externalIPs } = mapAt(
    manifest,
    'spec',
  );
  return {
    ...{ type, ports, ipFamilies, externalTrafficPolicy },
    ...{ ipFamilyPolicy, loadBalancerClass, loadBalancerIP, selector, clusterIP, clusterIPs, externalIPs },
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function numberAt(value: unknown, key: string): number {
  const found = mapAt({ value }, 'value')[key];
  return typeof found === 'number' ? found : 0;
}
