// A virtual host of Envoy, or a filter chain.
import { PlainMap } from '../../../manifest';

/** Name of the listener in a CiliumEnvoyConfig. */
export const ENVOY_LISTENER = 'listener';

/** One virtual host of Envoy, or one filter chain. */
export interface EnvoyPart {
  /** Name of the resource in the CiliumEnvoyConfig; `listener/tls` for a filter chain. */
  readonly resource: string;
  /** Host headers, or server names of a filter chain; empty for all. */
  readonly domains: readonly string[];
  readonly routes: readonly PlainMap[];
  /** What stands behind server names that are passed through. */
  readonly filter: readonly PlainMap[];
}
