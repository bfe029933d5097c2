// The links of a cluster, made from what a user says of each.
import { IConstruct } from 'constructs';
import { ValidationError, valueAt } from '../construct';
import { checkMtu, checkVlanId, Cidr, InterfaceAddress, InterfaceName, IpAddress, MacAddress } from '../net';
import { Link, LinkFields, LinkShape } from './link';
import {
  BondLinkOptions,
  BridgeLinkOptions,
  DummyLinkOptions,
  LinkOptions,
  VlanLinkOptions,
  VrfLinkOptions,
} from './link-options';
import { LinkPlacement, LinkSettings } from './link-settings';
import { NodeSelection } from './nodes';
import { WireguardLinkOptions } from './wireguard-options';

/** What differs between kinds of links. */
interface Parts {
  readonly interfaceName: string;
  readonly shape: LinkShape;
  readonly placement: LinkPlacement;
  readonly below?: readonly Link[];
  readonly hardwareAddress?: string;
  readonly vlan?: { readonly vlanId: number; readonly parent: Link };
}

/** The links of one cluster, by name. @internal */
export class LinkSet {
  private readonly links = new Map<string, Link>();

  public constructor(
    private readonly cluster: IConstruct,
    private readonly nodeSubnets: readonly Cidr[],
  ) {}

  /** Links in order of their names. */
  public all(): Link[] {
    return [...this.links.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  public physical(name: string, options: LinkOptions): Link {
    if (options.interface === undefined && options.selector === undefined)
      throw new ValidationError(
        this.cluster,
        'cluster/link-unnamed',
        `link "${name}" has neither an interface name nor a selector`,
        'write interface: "enp1s0", or selector: LinkSelector.mac("02:00:5e:10:00:01")',
      );
    const { selector, ethernet } = options;
    return this.keep(name, options, {
      interfaceName: options.interface ?? name,
      shape: { kind: 'physical', selector, ethernet },
      placement: options,
    });
  }

  public vlan(name: string, options: VlanLinkOptions): Link {
    const { parent } = options;
    const vlanId = valueAt(this.cluster, () => checkVlanId(options.vlanId));
    return this.keep(name, options, {
      interfaceName: options.interface ?? `${parent.interfaceName}.${vlanId}`,
      shape: { kind: 'vlan', mode: options.mode },
      placement: parent,
      vlan: { vlanId, parent },
    });
  }

  public bond(name: string, options: BondLinkOptions): Link {
    const { members, primary, ...settings } = options;
    return this.over(name, options, members, { kind: 'bond', options: settings, primary });
  }

  public bridge(name: string, options: BridgeLinkOptions): Link {
    const { stp, vlanFiltering, ports = [] } = options;
    return this.over(name, options, ports, { kind: 'bridge', stp, vlanFiltering });
  }

  public vrf(name: string, options: VrfLinkOptions): Link {
    return this.over(name, options, options.members, { kind: 'vrf', table: options.table });
  }

  public dummy(name: string, options: DummyLinkOptions): Link {
    return this.over(name, options, [], { kind: 'dummy' });
  }

  public wireguard(name: string, options: WireguardLinkOptions): Link {
    return this.over(name, options, [], { kind: 'wireguard', options });
  }

  private over(
    name: string,
    options: LinkSettings & LinkPlacement & { readonly interface?: string; readonly hardwareAddress?: string },
    below: readonly Link[],
    shape: LinkShape,
  ): Link {
    const { hardwareAddress } = options;
    return this.keep(name, options, {
      interfaceName: options.interface ?? name,
      shape,
      placement: options,
      below,
      hardwareAddress:
        hardwareAddress === undefined
          ? undefined
          : valueAt(this.cluster, () => MacAddress.of(hardwareAddress).toString()),
    });
  }

  private keep(name: string, settings: LinkSettings, parts: Parts): Link {
    const { placement, below = [], vlan } = parts;
    if (this.links.has(name))
      throw new ValidationError(
        this.cluster,
        'cluster/link-name',
        `two links named "${name}"`,
        'give each link its own name',
      );
    const link = valueAt(this.cluster, () =>
      Link._of({
        name,
        interfaceName: InterfaceName.of(parts.interfaceName),
        settings: checked(settings),
        shape: parts.shape,
        subnet:
          settings.subnet === undefined
            ? settings.nodeAddresses === true
              ? this.nodeSubnets[0]
              : undefined
            : Cidr.of(settings.subnet),
        nodes: placement.nodes ?? below[0]?.nodes ?? NodeSelection.all(),
        managed: placement.managed ?? true,
        members: below,
        hardwareAddress: parts.hardwareAddress,
        ...vlan,
        subnetOf: (address) => this.nodeSubnets.find((subnet) => subnet.contains(address)),
      } satisfies LinkFields),
    );
    this.links.set(name, link);
    return link;
  }
}

/** The settings with their values parsed once and written in one form. */
function checked(settings: LinkSettings): LinkSettings {
  const { mtu, addresses, routes } = settings;
  if (mtu !== undefined) checkMtu(mtu);
  return {
    ...settings,
    addresses: addresses?.map((text) => InterfaceAddress.of(text).toString()),
    routes: routes?.map(({ destination, gateway, source, ...route }) => ({
      ...route,
      ...(destination === undefined || isEverything(destination)
        ? {}
        : { destination: Cidr.of(destination).toString() }),
      ...(gateway === undefined ? {} : { gateway: IpAddress.of(gateway).toString() }),
      ...(source === undefined ? {} : { source: IpAddress.of(source).toString() }),
    })),
  };
}

/** What others write for the default route; Talos refuses it in a link document. */
function isEverything(destination: string): boolean {
  return destination === '0.0.0.0/0' || destination === '::/0';
}
