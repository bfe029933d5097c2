// DNS servers that the nodes ask.
import { IpAddress } from '../net';

/** A DNS server that the nodes ask. */
export class Nameserver {
  /**
   * A server that is asked in plain text.
   *
   * @throws ValueError `net/ip-invalid`
   */
  public static of(address: string): Nameserver {
    return new Nameserver(IpAddress.of(address).toString());
  }

  /**
   * A server that is asked over TLS. Talos 1.14 in documents.
   *
   * @param name the name in its certificate
   */
  public static tls(address: string, name: string): Nameserver {
    return new Nameserver(IpAddress.of(address).toString(), 'DoT', name);
  }

  /**
   * A server that is asked over HTTPS. Talos 1.14 in documents.
   *
   * @param name the name in its certificate
   */
  public static https(address: string, name: string): Nameserver {
    return new Nameserver(IpAddress.of(address).toString(), 'DoH', name);
  }

  /** Its address. */
  public readonly address: string;
  /** Protocol where it is not the plain one. @internal */
  public readonly _protocol: string | undefined;
  /** @internal */
  public readonly _tlsServerName: string | undefined;

  private constructor(address: string, protocol?: string, tlsServerName?: string) {
    this.address = address;
    this._protocol = protocol;
    this._tlsServerName = tlsServerName;
  }
}
