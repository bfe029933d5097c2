// Cilium as a Gateway API controller.
import { wholeNumber } from './checked';
import { entriesOf, ValueEntry } from './entry';

/** Gateway API. */
export interface GatewayApiOptions {
  /** The controller runs. @default - true if a Gateway of the app needs it */
  readonly enabled?: boolean;
  /** HTTP/2 is negotiated by ALPN; gRPC over TLS needs it. @default false */
  readonly alpn?: boolean;
  /** `appProtocol` of Services is honoured: h2c and WebSocket backends. @default false */
  readonly appProtocol?: boolean;
  /** Proxies in front whose `X-Forwarded-For` is believed. @default 0 */
  readonly xffTrustedHops?: number;
  /** Listeners are ports of the nodes instead of a LoadBalancer Service. @default false */
  readonly hostNetwork?: boolean;
}

/** @internal */
export function gatewayApiValues(options: GatewayApiOptions | undefined): ValueEntry[] {
  wholeNumber('gatewayApi.xffTrustedHops', options?.xffTrustedHops, 0);
  return entriesOf('gatewayApi', options, [
    ['enabled', 'gatewayAPI.enabled'],
    ['alpn', 'gatewayAPI.enableAlpn'],
    ['appProtocol', 'gatewayAPI.enableAppProtocol'],
    ['xffTrustedHops', 'gatewayAPI.xffNumTrustedHops'],
    ['hostNetwork', 'gatewayAPI.hostNetwork.enabled'],
  ]);
}
