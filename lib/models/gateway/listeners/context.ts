// What listeners are judged against.
import { GatewayFeatures } from '../features';
import { Identity } from '../objects/identity';

/** What listeners are judged against. */
export interface ListenerContext {
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
  readonly grants: readonly Identity[];
  readonly secrets: readonly Identity[];
}
