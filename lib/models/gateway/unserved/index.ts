// Everything that Cilium accepts and does not serve as it reads.
import { gatewayFeatures } from '../features';
import { gatewayVerdict } from '../operator/reconcile';
import { GatewaySettings } from '../operator/settings';
import { GatewayVerdict } from '../verdict';
import { hostHeaders, isolated, merged, newerStreams, notAttached, otherPorts, parentPortIgnored } from './attachment';
import {
  droppedBackends,
  droppedInFilters,
  forcedHttp2,
  ignoredPolicies,
  lostFilters,
  missingPorts,
  weights,
} from './backends';
import { Picture, Unserved } from './entry';
import { ignoredFields, redirects } from './filters';
import { ignoredParameters, metadata, overriddenAddresses, sharedHostPorts } from './gateways';
import {
  closedStreams,
  duplicateChains,
  plainHttps,
  plainOnTls,
  servedInvalid,
  silentSets,
  terminatedTls,
} from './listeners';
import { serviceParents } from './services';

export { UnservedCode } from './entry';
export type { Unserved } from './entry';

const FINDERS: readonly ((picture: Picture) => Unserved[])[] = [
  notAttached,
  isolated,
  otherPorts,
  parentPortIgnored,
  merged,
  newerStreams,
  hostHeaders,
  redirects,
  ignoredFields,
  lostFilters,
  droppedBackends,
  droppedInFilters,
  missingPorts,
  weights,
  forcedHttp2,
  ignoredPolicies,
  plainHttps,
  plainOnTls,
  closedStreams,
  terminatedTls,
  servedInvalid,
  duplicateChains,
  silentSets,
  metadata,
  overriddenAddresses,
  ignoredParameters,
  sharedHostPorts,
  serviceParents,
];

/** Entries for a verdict; none if the controllers do not come up. */
export function unserved(verdict: GatewayVerdict, settings: Pick<GatewaySettings, 'hostNetwork'> = {}): Unserved[] {
  if (!verdict.enabled) return [];
  const picture: Picture = {
    verdict,
    features: gatewayFeatures(verdict.minor),
    hostNetwork: settings.hostNetwork === true,
  };
  return FINDERS.flatMap((find) => find(picture));
}

/** Entries for plain objects. */
export function unservedOf(objects: readonly unknown[], settings: GatewaySettings): Unserved[] {
  return unserved(gatewayVerdict(objects, settings), settings);
}
