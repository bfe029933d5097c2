// What routes are judged against.
import { GatewayFeatures } from '../features';
import { GatewayObjects } from '../objects/cluster';
import { ListenerObject } from '../objects/listeners';

/** The parent of a route with its listeners. */
export interface RouteOwner {
  readonly namespace: string;
  readonly listeners: readonly ListenerObject[];
}

/** What routes are judged against. */
export interface RouteContext {
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
  readonly objects: GatewayObjects;
}
