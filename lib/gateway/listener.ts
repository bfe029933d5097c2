// The listeners of a Gateway: port, protocol, host name, certificate, and whose routes may attach.
import { checkObjectName, checkReference, PlainMap } from '../manifest';
import { ValueError } from '../net';
import { AllowedRoutes } from './allowed-routes';
import { checkHostname } from './hostname';

/** Protocol of a listener. */
export enum ListenerProtocol {
  /** Plain HTTP. */
  HTTP = 'HTTP',
  /** HTTP inside TLS that ends at the Gateway. */
  HTTPS = 'HTTPS',
  /** TLS that is passed through. */
  TLS = 'TLS',
  /** TCP (Cilium 1.20 and later). */
  TCP = 'TCP',
  /** UDP (Cilium 1.20 and later). */
  UDP = 'UDP',
}

/** Options of a plain HTTP listener. */
export interface HttpListenerOptions {
  /**
   * Port.
   *
   * @default 80
   */
  readonly port?: number;
  /**
   * Host name, exact or `*.example.com`.
   *
   * @default - all
   */
  readonly hostname?: string;
  /**
   * Namespaces whose routes may attach.
   *
   * @default AllowedRoutes.same()
   */
  readonly allowedRoutes?: AllowedRoutes;
}

/** Options of an HTTPS listener. */
export interface HttpsListenerOptions {
  /** Name of the Secret with `tls.crt` and `tls.key`. Never the certificate itself. */
  readonly certificate: string;
  /**
   * Namespace of the Secret. For another than the Gateway's a ReferenceGrant is written there.
   *
   * @default - the Gateway's
   */
  readonly certificateNamespace?: string;
  /**
   * Port.
   *
   * @default 443
   */
  readonly port?: number;
  /**
   * Host name, exact or `*.example.com`.
   *
   * @default - all
   */
  readonly hostname?: string;
  /**
   * Namespaces whose routes may attach.
   *
   * @default AllowedRoutes.same()
   */
  readonly allowedRoutes?: AllowedRoutes;
}

/** Options of a listener that passes TLS through. */
export interface TlsPassthroughListenerOptions {
  /**
   * Port.
   *
   * @default 443
   */
  readonly port?: number;
  /**
   * Server name, exact or `*.example.com`.
   *
   * @default - all
   */
  readonly hostname?: string;
  /**
   * Namespaces whose routes may attach.
   *
   * @default AllowedRoutes.same()
   */
  readonly allowedRoutes?: AllowedRoutes;
}

/** Options of a TCP or UDP listener. */
export interface PortListenerOptions {
  /** Port. */
  readonly port: number;
  /**
   * Namespaces whose routes may attach.
   *
   * @default AllowedRoutes.same()
   */
  readonly allowedRoutes?: AllowedRoutes;
}

interface ListenerValues {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly hostname?: string;
  readonly certificate?: string;
  readonly certificateNamespace?: string;
  readonly allowedRoutes?: AllowedRoutes;
}

/** A listener of a Gateway. */
export class Listener {
  /** Plain HTTP. @throws ValueError `gateway/hostname`, `gateway/port`, `manifest/name` */
  public static http(name: string, options: HttpListenerOptions = {}): Listener {
    return new Listener(name, { ...options, protocol: ListenerProtocol.HTTP, port: options.port ?? 80 });
  }

  /** HTTPS that ends at the Gateway, with the certificate of a Secret, which the Gateway checks. @throws ValueError `gateway/hostname`, `gateway/port` */
  public static https(name: string, options: HttpsListenerOptions): Listener {
    return new Listener(name, { ...options, protocol: ListenerProtocol.HTTPS, port: options.port ?? 443 });
  }

  /** TLS passed through to the backend by server name. Cilium terminates TLS for HTTPS listeners only. */
  public static tlsPassthrough(name: string, options: TlsPassthroughListenerOptions = {}): Listener {
    return new Listener(name, { ...options, protocol: ListenerProtocol.TLS, port: options.port ?? 443 });
  }

  /** TCP. Only Cilium 1.20 and later opens the port; before, the listener is accepted and does nothing. */
  public static tcp(name: string, options: PortListenerOptions): Listener {
    return new Listener(name, { ...options, protocol: ListenerProtocol.TCP });
  }

  /** UDP. Only Cilium 1.20 and later opens the port; before, the listener is accepted and does nothing. */
  public static udp(name: string, options: PortListenerOptions): Listener {
    return new Listener(name, { ...options, protocol: ListenerProtocol.UDP });
  }

  /** Name, what a route calls `sectionName`. */
  public readonly name: string;
  /** Protocol. */
  public readonly protocol: ListenerProtocol;
  /** Port. */
  public readonly port: number;
  /** Host name. @default - all */
  public readonly hostname?: string;
  /** Name of the Secret of the certificate. @default - none */
  public readonly certificate?: string;
  /** Namespace of that Secret. @default - the Gateway's */
  public readonly certificateNamespace?: string;
  /** Namespaces whose routes may attach. */
  public readonly allowedRoutes: AllowedRoutes;

  private constructor(name: string, values: ListenerValues) {
    this.name = checkObjectName('Listener', name);
    this.protocol = values.protocol;
    this.port = checkPort(values.port);
    this.hostname = values.hostname === undefined ? undefined : checkHostname(values.hostname);
    this.certificate = values.certificate;
    this.certificateNamespace = values.certificateNamespace;
    this.allowedRoutes = values.allowedRoutes ?? AllowedRoutes.same();
  }

  /** `https "web" *:443 *.home.example`, for messages. */
  public toString(): string {
    return `"${this.name}" (${this.protocol} ${this.port}${this.hostname === undefined ? '' : ` ${this.hostname}`})`;
  }

  /** Checks the names that the listener refers to; the Gateway asks, so that an error has its path. @internal */
  public _checkReferences(): void {
    if (this.certificate !== undefined) checkReference('Secret', this.certificate);
    if (this.certificateNamespace !== undefined) checkObjectName('Namespace', this.certificateNamespace);
  }

  /** The listener as in YAML. An HTTPS listener without certificateRefs would serve its routes unencrypted (run: `tls-no-tls`). @internal */
  public _spec(gatewayNamespace: string, allowed: AllowedRoutes): PlainMap {
    const foreign = this.certificateNamespace !== undefined && this.certificateNamespace !== gatewayNamespace;
    const tls =
      this.protocol === ListenerProtocol.HTTPS
        ? {
            mode: 'Terminate',
            certificateRefs: [
              { name: this.certificate!, ...(foreign ? { namespace: this.certificateNamespace } : {}) },
            ],
          }
        : this.protocol === ListenerProtocol.TLS
          ? { mode: 'Passthrough' }
          : undefined;
    return {
      name: this.name,
      protocol: this.protocol,
      port: this.port,
      hostname: this.hostname,
      tls,
      allowedRoutes: allowed._spec(),
    };
  }
}

/** Checks a port number. @throws ValueError `gateway/port` */
export function checkPort(port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new ValueError('gateway/port', `not a port: ${port}`, 'write a whole number from 1 to 65535');
  return port;
}
