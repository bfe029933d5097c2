// A Service as LB-IPAM and the L2 announcer see it: what it asks for, whom it shares with. Plain data, so that Services of
// cdk8s-plus, plain objects and the Service that Cilium makes for a Gateway are judged alike.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { isMap, Manifest, PlainMap } from '../manifest';
import { IpAddress } from '../net';
import { SelectableService } from './service-selector';

/** Annotations, newest name first. The newer name wins, even when it is empty. Source: pkg/annotation/k8s.go, run (`request-both-names`). */
export const IPS_ANNOTATION = 'lbipam.cilium.io/ips';
export const SHARING_KEY_ANNOTATION = 'lbipam.cilium.io/sharing-key';
export const SHARING_NAMESPACES_ANNOTATION = 'lbipam.cilium.io/sharing-cross-namespace';
const ALIASES: Readonly<Record<string, string>> = {
  [IPS_ANNOTATION]: 'io.cilium/lb-ipam-ips',
  [SHARING_KEY_ANNOTATION]: 'io.cilium/lb-ipam-sharing-key',
  [SHARING_NAMESPACES_ANNOTATION]: 'io.cilium/lb-ipam-sharing-cross-namespace',
};
/** Classes that Cilium serves; unset counts too. */
export const CILIUM_CLASSES: readonly (string | undefined)[] = [
  undefined,
  'io.cilium/l2-announcer',
  'io.cilium/bgp-control-plane',
];

/** A port of a Service. */
export interface ServicePortFacts {
  readonly protocol: string;
  readonly port: number;
}

/** A Service of the app. */
export interface ServiceFacts extends SelectableService {
  /** Path of the construct, without `Default` or `Resource`. */
  readonly path: string;
  readonly type: string;
  readonly loadBalancerClass: string | undefined;
  readonly externalIps: readonly string[];
  readonly externalTrafficPolicy: string;
  readonly selector: Record<string, string>;
  readonly ports: readonly ServicePortFacts[];
  /** Addresses that it asks for. */
  readonly requested: readonly IpAddress[];
  /** Entries that Cilium would skip in silence. */
  readonly unreadable: readonly string[];
  readonly sharingKey: string | undefined;
  readonly sharingNamespaces: readonly string[];
  /** True if it carries an annotation of LB-IPAM. */
  readonly annotated: boolean;
}

/** A construct whose Service Cilium makes itself: a Gateway. */
export interface ServiceOwner extends IConstruct {
  _generatedService(): ServiceFacts;
}

/** Reads a Service. */
export function serviceFacts(manifest: Manifest, path: string): ServiceFacts {
  const spec = isMap(manifest.spec) ? manifest.spec : {};
  const annotations = manifest.metadata.annotations ?? {};
  const ips = annotation(annotations, IPS_ANNOTATION);
  const entries = [
    ...(ips === undefined ? [] : ips.split(',')),
    ...(typeof spec.loadBalancerIP === 'string' && spec.loadBalancerIP !== '' ? [spec.loadBalancerIP] : []),
  ].map((entry) => entry.trim());
  const { requested, unreadable } = readAddresses(entries);
  const sharingKey = annotation(annotations, SHARING_KEY_ANNOTATION);
  const sharing = annotation(annotations, SHARING_NAMESPACES_ANNOTATION);
  return {
    path,
    namespace: manifest.metadata.namespace ?? 'default',
    name: manifest.metadata.name,
    labels: manifest.metadata.labels ?? {},
    type: typeof spec.type === 'string' ? spec.type : 'ClusterIP',
    loadBalancerClass: typeof spec.loadBalancerClass === 'string' ? spec.loadBalancerClass : undefined,
    externalIps: Array.isArray(spec.externalIPs) ? spec.externalIPs.map(String) : [],
    externalTrafficPolicy: typeof spec.externalTrafficPolicy === 'string' ? spec.externalTrafficPolicy : 'Cluster',
    selector: isMap(spec.selector) ? (spec.selector as Record<string, string>) : {},
    ports: (Array.isArray(spec.ports) ? (spec.ports as PlainMap[]) : []).map((port) => ({
      protocol: typeof port.protocol === 'string' ? port.protocol : 'TCP',
      port: Number(port.port),
    })),
    requested,
    unreadable,
    sharingKey: sharingKey === '' ? undefined : sharingKey,
    sharingNamespaces: sharing === undefined || sharing === '' ? [] : sharing.split(','),
    annotated: ips !== undefined || sharingKey !== undefined || sharing !== undefined,
  };
}

function readAddresses(entries: readonly string[]): { requested: IpAddress[]; unreadable: string[] } {
  const requested: IpAddress[] = [];
  const unreadable: string[] = [];
  for (const entry of entries) {
    try {
      requested.push(IpAddress.of(entry));
    } catch {
      unreadable.push(entry);
    }
  }
  return { requested, unreadable };
}

function annotation(annotations: Record<string, string>, key: string): string | undefined {
  return annotations[key] ?? annotations[ALIASES[key]!];
}

/** All Services of the app by path, those of Gateways included. Call at synth only. */
export function servicesOf(scope: IConstruct): ServiceFacts[] {
  const plain = Boundary.of(scope)
    .constructs()
    .filter(
      (construct): construct is ApiObject =>
        ApiObject.isApiObject(construct) && construct.kind === 'Service' && construct.apiVersion === 'v1',
    )
    .map((object) => serviceFacts(object.toJson() as Manifest, constructPath(object)));
  const owners = Boundary.of(scope)
    .all(Role.GATEWAY)
    .filter((member) => '_generatedService' in member) as unknown as ServiceOwner[];
  return [...plain, ...owners.map((owner) => owner._generatedService())].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The path that a user knows: that of the construct, not of its main object. */
export function constructPath(object: IConstruct): string {
  return object.node.path.replace(/\/(Default|Resource)$/, '');
}
