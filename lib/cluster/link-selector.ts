// What finds a physical link whose kernel name nobody knows, in both forms of the configuration.
import { PlainMap } from '../manifest';
import { MacAddress, ValueError } from '../net';

/** Finds physical links by what they are. A link that is found so has an alias: Talos knows the name, the kernel does not. */
export class LinkSelector {
  /**
   * By the MAC address that is burned in.
   *
   * @throws ValueError `net/mac-invalid`, `net/mac-multicast`
   */
  public static mac(address: string): LinkSelector {
    const mac = MacAddress.of(address).toString();
    return new LinkSelector(
      // A VLAN and a bond have the address of what they lie on; only the NIC is physical (siderolabs/talos#8709).
      { hardwareAddr: mac, physical: true },
      `mac(link.permanent_addr) == ${JSON.stringify(mac)}`,
    );
  }

  /** By the driver: `virtio_net`. Matches every NIC of the driver. */
  public static driver(driver: string): LinkSelector {
    return new LinkSelector({ driver, physical: true }, `link.driver == ${JSON.stringify(driver)}`);
  }

  /** By the place on the bus: `0000:03:00.0`. */
  public static busPath(path: string): LinkSelector {
    return new LinkSelector({ busPath: path }, `link.bus_path == ${JSON.stringify(path)}`);
  }

  /** By the PCI id of vendor and product: `8086:1521`. */
  public static pciId(id: string): LinkSelector {
    return new LinkSelector({ pciID: id, physical: true }, `link.pciid == ${JSON.stringify(id)}`);
  }

  /**
   * By an expression of LinkAliasConfig (CEL): `link.speed_megabits >= 10000u && link.link_state`. Link documents only.
   *
   * @throws ValueError `cluster/link-selector`
   */
  public static expression(expression: string): LinkSelector {
    if (expression.trim() === '')
      throw new ValueError(
        'cluster/link-selector',
        'an empty expression matches nothing',
        'write one such as link.driver == "virtio_net"',
      );
    return new LinkSelector(undefined, expression);
  }

  /** `deviceSelector` of the v1alpha1 form; undefined where it has none. @internal */
  public readonly _device: PlainMap | undefined;
  /** `selector.match` of LinkAliasConfig. @internal */
  public readonly _match: string;

  private constructor(device: PlainMap | undefined, match: string) {
    this._device = device;
    this._match = match;
  }
}
