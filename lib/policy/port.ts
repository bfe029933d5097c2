// What of a connection a rule is about: a port, a run of ports or ICMP messages, and the contents that may pass there.
import { IConstruct } from 'constructs';
import { ServiceView } from '../construct';
import { PlainMap } from '../manifest';
import { Protocol, ValueError } from '../net';
import {
  declaredPort,
  DeclaredPort,
  MissingPort,
  missingPort,
  missingServicePort,
  servicePorts,
} from './declared-ports';
import { DnsRule } from './dns-rule';
import { HttpRule } from './http-rule';
import { IcmpType } from './icmp-type';
import { IpProtocol } from './ip-protocol';
import { arriving, Contents, contentsYaml, leaving, NO_CONTENTS } from './port-contents';
import { listenerYaml, PortListenerReference, PortTlsOptions, tlsYaml } from './port-tls';
import { SecretReference } from './secret-reference';

/** Ports that are known once the app is whole. */
interface LaterPorts {
  readonly text: string;
  resolve(policy: IConstruct): Port[];
  missing(policy: IConstruct): MissingPort | undefined;
}

/** Stands for a port that is not known yet, to check a rule when it is added. */
const SOME_PORT: PortYaml = { port: '1', protocol: Protocol.TCP };

/**
 * A port or a run of ports of one protocol, or ICMP messages, with what may pass there:
 * `Port.tcp(9000).http(HttpRule.get('/v1/.*'))`.
 *
 * Ports are those of the containers: a Service is translated before policies are asked, so its `targetPort`.
 */
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

  /** One port of TCP, UDP and SCTP alike, 1 to 65535. */
  public static any(port: number): Port {
    return Port.range(Protocol.ANY, port, port);
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
    return new Port([{ port: `${first}`, protocol, ...(last > first ? { endPort: last } : {}) }]);
  }

  /** All ports of the protocol. Cilium writes this as port "0". */
  public static all(protocol: Protocol): Port {
    return new Port([{ port: '0', protocol }]);
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
    return new Port([{ port: name, protocol }]);
  }

  /**
   * A port that the containers of a workload declare by this name, as its number: what a name means to Cilium is decided by the pods of the
   * whole cluster up to 1.19.
   *
   * @param workload the workload that is connected to
   * @param name name of the container port; it may be declared later, and that it is missing is said at synth
   */
  public static container(workload: IConstruct, name: string): Port {
    return Port.later({
      text: `${name} of ${workload.node.path}`,
      resolve: (policy) => [Port.declared(declaredPort(workload, name, policy))],
      missing: (policy) => missingPort(workload, name, policy),
    });
  }

  /**
   * The container ports that a Service leads to.
   *
   * @param service a Service of cdk8s-plus or an ApiObject
   * @param port one port of the Service by its number; without it all
   */
  public static service(service: IConstruct, port?: number): Port {
    ServiceView.of(service, service);
    return Port.later({
      text: `${port === undefined ? 'all ports' : `port ${port}`} of ${service.node.path}`,
      resolve: (policy) => servicePorts(service, port, policy).map((each) => Port.declared(each)),
      missing: (policy) => missingServicePort(service, port, policy),
    });
  }

  /** A protocol without ports, such as VRRP. Cilium writes it with port "0". */
  public static protocol(protocol: IpProtocol): Port {
    if (!Object.values(IpProtocol).includes(protocol))
      throw new ValueError(
        'policy/protocol',
        `not a protocol without ports: "${String(protocol)}"`,
        `write one of: ${Object.values(IpProtocol).join(', ')}`,
      );
    return new Port([{ port: '0', protocol }]);
  }

  private static declared({ port, protocol }: DeclaredPort): Port {
    return typeof port === 'number' ? Port.range(protocol, port, port) : Port.named(protocol, port);
  }

  private static later(later: LaterPorts): Port {
    return new Port([SOME_PORT], [], NO_CONTENTS, later);
  }

  /**
   * ICMP messages, which have no port: `Port.icmp(IcmpType.ping())`.
   *
   * @throws ValueError `policy/empty-list`
   */
  public static icmp(...types: IcmpType[]): Port {
    return new Port([], given('Port.icmp()', 'a type', types));
  }

  private constructor(
    private readonly ports: readonly PortYaml[],
    private readonly icmp: readonly IcmpType[] = [],
    private readonly contents: Contents = NO_CONTENTS,
    private readonly later?: LaterPorts,
  ) {}

  /**
   * The same port, where only these HTTP requests pass; others are answered with 403. Needs TCP. Not in deny rules.
   *
   * @param rules alternatives; called again it adds to them
   * @throws ValueError `policy/empty-list`, `policy/port-contents`
   */
  public http(...rules: HttpRule[]): Port {
    return this.with({ http: [...this.contents.http, ...given('.http()', 'a rule', rules)] });
  }

  /**
   * The same port, usually 53, where only these names may be looked up; other questions are refused. Not on a range, in `allowTo` only.
   *
   * @param rules alternatives; called again it adds to them
   * @throws ValueError `policy/empty-list`, `policy/port-contents`
   */
  public dns(...rules: DnsRule[]): Port {
    return this.with({ dns: [...this.contents.dns, ...given('.dns()', 'a rule', rules)] });
  }

  /**
   * The same port, where only TLS connections to these server names (SNI) pass. Needs TCP. Not in deny rules.
   *
   * @param names alternatives, `api.example.com` or `*.example.com`; called again it adds to them
   * @throws ValueError `policy/empty-list`, `policy/port-contents`
   */
  public serverNames(...names: string[]): Port {
    return this.with({ serverNames: [...this.contents.serverNames, ...given('.serverNames()', 'a name', names)] });
  }

  /**
   * The same port, where the proxy ends TLS and looks inside: for `.http(…)` on TLS connections, and with `.serverNames(…)` beside them.
   *
   * @param secret certificate and private key that the proxy shows to who connects
   */
  public terminatingTls(secret: SecretReference, options: PortTlsOptions = {}): Port {
    return this.handled({ terminatingTLS: tlsYaml(secret, options) });
  }

  /**
   * The same port, where the proxy begins TLS anew towards the peer.
   *
   * @param secret authorities that the proxy trusts, and a certificate of its own where the peer asks for one
   */
  public originatingTls(secret: SecretReference, options: PortTlsOptions = {}): Port {
    return this.handled({ originatingTLS: tlsYaml(secret, options) });
  }

  /**
   * The same port, whose connections a listener of an Envoy configuration takes. In `allowTo` only, and not beside `.http(…)` or `.dns(…)`.
   *
   * @param name name of the listener
   * @throws ValueError `policy/listener`
   */
  public listener(name: string, reference: PortListenerReference): Port {
    return this.handled({ listener: listenerYaml(name, reference) });
  }

  /** `9000/TCP`, `9000-9010/TCP`, `http/TCP`, `all/TCP`, `ICMP`; contents are not shown. */
  public toString(): string {
    if (this.later !== undefined) return this.later.text;
    const text = ({ port, endPort, protocol }: PortYaml) =>
      `${port === '0' ? 'all' : endPort === undefined ? port : `${port}-${endPort}`}/${protocol}`;
    return this.ports.length === 0 ? 'ICMP' : this.ports.map(text).join();
  }

  /** Entries of `ports` of an item of toPorts; none for ICMP. @internal */
  public _ports(): PlainMap[] {
    return this.ports.map((port) => ({ ...port }));
  }

  /** Entries of `fields` of an item of icmps; none for ports. @internal */
  public _icmpFields(): PlainMap[] {
    return this.icmp.flatMap((type) => type._fields());
  }

  /** What an item of toPorts says beside its ports; empty where nothing is looked at. @internal */
  public _contents(): PlainMap {
    return contentsYaml(this.contents);
  }

  /** True for a protocol that has no ports. @internal */
  public get _portless(): boolean {
    return this.ports.some(({ protocol }) => Object.hasOwn(IpProtocol, protocol));
  }

  /** The ports that are meant, once the app is whole. @internal */
  public _in(policy: IConstruct): Port[] {
    return this.later === undefined
      ? [this]
      : this.later.resolve(policy).map((port) => new Port(port.ports, port.icmp, this.contents));
  }

  /** The same port, its number read as that of a Service; ranges, names and ICMP stay those of the containers. @internal */
  public _through(service: IConstruct): Port {
    const [only, ...others] = this.ports;
    const number = Number(only?.port);
    if (this.later !== undefined || others.length > 0 || only?.endPort !== undefined || !(number > 0)) return this;
    return Port.service(service, number).containing(this.contents);
  }

  /** Why the port is not there, once the app is whole. @internal */
  public _missing(policy: IConstruct): MissingPort | undefined {
    return this.later?.missing(policy);
  }

  /** The port as the sender's policy says it. @internal */
  public _leaving(): Port {
    return this.containing(leaving(this.contents));
  }

  /** The port as the receiver's policy says it. @internal */
  public _arriving(): Port {
    return this.containing(arriving(this.contents));
  }

  private containing(contents: Contents): Port {
    return new Port(this.ports, this.icmp, contents, this.later);
  }

  private handled(handling: PlainMap): Port {
    return this.with({ handling: { ...this.contents.handling, ...handling } });
  }

  private with(contents: Partial<Contents>): Port {
    if (this.ports.length === 0)
      throw new ValueError(
        'policy/port-contents',
        'ICMP messages have no contents that Cilium looks at',
        'write contents on a port, such as Port.tcp(80)',
      );
    return this.containing({ ...this.contents, ...contents });
  }
}

/** A port as Cilium writes it: a string; "0" for all ports. */
interface PortYaml {
  readonly port: string;
  readonly protocol: Protocol | IpProtocol;
  readonly endPort?: number;
}

/** A list that was computed and came out empty would let everything pass. */
function given<T>(call: string, what: string, list: readonly T[]): readonly T[] {
  if (list.length === 0)
    throw new ValueError(
      'policy/empty-list',
      `${call} without ${what} asks for nothing: all would pass`,
      `leave ${call} out if that is meant`,
    );
  return list;
}
