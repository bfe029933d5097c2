// How the CRDs of Gateway API get onto the cluster: Talos fetches the upstream release by URL, nothing of it is embedded.
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { NetworkConstruct, ValidationError } from '../construct';
import { GatewayBundle, bundleKinds, bundleOf, gatewayFeatures } from '../models/gateway';
import { ciliumMinor } from './cilium-minor';
import { Gateway } from './gateway';
import { ListenerProtocol } from './listener';

/** A release of the Gateway API CRDs. */
export enum GatewayApiBundle {
  /** For Cilium 1.18. */
  V1_3_0 = 'v1.3.0',
  /** For Cilium 1.19. */
  V1_4_1 = 'v1.4.1',
  /** For Cilium 1.20. */
  V1_6_1 = 'v1.6.1',
}

const RELEASES: readonly GatewayApiBundle[] = Object.values(GatewayApiBundle);
const MINORS = ['1.18', '1.19', '1.20'];

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
    const made = bundleOf(ciliumMinor(this) ?? '').release;
    return this.props.bundle ?? RELEASES.find((release) => `${release}` === made) ?? GatewayApiBundle.V1_6_1;
  }

  /** URL of the upstream release. Ask at synth, when the app is complete. */
  public get url(): string {
    return `https://github.com/kubernetes-sigs/gateway-api/releases/download/${this.bundle}/${this.isExperimental ? 'experimental' : 'standard'}-install.yaml`;
  }

  private get isExperimental(): boolean {
    if (this.props.experimental !== undefined) return this.props.experimental;
    const gateways = Boundary.of(this).all(Role.GATEWAY) as Gateway[];
    const protocols = gateways.flatMap(({ listeners }) => listeners.map(({ protocol }) => protocol));
    return protocols.some((protocol) => !this.serves(protocol, 'standard') && this.serves(protocol, 'experimental'));
  }

  /** True if the channel has the routes of a protocol in the version that the Cilium of the release reads. */
  private serves(protocol: ListenerProtocol, channel: GatewayBundle['channel']): boolean {
    if (protocol === ListenerProtocol.HTTP || protocol === ListenerProtocol.HTTPS) return true;
    const kind = `${protocol}Route`;
    const minor = MINORS.find((each) => bundleOf(each).release === `${this.bundle}`);
    const version = gatewayFeatures(minor ?? '').reads[kind];
    const bundle = { release: `${this.bundle}` as GatewayBundle['release'], channel };
    return version !== undefined && bundleKinds(bundle)[kind]?.served.includes(version) === true;
  }
}
