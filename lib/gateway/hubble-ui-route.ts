// HubbleUiRoute: Hubble's user interface behind a Gateway.
import { Construct } from 'constructs';
import { Boundary, Feature } from '../cluster';
import { Backend } from './backend';
import { Gateway } from './gateway';
import { GatewayRoute } from './gateway-route';
import { ListenerProtocol } from './listener';

/** Where the chart puts Hubble's Services. */
const CILIUM_NAMESPACE = 'kube-system';
/** The Service of the user interface and its port. Source: templates/hubble-ui/service.yaml of 1.18 to 1.20. */
const UI = { service: 'hubble-ui', port: 80 } as const;

/** Properties of a HubbleUiRoute. */
export interface HubbleUiRouteProps {
  /** The Gateway. It is told to take routes of Cilium's namespace, on the listener alone if one is named. */
  readonly gateway: Gateway;
  /** Host name. */
  readonly hostname: string;
  /**
   * Name of the only listener to attach to. The interface has no login: whoever reaches the listener sees every flow.
   *
   * @default - every HTTPS listener
   */
  readonly listener?: string;
  /**
   * Namespace of Cilium.
   *
   * @default kube-system
   */
  readonly ciliumNamespace?: string;
}

/** Hubble's user interface behind a Gateway; switches it and the relay on. */
export class HubbleUiRoute extends GatewayRoute {
  private readonly overHttpsOnly: boolean;

  /** @throws ValidationError `gateway/hostname`, `gateway/listener-missing` */
  public constructor(
    scope: Construct,
    id: string,
    { gateway, hostname, listener, ciliumNamespace }: HubbleUiRouteProps,
  ) {
    const namespace = ciliumNamespace ?? CILIUM_NAMESPACE;
    super(scope, id, {
      gateway,
      listener,
      namespace,
      hostnames: [hostname],
      backends: [Backend.named(UI.service, UI.port)],
    });
    const secure = gateway.listeners.filter(({ protocol }) => protocol === ListenerProtocol.HTTPS);
    this.overHttpsOnly = secure.length > 0;
    gateway.allowRoutesFrom(namespace, ...(listener === undefined ? secure.map(({ name }) => name) : [listener]));
    const reason = 'a route leads to its user interface';
    Boundary.of(this).require(() => [{ feature: Feature.HUBBLE_UI, by: this, reason }]);
  }

  /** Not on plain listeners where there are others. @internal */
  protected override _isVain(protocol: string): boolean {
    return super._isVain(protocol) || (this.overHttpsOnly && protocol === `${ListenerProtocol.HTTP}`);
  }
}
