// A device of the node that a pod takes over, by one of the ways to name it.
import { Link } from '../cluster';
import { InterfaceName, MacAddress, ValueError } from '../net';

/** A device of the node. */
export class HostDevice {
  /** A link of the cluster, on every node that has it. */
  public static link(link: Link): HostDevice {
    return new HostDevice({ device: link.interfaceName }, link);
  }

  /** By kernel name, `enp5s0`. @throws ValueError `net/interface-name` */
  public static named(name: string): HostDevice {
    return new HostDevice({ device: InterfaceName.of(name).toString() });
  }

  /** By MAC address. @throws ValueError `net/mac-invalid` */
  public static mac(address: string): HostDevice {
    return new HostDevice({ hwaddr: MacAddress.of(address).toString() });
  }

  /** By place in the tree of devices, `/sys/devices/pci0000:00/0000:00:1f.6`. */
  public static kernelPath(path: string): HostDevice {
    return new HostDevice({ kernelpath: path });
  }

  /** By PCI address, `0000:00:1f.6`. @throws ValueError `network/pci-address` */
  public static pci(address: string): HostDevice {
    if (!/^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/.test(address))
      throw new ValueError(
        'network/pci-address',
        `not a PCI address: "${address}"`,
        'write domain, bus, device and function in small letters, such as "0000:00:1f.6"',
      );
    return new HostDevice({ pciBusID: address });
  }

  /**
   * One that a device plugin hands out: the pod asks for the resource, and Multus tells which device it got.
   *
   * @param name `intel.com/nic`
   * @throws ValueError `network/resource-name`
   */
  public static resource(name: string): HostDevice {
    return new HostDevice({}, undefined, checkResourceName(name));
  }

  /** The field that names it. @internal */
  public readonly _fields: Readonly<Record<string, string>>;
  /** @internal */
  public readonly _link?: Link;
  /** @internal */
  public readonly _resourceName?: string;

  private constructor(fields: Readonly<Record<string, string>>, link?: Link, resourceName?: string) {
    this._fields = fields;
    this._link = link;
    this._resourceName = resourceName;
  }
}

/**
 * Checks the name of an extended resource: a domain of somebody else than Kubernetes, and a name.
 *
 * @throws ValueError `network/resource-name`
 */
export function checkResourceName(text: string): string {
  if (
    /^(?!(?:[a-z0-9.-]+\.)?kubernetes\.io\/)[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(
      text,
    )
  )
    return text;
  throw new ValueError(
    'network/resource-name',
    `not a resource of a device plugin: "${text}"`,
    'write vendor and name, such as "intel.com/sriov_netdevice"',
  );
}
