// Which addresses of a Service an agent has for announcing. Facts: loadbalancer-engine 4.4, "what counts as an address".
import { IpFamily } from '../../net';
import { Labels, selects } from '../kubernetes/label-selector';
import { readSelectorText } from '../kubernetes/label-selector-text';
import { LoadBalancerFeatures } from './features';
import { Address, parseAddress, textOf } from './netip';
import { Service } from './service';
import { LoadBalancerSettings } from './settings';

/** Annotations that keep a Service from nodes or from kinds of addresses. Source: pkg/annotation/k8s.go. */
const NODE_SELECTOR_ANNOTATION = 'service.cilium.io/node-selector';
const NODE_ANNOTATION = 'service.cilium.io/node';
const TYPE_ANNOTATION = 'service.cilium.io/type';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const EXPOSED_TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** Addresses that a node would announce for a Service. */
export interface AnnouncedAddresses {
  readonly loadBalancer: readonly Address[];
  readonly external: readonly Address[];
  /** True if the Service counts as one with such addresses: up to 1.19 also when none of them can be read. */
  readonly hasLoadBalancer: boolean;
  readonly hasExternal: boolean;
}

/** An address and port in the agent's table; the first Service that has one keeps it. */
interface Frontend {
  readonly kind: 'ClusterIP' | 'LoadBalancer' | 'ExternalIPs';
  readonly address: Address;
}

/** The Services of one agent, with their addresses. */
export class ServiceTable {
  private readonly services = new Map<string, Service>();
  private readonly taken = new Set<string>();
  private readonly frontends = new Map<string, Frontend[]>();
  /** Up to 1.18 every Service that was read, also twice the same. */
  private readonly asRead: Service[] = [];

  public constructor(
    private readonly does: LoadBalancerFeatures,
    private readonly settings: LoadBalancerSettings,
    private readonly nodeLabels: Labels,
  ) {}

  /** Adds a Service; false if it is not meant for this node. */
  public insert(service: Service): boolean {
    if (!this.does.announcesFrontends) {
      this.asRead.push(service);
      return true;
    }
    if (!isExposedTo(service, this.nodeLabels)) return false;
    const name = keyOf(service);
    this.services.set(name, service);
    const own = this.frontends.get(name) ?? [];
    for (const { id, ...frontend } of frontendsOf(service, this.settings)) {
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      own.push(frontend);
    }
    this.frontends.set(name, own);
    return true;
  }

  /** All of them. */
  public list(): readonly Service[] {
    return this.does.announcesFrontends ? [...this.services.values()] : this.asRead;
  }

  /** What a node would announce for it. */
  public addressesOf(service: Service): AnnouncedAddresses {
    if (!this.does.announcesFrontends) return asWritten(service);
    const own = this.frontends.get(keyOf(service)) ?? [];
    const of = (kind: Frontend['kind']) => own.filter((each) => each.kind === kind).map(({ address }) => address);
    const [loadBalancer, external] = [of('LoadBalancer'), of('ExternalIPs')];
    return { loadBalancer, external, hasLoadBalancer: loadBalancer.length > 0, hasExternal: external.length > 0 };
  }
}

/** `namespace/name`. */
export function keyOf({ namespace, name }: Service): string {
  return `${namespace}/${name}`;
}

/** Up to 1.18 the fields count as they are written, whatever the type of the Service. */
function asWritten({ ingress, externalIPs }: Service): AnnouncedAddresses {
  const read = (texts: readonly string[]) => texts.flatMap((text) => parseAddress(text) ?? []);
  const ips = ingress.map(({ ip }) => ip).filter((ip) => ip !== '');
  return {
    loadBalancer: read(ips),
    external: read(externalIPs ?? []),
    hasLoadBalancer: ips.length > 0,
    hasExternal: externalIPs !== undefined,
  };
}

/** The annotations that keep a Service from nodes; a selector that cannot be read keeps it from none. */
export function isExposedTo({ annotations }: Service, nodeLabels: Labels): boolean {
  const has = (name: string) => Object.prototype.hasOwnProperty.call(annotations, name);
  if (has(NODE_SELECTOR_ANNOTATION)) {
    const selector = readSelectorText(annotations[NODE_SELECTOR_ANNOTATION]!);
    return selector.problems.length > 0 || selects(selector, nodeLabels);
  }
  return !has(NODE_ANNOTATION) || nodeLabels[NODE_ANNOTATION] === annotations[NODE_ANNOTATION];
}

/** The frontends that the agent makes of a Service, those of nodes left out: nothing is announced of them. */
function frontendsOf(
  service: Service,
  { ipv4 = true, ipv6 = false }: LoadBalancerSettings,
): (Frontend & { id: string })[] {
  const { type, labels, ports, annotations } = service;
  if (Object.prototype.hasOwnProperty.call(labels, HEADLESS_LABEL) || service.clusterIP.toLowerCase() === 'none')
    return [];
  const exposed = annotations[TYPE_ANNOTATION];
  const shows = (kind: string) => exposed === undefined || !EXPOSED_TYPES.includes(exposed) || exposed === kind;
  // A Local policy on one side only makes a second frontend, for traffic from inside.
  const scopes = service.externalTrafficPolicy === 'Local' ? ['external', 'internal'] : ['external'];
  const out: (Frontend & { id: string })[] = [];
  const add = (kind: Frontend['kind'], text: string, within: readonly string[]) => {
    const cluster = /^(.*)@(\d+)$/s.exec(text);
    const address = parseAddress(cluster?.[1] ?? text);
    if (address === undefined || (cluster !== null && Number(cluster[2]) >= 2 ** 32)) return;
    if (address.family === IpFamily.IPV4 ? !ipv4 : !ipv6) return;
    for (const scope of within)
      for (const { protocol, port } of ports)
        out.push({ kind, address, id: [textOf(address), cluster?.[2] ?? '0', protocol, port, scope].join(' ') });
  };
  if (shows('ClusterIP'))
    for (const ip of service.clusterIPs.length > 0 ? [...service.clusterIPs].sort() : [service.clusterIP])
      add('ClusterIP', ip, ['external']);
  if (type === 'LoadBalancer' && shows('LoadBalancer'))
    for (const { ip, ipMode } of service.ingress)
      if (ip !== '' && (ipMode === undefined || ipMode === 'VIP')) add('LoadBalancer', ip, scopes);
  for (const ip of service.externalIPs ?? []) add('ExternalIPs', ip, ['external']);
  return out;
}
