// How the CRDs of Gateway API get onto the cluster: Talos fetches the upstream release by URL, nothing of it is embedded.
import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { NetworkConstruct, ValidationError } from '../construct';
import { Manifest } from '../manifest';
import { judge } from '../models/api-server';
import { BundleKinds, GatewayBundle, bundleKinds, bundleOf, gatewayFeatures } from '../models/gateway';
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
   * @default - only if a listener, a route or a field of the app needs it
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
    const made = bundleOf(Boundary.of(this).ciliumMinor() ?? '').release;
    return this.props.bundle ?? RELEASES.find((release) => `${release}` === made) ?? GatewayApiBundle.V1_6_1;
  }

  /** URL of the upstream release. Ask at synth, when the app is complete. */
  public get url(): string {
    return `https://github.com/kubernetes-sigs/gateway-api/releases/download/${this.bundle}/${this.isExperimental ? 'experimental' : 'standard'}-install.yaml`;
  }

  private get isExperimental(): boolean {
    return this.props.experimental ?? this.needsExperimental();
  }

  /** True if an object is of a kind, or has a field, that only the experimental channel has; of kinds that Cilium does not read nobody asks. */
  private needsExperimental(): boolean {
    const release = `${this.bundle}` as GatewayBundle['release'];
    const minor = MINORS.find((each) => bundleOf(each).release === release) ?? '';
    const { reads } = gatewayFeatures(minor);
    const standard = bundleKinds({ release, channel: 'standard' });
    const served = ({ apiVersion, kind }: Manifest): boolean =>
      standard[kind]?.served.includes(apiVersion.split('/')[1]!) === true;
    const objects = gatewayApiObjects(this).filter(({ kind }) => reads[kind] !== undefined);
    return (
      this.opensTls(reads, standard) ||
      objects.some((object) => !served(object) || hasExperimentalFields(object, minor, release))
    );
  }

  /** A listener for TLSRoutes needs their kind, with or without a route. */
  private opensTls(reads: Readonly<Record<string, string>>, standard: BundleKinds): boolean {
    const gateways = Boundary.of(this).all(Role.GATEWAY) as Gateway[];
    const version = reads.TLSRoute ?? '';
    return (
      standard.TLSRoute?.served.includes(version) !== true &&
      gateways.some(({ listeners }) => listeners.some(({ protocol }) => protocol === ListenerProtocol.TLS))
    );
  }
}

/** Every object of Gateway API in the boundary. */
function gatewayApiObjects(of: IConstruct): Manifest[] {
  return Boundary.of(of)
    .constructs()
    .filter(
      (construct): construct is ApiObject =>
        ApiObject.isApiObject(construct) && construct.apiVersion.startsWith('gateway.networking.k8s.io/'),
    )
    .map((object) => object.toJson() as Manifest);
}

/** True if the API server of the experimental channel alone knows a field of the object. */
function hasExperimentalFields(manifest: Manifest, cilium: string, gatewayApi: string): boolean {
  const said: string[] = [];
  judge({ manifest }, { cilium, gatewayApi }, (_level, _code, _path, { what }) => void said.push(what));
  return said.includes('experimental-field');
}
