// A network prefix: the address of the network and its length, with no host bits set.
import { IpAddress, IpFamily } from './ip-address';
import { IpRange } from './ip-range';
import { ValueError } from './value-error';

/** A network such as `192.168.40.0/24`. */
export class Cidr {
  /**
   * Parses a network; host bits are refused, since readers disagree on them (host-local and Talos refuse, LB-IPAM cuts them off).
   *
   * @param text `192.168.40.0/24` or `2001:db8::/64`
   * @throws ValueError `net/cidr-invalid`, `net/cidr-host-bits`
   */
  public static of(text: string): Cidr {
    const { address, prefix } = splitPrefix(text);
    const network = maskOf(address, prefix);
    if (network !== address._value) {
      const repaired = `${IpAddress._fromNumber(address.family, network).toString()}/${prefix}`;
      throw new ValueError('net/cidr-host-bits', `CIDR with host bits set: "${text}"`, `did you mean "${repaired}"?`);
    }
    return new Cidr(IpAddress._fromNumber(address.family, network), prefix);
  }

  /** The network of a single address: /32 or /128. */
  public static ofAddress(address: IpAddress): Cidr {
    return new Cidr(address, address.bits);
  }

  /** First address of the network. */
  public readonly network: IpAddress;
  /** Prefix length in bits. */
  public readonly prefix: number;

  private constructor(network: IpAddress, prefix: number) {
    this.network = network;
    this.prefix = prefix;
  }

  /** The family of the network. */
  public get family(): IpFamily {
    return this.network.family;
  }

  /** All addresses of the network, first and last included. */
  public get range(): IpRange {
    const size = 1n << BigInt(this.network.bits - this.prefix);
    return IpRange._of(this.network, IpAddress._fromNumber(this.family, this.network._value + size - 1n));
  }

  /** True if the address lies in the network. */
  public contains(address: IpAddress): boolean {
    return this.range.contains(address);
  }

  /** True if the address can be given to a host: inside, and neither network nor IPv4 broadcast address (except /31 and /32). */
  public isHost(address: IpAddress): boolean {
    if (!this.contains(address)) return false;
    if (this.network.bits - this.prefix < 2) return true;
    if (address.isSame(this.range.first)) return false;
    return this.family === IpFamily.IPV6 || !address.isSame(this.range.last);
  }

  /** True if the networks share an address. */
  public overlaps(other: Cidr): boolean {
    return this.range.overlaps(other.range);
  }

  /** Canonical text. */
  public toString(): string {
    return `${this.network.toString()}/${this.prefix}`;
  }
}

/** An address inside its network, as interfaces and static IPAM want it: `192.168.40.10/24`. */
export class InterfaceAddress {
  /**
   * Parses an address with prefix length.
   *
   * @throws ValueError `net/cidr-invalid`
   */
  public static of(text: string): InterfaceAddress {
    const { address, prefix } = splitPrefix(text);
    return new InterfaceAddress(address, prefix);
  }

  /** The address. */
  public readonly address: IpAddress;
  /** Prefix length in bits. */
  public readonly prefix: number;

  private constructor(address: IpAddress, prefix: number) {
    this.address = address;
    this.prefix = prefix;
  }

  /** The network around the address. */
  public get network(): Cidr {
    return Cidr.of(
      `${IpAddress._fromNumber(this.address.family, maskOf(this.address, this.prefix)).toString()}/${this.prefix}`,
    );
  }

  /** Canonical text. */
  public toString(): string {
    return `${this.address.toString()}/${this.prefix}`;
  }
}

function splitPrefix(text: string): { address: IpAddress; prefix: number } {
  const [left = '', right, ...rest] = String(text).split('/');
  if (right === undefined) {
    let suggestion = 'write it as network and prefix length, such as "192.168.40.0/24"';
    try {
      const address = IpAddress.of(left);
      suggestion = `did you mean "${address.toString()}/${address.bits}"?`;
    } catch {
      // Not even an address: the general repair stands.
    }
    throw new ValueError('net/cidr-invalid', `CIDR without prefix length: "${text}"`, suggestion);
  }
  let address: IpAddress;
  try {
    address = IpAddress.of(left);
  } catch (error) {
    throw new ValueError(
      'net/cidr-invalid',
      `not a CIDR: "${text}"`,
      error instanceof ValueError ? error.message : 'write network and prefix length',
    );
  }
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(right) || Number(right) > address.bits) {
    throw new ValueError(
      'net/cidr-invalid',
      `prefix length out of range: "${text}"`,
      `write a length from 0 to ${address.bits}, such as "${address.toString()}/${address.bits}"`,
    );
  }
  return { address, prefix: Number(right) };
}

function maskOf(address: IpAddress, prefix: number): bigint {
  const hostBits = BigInt(address.bits - prefix);
  return (address._value >> hostBits) << hostBits;
}
