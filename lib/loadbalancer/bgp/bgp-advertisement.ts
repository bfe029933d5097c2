// What is announced to a BGP peer: addresses of Services, networks of pods, addresses of an interface.
import { checkLabels, PlainMap } from '../../manifest';
import { InterfaceName, ValueError } from '../../net';
import { ServiceSelector } from '../service-selector';

/** An address of a Service that is announced. */
export enum BgpServiceAddress {
  /** What LB-IPAM gave. */
  LOAD_BALANCER_IP = 'LoadBalancerIP',
  /** The address inside of the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** `spec.externalIPs`. */
  EXTERNAL_IP = 'ExternalIP',
}

/** Attributes of the announced routes. */
export interface BgpAdvertisementOptions {
  /**
   * Communities, `64512:100`.
   *
   * @default - none
   */
  readonly communities?: string[];
  /**
   * Large communities, `64512:1:2`.
   *
   * @default - none
   */
  readonly largeCommunities?: string[];
  /**
   * Communities by their names: `no-export`, `no-advertise`, `blackhole`, …
   *
   * @default - none
   */
  readonly wellKnownCommunities?: string[];
  /**
   * Local preference, for peers of the own autonomous system.
   *
   * @default - 100
   */
  readonly localPreference?: number;
}

/** Which addresses of which Services. */
export interface BgpServiceOptions extends BgpAdvertisementOptions {
  /**
   * Kinds of addresses.
   *
   * @default [BgpServiceAddress.CLUSTER_IP]
   */
  readonly addresses?: BgpServiceAddress[];
  /**
   * Services; the labels are those of the Service, of a Gateway its infrastructureLabels.
   *
   * @default - all
   */
  readonly selector?: ServiceSelector;
  /**
   * IPv4 addresses are announced as networks of this length, 0 to 31.
   *
   * @default - each by itself
   */
  readonly aggregationLengthIpv4?: number;
  /**
   * IPv6 addresses are announced as networks of this length, 0 to 127.
   *
   * @default - each by itself
   */
  readonly aggregationLengthIpv6?: number;
}

/** One entry of a CiliumBGPAdvertisement. */
export class BgpAdvertisement {
  /** The addresses that LB-IPAM gave to Services. @throws ValueError `loadbalancer/bgp-advertisement` */
  public static loadBalancerIps(selector?: ServiceSelector, options: BgpAdvertisementOptions = {}): BgpAdvertisement {
    return BgpAdvertisement.serviceIps({ ...options, selector, addresses: [BgpServiceAddress.LOAD_BALANCER_IP] });
  }

  /** Addresses of Services. @throws ValueError `loadbalancer/bgp-advertisement` */
  public static serviceIps(options: BgpServiceOptions = {}): BgpAdvertisement {
    const { aggregationLengthIpv4: v4, aggregationLengthIpv6: v6 } = options;
    checkLength(v4, 31);
    checkLength(v6, 127);
    const addresses = [...new Set(options.addresses ?? [BgpServiceAddress.CLUSTER_IP])];
    return new BgpAdvertisement(
      {
        advertisementType: 'Service',
        service: {
          addresses,
          ...(v4 === undefined ? {} : { aggregationLengthIPv4: v4 }),
          ...(v6 === undefined ? {} : { aggregationLengthIPv6: v6 }),
        },
        // Without a selector no Service is announced; an empty one takes all.
        selector: options.selector?._spec() ?? {},
      },
      options,
    );
  }

  /** The networks of each node's pods. @throws ValueError `loadbalancer/bgp-advertisement` */
  public static podCidrs(options: BgpAdvertisementOptions = {}): BgpAdvertisement {
    return new BgpAdvertisement({ advertisementType: 'PodCIDR' }, options);
  }

  /** The networks of pods that come from CiliumPodIPPools with these labels. @throws ValueError `loadbalancer/bgp-advertisement`, `manifest/label` */
  public static podIpPools(labels: { [key: string]: string }, options: BgpAdvertisementOptions = {}): BgpAdvertisement {
    checkLabels(labels);
    return new BgpAdvertisement(
      {
        advertisementType: 'CiliumPodIPPool',
        selector: Object.keys(labels).length === 0 ? {} : { matchLabels: labels },
      },
      options,
    );
  }

  /** The addresses of an interface of each node (Cilium 1.19). @throws ValueError `loadbalancer/bgp-advertisement`, `net/interface-name` */
  public static interfaceAddresses(name: string, options: BgpAdvertisementOptions = {}): BgpAdvertisement {
    const checked = InterfaceName.of(name).toString();
    return new BgpAdvertisement({ advertisementType: 'Interface', interface: { name: checked } }, options);
  }

  private readonly attributes: PlainMap | undefined;

  private constructor(
    private readonly fields: PlainMap,
    options: BgpAdvertisementOptions,
  ) {
    this.attributes = attributesOf(options);
  }

  /** The entry as in YAML. @internal */
  public _spec(): PlainMap {
    return { ...this.fields, ...(this.attributes === undefined ? {} : { attributes: this.attributes }) };
  }
}

function attributesOf(options: BgpAdvertisementOptions): PlainMap | undefined {
  const { communities, largeCommunities, wellKnownCommunities, localPreference } = options;
  for (const [list, parts] of [
    [communities, 2],
    [largeCommunities, 3],
  ] as const)
    for (const text of list ?? [])
      if (text.split(':').length !== parts || !text.split(':').every((part) => /^\d{1,10}$/.test(part)))
        throw new ValueError(
          'loadbalancer/bgp-advertisement',
          `not a ${parts === 3 ? 'large ' : ''}community: "${text}"`,
          `write ${parts} numbers with colons, such as "${parts === 3 ? '64512:1:2' : '64512:100'}"`,
        );
  const named = {
    ...(communities === undefined ? {} : { standard: communities }),
    ...(largeCommunities === undefined ? {} : { large: largeCommunities }),
    ...(wellKnownCommunities === undefined ? {} : { wellKnown: wellKnownCommunities }),
  };
  const attributes = {
    ...(Object.keys(named).length === 0 ? {} : { communities: named }),
    ...(localPreference === undefined ? {} : { localPreference }),
  };
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

function checkLength(length: number | undefined, most: number): void {
  if (length !== undefined && (!Number.isInteger(length) || length < 0 || length > most))
    throw new ValueError(
      'loadbalancer/bgp-advertisement',
      `not a length of a network: ${length}`,
      `write 0 to ${most}`,
    );
}
