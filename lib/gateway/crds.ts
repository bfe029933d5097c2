// How the CRDs of Gateway API get onto the cluster: Talos fetches the upstream release by URL, nothing of it is embedded.
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { errorAt, Finding, NetworkConstruct, ValidationError, warningAt } from '../construct';
import { Gateway } from './gateway';
import { Listener, ListenerProtocol } from './listener';
import { StreamRoute } from './stream-routes';

/** A release of the Gateway API CRDs. */
export enum GatewayApiBundle {
  /** For Cilium 1.18. */
  V1_3_0 = 'v1.3.0',
  /** For Cilium 1.19. */
  V1_4_1 = 'v1.4.1',
  /** For Cilium 1.20. */
  V1_6_1 = 'v1.6.1',
}

interface BundleRow {
  readonly bundle: GatewayApiBundle;
  /** Cilium minor that it is for. */
  readonly cilium: string;
  /** Protocols whose routes are in the standard channel and work; the others need the experimental one, or do not work at all. */
  readonly standard: readonly ListenerProtocol[];
  readonly experimental: readonly ListenerProtocol[];
  /** TLSRoute, TCPRoute and UDPRoute v1, which the constructs write; older bundles do not serve them (run against a real API server). */
  readonly streamRoutes: boolean;
  /** Minors whose gateway controllers do not start with the standard channel. */
  readonly stopsStandard: readonly string[];
  /** Minors whose gateway controllers do not start with the experimental channel. */
  readonly stopsExperimental: readonly string[];
}

const { HTTP, HTTPS, TLS, TCP, UDP } = ListenerProtocol;
/**
 * Source: facts run against the operators (`crds-*`). The standard channel of v1.5 and later keeps the operators of 1.18 and 1.19 from
 * starting; v1.3.0 and v1.4.1 keep that of 1.20 from starting.
 */
const BUNDLES: readonly BundleRow[] = [
  {
    bundle: GatewayApiBundle.V1_3_0,
    cilium: '1.18',
    standard: [HTTP, HTTPS],
    experimental: [HTTP, HTTPS, TLS],
    streamRoutes: false,
    stopsStandard: ['1.20'],
    stopsExperimental: ['1.20'],
  },
  {
    bundle: GatewayApiBundle.V1_4_1,
    cilium: '1.19',
    standard: [HTTP, HTTPS],
    experimental: [HTTP, HTTPS, TLS],
    streamRoutes: false,
    stopsStandard: ['1.20'],
    stopsExperimental: ['1.20'],
  },
  {
    bundle: GatewayApiBundle.V1_6_1,
    cilium: '1.20',
    standard: [HTTP, HTTPS, TLS, TCP, UDP],
    experimental: [HTTP, HTTPS, TLS, TCP, UDP],
    streamRoutes: true,
    stopsStandard: ['1.18', '1.19'],
    stopsExperimental: [],
  },
];

/** Properties of GatewayApiCrds. */
export interface GatewayApiCrdsProps {
  /**
   * Release of the CRDs.
   *
   * @default - the one for the app's Cilium; v1.6.1 without a CiliumInstall
   */
  readonly bundle?: GatewayApiBundle;
  /**
   * Take the experimental channel.
   *
   * @default - only if a listener of the app needs it
   */
  readonly experimental?: boolean;
}

/**
 * Has Talos fetch the CRDs at bootstrap, before the Cilium operator looks for them: it looks once. Every control plane must reach the URL
 * at boot. Without Talos apply the file yourself: `url` names it.
 */
export class GatewayApiCrds extends NetworkConstruct {
  private readonly props: GatewayApiCrdsProps;

  /**
   * @throws ValidationError `gateway/crds-twice`
   */
  public constructor(scope: Construct, id: string, props: GatewayApiCrdsProps = {}) {
    super(scope, id);
    this.props = props;
    const facts = Boundary.of(this);
    if (facts.externals().some((external) => external.by instanceof GatewayApiCrds))
      throw new ValidationError(this, 'gateway/crds-twice', 'a second GatewayApiCrds in one app', 'write it once');
    const url = (): string => this.url;
    facts.deliverExternal({
      name: '00-gateway-api-crds',
      by: this,
      // Asked for at synth: the Cilium version and the listeners decide.
      get url() {
        return url();
      },
    });
  }

