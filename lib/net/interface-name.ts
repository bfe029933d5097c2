// The name of a network interface, as the Linux kernel and the CNI library take it.
import { ValueError } from './value-error';

/** Longest name in bytes (IFNAMSIZ without the closing zero). */
const LONGEST = 15;

/** A valid interface name. */
export class InterfaceName {
  /**
   * Checks a name: 1 to 15 bytes, no `/`, `:`, `%` or blank, not `.` or `..`.
   *
   * @throws ValueError `net/interface-name`
   */
  public static of(text: string): InterfaceName {
    const value = String(text);
    const bytes = Buffer.byteLength(value);
    const fail = (problem: string, repair: string): never => {
      throw new ValueError('net/interface-name', problem, repair);
    };
    if (bytes === 0) fail('empty interface name', 'write the kernel name of the link, such as "enp1s0"');
    if (bytes > LONGEST)
      fail(
        `interface name of ${bytes} bytes: ${JSON.stringify(value)}`,
        `the kernel takes at most ${LONGEST}: did you mean ${JSON.stringify(nearest(value))}?`,
      );
    if (value === '.' || value === '..')
      fail(`interface name "${value}"`, 'write the kernel name of the link, such as "enp1s0"');
    // A percent sign is a pattern to the kernel: `net%d` becomes net0 and the plugin no longer finds its link.
    const bad = /[/:%\s]/.exec(value);
    if (bad)
      fail(
        `interface name with ${JSON.stringify(bad[0])}: ${JSON.stringify(value)}`,
        `did you mean ${JSON.stringify(nearest(value))}?`,
      );
    return new InterfaceName(value);
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** The name. */
  public toString(): string {
    return this.text;
  }
}

/** The name with what is wrong left out, never cutting a character in half. */
function nearest(text: string): string {
  let name = '';
  for (const character of text.replace(/[/:%\s]+/g, '')) {
    if (Buffer.byteLength(name + character) > LONGEST) break;
    name += character;
  }
  return /^\.{0,2}$/.test(name) ? 'enp1s0' : name;
}

/** VLAN ids that can be used on a link: 1 to 4094 (0 means untagged, 4095 is reserved; Talos' v1alpha1 form does not check it). */
export function checkVlanId(id: number): number {
  if (!Number.isInteger(id) || id < 1 || id > 4094)
    throw new ValueError('net/vlan-id', `VLAN id out of range: ${id}`, 'write a whole number from 1 to 4094');
  return id;
}

/** MTU that Linux takes on an Ethernet link: 68 to 65535, at least 1280 with IPv6. */
export function checkMtu(mtu: number, ipv6 = false): number {
  const least = ipv6 ? 1280 : 68;
  if (!Number.isInteger(mtu) || mtu < least || mtu > 65535)
    throw new ValueError(
      'net/mtu',
      `MTU out of range: ${mtu}`,
      `write a whole number from ${least} to 65535${ipv6 ? ' (below 1280 the kernel drops IPv6)' : ''}`,
    );
  return mtu;
}
