// Transport ports of policies: protocol, number or name, optional range.
import { ValueError } from './value-error';

/** Transport protocol of a port. */
export enum Protocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
  /** SCTP. */
  SCTP = 'SCTP',
  /** TCP, UDP and SCTP, not ICMP. */
  ANY = 'ANY',
}

/** A port or a run of ports of one protocol. */
export class Port {
  /** One TCP port, 1 to 65535. */
  public static tcp(port: number): Port {
    return Port.range(Protocol.TCP, port, port);
  }

  /** One UDP port, 1 to 65535. */
  public static udp(port: number): Port {
    return Port.range(Protocol.UDP, port, port);
  }

  /** One SCTP port, 1 to 65535. */
  public static sctp(port: number): Port {
    return Port.range(Protocol.SCTP, port, port);
  }

  /**
   * The ports from first to last.
   *
   * @throws ValueError `net/port-invalid`
   */
  public static range(protocol: Protocol, first: number, last: number): Port {
    for (const port of [first, last]) {
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        throw new ValueError('net/port-invalid', `port out of range: ${port}`, 'write a whole number from 1 to 65535');
    }
    if (last < first)
      throw new ValueError(
        'net/port-invalid',
        `port range runs backwards: ${first} to ${last}`,
        `did you mean ${last} to ${first}?`,
      );
    return new Port(protocol, first, last);
  }

  /** All ports of the protocol. Cilium writes this as port "0". */
  public static all(protocol: Protocol): Port {
    return new Port(protocol, 0, 0);
  }

  /**
   * A named container port.
   *
   * @param name IANA service name: at most 15 of a-z, 0-9 and `-`, with a letter, no `--`, not at an end `-`
   * @throws ValueError `net/port-name`
   */
  public static named(protocol: Protocol, name: string): Port {
    if (!/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new ValueError(
        'net/port-name',
        `not a port name: "${name}"`,
        'write at most 15 of a-z, 0-9 and "-", with at least one letter, such as "http"',
      );
    }
    return new Port(protocol, 0, 0, name);
  }

  /** The protocol. */
  public readonly protocol: Protocol;
  /** First port; 0 for all ports and for names. */
  public readonly first: number;
  /** Last port; 0 for all ports and for names. */
  public readonly last: number;
  /** Name of a container port. @default - the port is a number */
  public readonly name?: string;

  private constructor(protocol: Protocol, first: number, last: number, name?: string) {
    this.protocol = protocol;
    this.first = first;
    this.last = last;
    this.name = name;
  }

  /** `9000/TCP`, `9000-9010/TCP`, `http/TCP`, `all/TCP`. */
  public toString(): string {
    const number =
      this.name ??
      (this.first === 0 ? 'all' : this.first === this.last ? `${this.first}` : `${this.first}-${this.last}`);
    return `${number}/${this.protocol}`;
  }
}