  /** Release of the CRDs. Ask at synth, when the app is complete. */
  public get bundle(): GatewayApiBundle {
    return this.row.bundle;
  }

  /** URL of the upstream release. Ask at synth, when the app is complete. */
  public get url(): string {
    return `https://github.com/kubernetes-sigs/gateway-api/releases/download/${this.row.bundle}/${this.isExperimental ? 'experimental' : 'standard'}-install.yaml`;
  }

  /** @internal */
  public override _check(): Finding[] {
    const { row } = this;
    const path = this.node.path;
    const minor = this.ciliumMinor;
    const fitting = BUNDLES.find((candidate) => candidate.cilium === minor);
    const findings: Finding[] = [];
    if (fitting !== undefined && fitting !== row) {
      const stops = (this.isExperimental ? row.stopsExperimental : row.stopsStandard).includes(fitting.cilium);
      const problem = `Gateway API ${row.bundle} with Cilium ${fitting.cilium}, which was made for ${fitting.bundle}${stops ? ': its gateway controllers do not start' : ''}`;
      findings.push(
        (stops ? errorAt : warningAt)(
          path,
          'gateway/crds-version',
          problem,
          `leave bundle out, or write ${fitting.bundle}`,
        ),
      );
    }
    if (!row.streamRoutes) {
      for (const route of Boundary.of(this)
        .all(Role.ROUTE)
        .filter((each) => each instanceof StreamRoute)) {
        findings.push(
          errorAt(
            route.node.path,
            'gateway/route-version',
            `a ${route._manifests()[0]!.kind} v1 with Gateway API ${row.bundle}, which does not serve it`,
            'use Cilium 1.20',
          ),
        );
      }
    }
    for (const { gateway, listener } of this.listeners()) {
      const kinds = this.isExperimental ? row.experimental : row.standard;
      if (kinds.includes(listener.protocol)) continue;
      findings.push(
        row.experimental.includes(listener.protocol)
          ? errorAt(
              path,
              'gateway/crds-channel',
              `listener ${listener.toString()} of ${gateway.node.path} needs the experimental channel of ${row.bundle}`,
              'leave experimental out, or write experimental: true',
            )
          : warningAt(
              path,
              'gateway/listener-protocol',
              `listener ${listener.toString()} of ${gateway.node.path}: Cilium ${row.cilium} accepts it and opens no port`,
              'use Cilium 1.20, or a Service of type LoadBalancer',
            ),
      );
    }
    return findings;
  }

  private get row(): BundleRow {
    const { bundle } = this.props;
    const minor = this.ciliumMinor;
    return (
      BUNDLES.find((row) => (bundle === undefined ? row.cilium === minor : row.bundle === bundle)) ??
      BUNDLES[BUNDLES.length - 1]!
    );
  }

  private get isExperimental(): boolean {
    return (
      this.props.experimental ??
      this.listeners().some(
        ({ listener }) =>
          !this.row.standard.includes(listener.protocol) && this.row.experimental.includes(listener.protocol),
      )
    );
  }

  /** Minor of the app's CiliumInstall, which is in a room above. */
  private get ciliumMinor(): string | undefined {
    const { version } = (Boundary.of(this).one(Role.PRIMARY_CNI) ?? {}) as { version?: unknown };
    return typeof version === 'string' ? version.split('.').slice(0, 2).join('.') : undefined;
  }

  private listeners(): { gateway: Gateway; listener: Listener }[] {
    return (Boundary.of(this).all(Role.GATEWAY) as Gateway[]).flatMap((gateway) =>
      gateway.listeners.map((listener) => ({ gateway, listener })),
    );
  }
}
