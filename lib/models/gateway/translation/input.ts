// What is translated.
import { GatewayFeatures } from '../features';
import { GatewayObjects } from '../objects/cluster';
import { OwnedListener } from '../objects/gateways';
import { RouteObject } from '../objects/routes';
import { TlsPolicies } from './tls-policies';

/** What is translated. Routes in the order of the operator's lists. */
export interface TranslationInput {
  readonly features: GatewayFeatures;
  readonly objects: GatewayObjects;
  readonly listeners: readonly OwnedListener[];
  readonly routes: readonly RouteObject[];
  readonly policies: TlsPolicies;
}
