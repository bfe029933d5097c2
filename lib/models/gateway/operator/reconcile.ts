// The operator over a set of objects: it reconciles everything again and again until the answer no longer changes.
import { bundleKinds, bundleOf, bundleVerdict } from '../bundles';
import { OperatorPanic } from '../conditions';
import { gatewayFeatures } from '../features';
import { readObjects } from '../objects/cluster';
import { byAge, keyOf, nameOf } from '../objects/identity';
import { GatewayVerdict } from '../verdict';
import { assignAddresses, defaultAddresses } from './addresses';
import { answerOf } from './answer';
import { isOurs, reconcileClass } from './classes';
import { reconcileGateway } from './gateways';
import { reconcileService, servicesAsked } from './service-parents';
import { GatewaySettings } from './settings';
import { liveService, State } from './state';

const MOST_ROUNDS = 10;

const PANIC = 'panic: runtime error: invalid memory address or nil pointer dereference [recovered]';

/** What the operator of a minor makes of plain objects. What is malformed counts as absent; the order of the objects is their age. */
export function gatewayVerdict(objects: readonly unknown[], settings: GatewaySettings): GatewayVerdict {
  const features = gatewayFeatures(settings.minor);
  const bundle = settings.bundle === 'none' ? undefined : (settings.bundle ?? bundleOf(features.minor));
  const { enabled, missing, notServed, optional } = bundleVerdict(features, bundle);
  const given = readObjects(objects, features, bundleKinds(bundle));
  const state: State = {
    features,
    settings: {
      features,
      hostNetwork: settings.hostNetwork === true,
      externalTrafficPolicy: settings.externalTrafficPolicy ?? 'Cluster',
      nodeSelector: settings.nodeSelector ?? '',
      ipv6: settings.ipv6 === true,
    },
    given,
    classes: new Map(),
    gateways: new Map(),
    sets: new Map(),
    routes: new Map(),
    policies: new Map(),
    services: new Map(given.services.map((service) => [nameOf(service), liveService(service)])),
    madeBy: new Map(),
    endpoints: new Set(),
    configs: new Map(),
    translations: new Map(),
    failures: new Map(),
    now: undefined,
  };
  let unstable = false;
  if (enabled) {
    let last = '';
    for (let round = 0; ; round++) {
      reconcileAll(state);
      const now = fingerprint(state);
      if (now === last) break;
      unstable = round + 1 >= MOST_ROUNDS;
      if (unstable) break;
      last = now;
      assignAddresses(state, settings.addressesOf ?? defaultAddresses);
    }
  }
  return { ...answerOf(state), enabled, missing, notServed, reads: [...features.required, ...optional], unstable };
}

function fingerprint(state: State): string {
  const { classes, gateways, sets, routes, policies, madeBy, endpoints, configs, failures } = state;
  return (
    JSON.stringify([classes, gateways, sets, routes, policies, madeBy, configs, failures].map((map) => [...map])) +
    [...endpoints].join()
  );
}

/** Every controller over every object once. */
function reconcileAll(state: State): void {
  state.failures = new Map();
  const attempt = (key: string, reconcile: () => string | undefined) => {
    let failure: string | undefined;
    try {
      failure = reconcile();
    } catch (error) {
      if (!(error instanceof OperatorPanic)) throw error;
      failure = PANIC;
    }
    if (failure !== undefined) state.failures.set(key, failure);
  };
  for (const gatewayClass of state.given.classes)
    if (isOurs(gatewayClass)) attempt(keyOf(gatewayClass), () => reconcileClass(state, gatewayClass));
  for (const gateway of state.given.gateways) attempt(keyOf(gateway), () => reconcileGateway(state, gateway));
  const services = [...state.services.values()].map(({ service }) => service).sort(byAge);
  const asked = servicesAsked(state);
  for (const service of services)
    if (asked.has(nameOf(service))) attempt(keyOf(service), () => reconcileService(state, service));
}
