// The operator over a set of objects: it reconciles everything again and again until the answer no longer changes.
import { addressText, byAddress, isAddress } from './addresses';
import { bundleKinds, bundleOf, bundleVerdict, GatewayBundle } from './bundles';
import { Condition, isTrue, no, OpenConditions, OperatorPanic, unknown, yes } from './conditions';
import { envoyParts } from './envoy';
import { GatewayFeatures, gatewayFeatures } from './features';
import { isGammaParent, isParentService, judgeServiceParent, translateGamma } from './gamma';
import { commonHosts } from './hostnames';
import {
  allowsKind,
  allowsNamespace,
  conflictOf,
  conflictsAmong,
  isStream,
  judgeListener,
  ListenerOwner,
} from './listeners';
import { gatewayServiceName, shortName } from './names';
import {
  byAge,
  byName,
  GatewayObject,
  GatewayObjects,
  Identity,
  keyOf,
  ListenerObject,
  ListenerSetObject,
  nameOf,
  ParentRef,
  readObjects,
  ROUTE_KINDS,
  RouteKind,
  RouteObject,
  ServiceObject,
} from './objects';
import { at, byBytes, listAt, mapAt, textAt } from './read';
import { isGatewayRef, isListenerSetRef, isServiceRef, namespaceOf, serviceNamed } from './references';
import { badRegexp, isMeant, judgeParent, referencesOf, RouteOwner, setsHostHeader } from './routes';
import { GatewayService, gatewayService, isOwnedBy, ServiceSettings, streamSlices } from './service';
import { readLabelSelector, selects } from '../kubernetes/label-selector';
import {
  CONFLICTED,
  missingTarget,
  policiesByService,
  policyConditions,
  policyRefusal,
  ServicePolicies,
} from './tls-policies';
import { OwnedListener, translateGateway, Translation } from './translation';
import { EnvoyConfig, GatewayVerdict, OwnerTranslation } from './verdict';

/** The cluster around the objects. */
export interface GatewaySettings {
  /** Minor of Cilium: `1.20`. */
  readonly minor: string;
  /**
   * The CRDs on the cluster; `none` if there are none.
   *
   * @default - the experimental channel of the release that the minor is made for
   */
  readonly bundle?: GatewayBundle | 'none';
  /** `gatewayAPI.hostNetwork.enabled`. @default false */
  readonly hostNetwork?: boolean;
  /** `gatewayAPI.hostNetwork.nodes.matchLabels` as `key=value,…`. @default - none */
  readonly nodeSelector?: string;
  /** `gatewayAPI.externalTrafficPolicy`. @default Cluster */
  readonly externalTrafficPolicy?: string;
  /** Dual stack. @default - IPv4 only */
  readonly ipv6?: boolean;
  /**
   * Addresses that a made Service of type LoadBalancer gets; none while it waits.
   *
   * @param position of the Service among all by namespace and name, from 0
   * @default - what it asks for, else one address of 192.0.2.0/24
   */
  readonly addressesOf?: (service: GatewayService, position: number) => readonly string[];
}

/** The controller whose classes the operator reconciles. */
export const GATEWAY_CONTROLLER = 'io.cilium/gateway-controller';
const CONFIG = { group: 'cilium.io', kind: 'CiliumGatewayClassConfig' };
const MOST_ROUNDS = 10;
const MOST_NODE_ADDRESSES = 16;
const PANIC = 'panic: runtime error: invalid memory address or nil pointer dereference [recovered]';

interface OpenListener {
  readonly name: string;
  kinds: readonly RouteKind[];
  conditions: OpenConditions;
  attached: number;
}

interface OpenStatus {
  readonly conditions: OpenConditions;
  listeners: OpenListener[];
  addresses: readonly string[];
  attachedSets: number;
}

interface OpenParent {
  readonly parent: ParentRef;
  readonly conditions: OpenConditions;
}

/** A Service of the cluster: given or made. */
interface LiveService {
  service: ServiceObject;
  made: GatewayService | undefined;
  readonly given: boolean;
  ingress: readonly { readonly ip: string; readonly hostname: string }[];
}

/** The cluster while it is reconciled. */
interface State {
  readonly features: GatewayFeatures;
  readonly settings: ServiceSettings;
  readonly given: GatewayObjects;
  readonly classes: Map<string, Condition>;
  readonly gateways: Map<string, OpenStatus>;
  readonly sets: Map<string, OpenStatus>;
  readonly routes: Map<string, OpenParent[]>;
  readonly policies: Map<string, { gateway: GatewayObject; conditions: OpenConditions }[]>;
  readonly services: Map<string, LiveService>;
  readonly madeBy: Map<string, GatewayService>;
  readonly endpoints: Set<string>;
  readonly configs: Map<string, EnvoyConfig>;
  readonly translations: Map<string, OwnerTranslation>;
  failures: Map<string, string>;
}

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

function liveService(service: ServiceObject): LiveService {
  return {
    service,
    made: undefined,
    given: true,
    ingress: listAt(service.object, 'status', 'loadBalancer', 'ingress').map((item) => ({
      ip: textAt(item, 'ip') ?? '',
      hostname: textAt(item, 'hostname') ?? '',
    })),
  };
}

function defaultAddresses(service: GatewayService, position: number): readonly string[] {
  return service.addresses.length > 0 ? service.addresses : [`192.0.2.${position + 1}`];
}

function fingerprint(state: State): string {
  const { classes, gateways, sets, routes, policies, madeBy, endpoints, configs, failures } = state;
  return (
    JSON.stringify([classes, gateways, sets, routes, policies, madeBy, configs, failures].map((map) => [...map])) +
    [...endpoints].join()
  );
}

function answerOf(state: State): Omit<GatewayVerdict, 'enabled' | 'missing' | 'notServed' | 'reads' | 'unstable'> {
  const { features, given } = state;
  const ownerOf = (owner: Identity, status: OpenStatus | undefined) => ({
    namespace: owner.namespace,
    name: owner.name,
    conditions: status?.conditions ?? {},
    listeners: (status?.listeners ?? []).map(({ name, kinds, conditions, attached }) => ({
      name,
      attachedRoutes: attached,
      supportedKinds: kinds,
      conditions,
    })),
    addresses: status?.addresses ?? [],
    attachedListenerSets: status?.attachedSets ?? 0,
  });
  return {
    minor: features.minor,
    objects: given,
    classes: given.classes.map(({ name }) => {
      const accepted = state.classes.get(name);
      return {
        name,
        accepted: accepted?.status ?? 'Unknown',
        reason: accepted?.reason,
        features: accepted?.status === 'True' ? features.claims : [],
      };
    }),
    gateways: given.gateways.map((gateway) => ownerOf(gateway, state.gateways.get(nameOf(gateway)))),
    listenerSets: given.listenerSets.map((set) => ownerOf(set, state.sets.get(nameOf(set)))),
    routes: ROUTE_KINDS.flatMap((kind) =>
      given.routes
        .filter((route) => route.kind === kind)
        .map((route) => ({
          kind,
          namespace: route.namespace,
          name: route.name,
          parents: state.routes.get(keyOf(route)) ?? [],
        })),
    ),
    policies: given.policies.map((policy) => ({
      namespace: policy.namespace,
      name: policy.name,
      ancestors: (state.policies.get(nameOf(policy)) ?? []).map(({ gateway, conditions }) => ({
        gateway: { namespace: gateway.namespace, name: gateway.name },
        conditions,
      })),
    })),
    services: state.madeBy,
    created: createdBy(state),
    envoyConfigs: [...state.configs.values()].sort((a, b) => byBytes(nameOf(a), nameOf(b))),
    translations: [...state.translations.values()],
    ignored: given.ignored,
    failures: state.failures,
  };
}

function createdBy(state: State): string[] {
  const services = [...state.services].flatMap(([name, { given }]) => (given ? [] : [`Service/${name}`]));
  const configs = [...state.configs.keys()].map((name) => `CiliumEnvoyConfig/${name}`);
  return [...services, ...configs, ...state.endpoints].sort(byBytes);
}

/** Plays the load balancer: once a Service has addresses, it keeps them. */
function assignAddresses(state: State, addressesOf: NonNullable<GatewaySettings['addressesOf']>): void {
  const all = [...state.services.values()].sort((a, b) => byName(a.service, b.service));
  all.forEach((live, position) => {
    if (live.given || live.made?.type !== 'LoadBalancer' || live.ingress.length > 0) return;
    live.ingress = addressesOf(live.made, position).map((ip) => ({ ip, hostname: '' }));
  });
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

/** Names of the Services that routes name as parents. */
function servicesAsked({ features, given }: State): ReadonlySet<string> {
  return new Set(
    given.routes.flatMap((route) =>
      route.parents
        .filter((parent) => isGammaParent(features, route, parent))
        .map((parent) => `${namespaceOf(parent, route.namespace)}/${parent.name}`),
    ),
  );
}

function isOurs({ object }: Identity): boolean {
  return textAt(object, 'spec', 'controllerName') === GATEWAY_CONTROLLER;
}

/** The objects as they are now: the made Services can be backends too. */
function objectsNow({ given, services }: State): GatewayObjects {
  return { ...given, services: [...services.values()].map(({ service }) => service).sort(byName) };
}

/** The reference of a class to its configuration. */
interface Parameters {
  readonly supported: boolean;
  readonly namespace: string | undefined;
  readonly name: string;
}

function parametersOf({ object }: Identity): Parameters | undefined {
  const ref = mapAt(object, 'spec', 'parametersRef');
  return (
    ref && {
      supported: (textAt(ref, 'group') ?? '') === CONFIG.group && textAt(ref, 'kind') === CONFIG.kind,
      namespace: textAt(ref, 'namespace'),
      name: textAt(ref, 'name') ?? '',
    }
  );
}

function isNamed({ namespace, name }: Parameters): boolean {
  return namespace !== undefined && namespace !== '' && name !== '';
}

function configOf({ given }: State, { namespace, name }: Parameters): Identity | undefined {
  return given.configs.find((config) => config.name === name && config.namespace === namespace);
}

function reconcileClass(state: State, gatewayClass: Identity): string | undefined {
  const parameters = parametersOf(gatewayClass);
  const refuse = () => state.classes.set(gatewayClass.name, no('InvalidParameters', 'Invalid GatewayClass'));
  if (parameters !== undefined) {
    const { features } = state;
    const named = features.checksClassParameters
      ? isNamed(parameters)
      : parameters.namespace !== undefined && parameters.name !== '';
    if (!parameters.supported || !named) {
      refuse();
      return undefined;
    }
    if (configOf(state, parameters) === undefined) {
      refuse();
      return `ciliumgatewayclassconfigs.cilium.io "${parameters.name}" not found`;
    }
  }
  state.classes.set(gatewayClass.name, yes('Accepted', 'Valid GatewayClass'));
  return undefined;
}

/** Routes as a reconciler listed them, with the statuses it knows. */
interface Listed {
  readonly routes: readonly RouteObject[];
  readonly statuses: Map<string, readonly OpenParent[]>;
}

function reconcileGateway(state: State, gateway: GatewayObject): string | undefined {
  const { features, given } = state;
  const gatewayClass = given.classes.find(({ name }) => name === gateway.className);
  if (gatewayClass === undefined || !isOurs(gatewayClass)) return undefined;
  const key = nameOf(gateway);
  const status = copyOf(state.gateways.get(key));
  const commit = (failure?: string) => {
    state.gateways.set(key, status);
    return failure;
  };
  const parameters = parametersOf(gatewayClass);
  const refusal = parametersRefusal(features, gateway, parameters);
  if (refusal !== undefined) {
    status.conditions.Accepted = no('InvalidParameters', refusal.message);
    status.conditions.Programmed = unknown('Pending', 'Waiting for Accepted condition to be True');
    return commit(refusal.failure);
  }
  const sets = attachedSets(state, gateway);
  const listeners = translatedListeners(state, gateway, sets);
  const listed = listRoutes(state, gateway, sets);
  setRouteStatuses(state, listed);
  const attachable = (route: RouteObject) => isAttachable(features, gateway, route, listed, sets);
  const policies = features.backendTls ? policiesByService(given.policies) : new Map<string, ServicePolicies>();
  setPolicyStatuses(state, gateway, listed.routes.filter(attachable), policies);
  const config = configForGateway(state, parameters);
  const objects = objectsNow(state);
  const routes = listed.routes.filter(
    (route) => attachable(route) && (!features.filtersByGateway || fitsGateway(state, gateway, route)),
  );
  const translation = translateGateway({ features, objects, listeners, routes, policies });
  state.translations.set(keyOf(gateway), { owner: keyOf(gateway), listeners, translation, made: false });
  const listenersStatus = setListenerStatuses(state, gateway, status, listed);
  if (listenersStatus === 'none-valid') {
    status.conditions.Accepted = no('ListenersNotValid', 'No Accepted Listeners');
    status.conditions.Programmed = no('ListenersNotValid', 'No Accepted Listeners');
    return commit('No Accepted Listeners for Gateway');
  }
  status.conditions.Accepted =
    listenersStatus === 'unsupported-protocol'
      ? yes('ListenersNotValid', 'Gateway has unsupported listeners')
      : yes('Accepted', 'Gateway successfully scheduled');
  setListenerSetStatuses(state, gateway, status, sets, listed);
  if (translation.http.length + translation.tls.length + translation.streams.length === 0) {
    status.conditions.Accepted = no('NoResources', 'Unable to translate resources');
    status.conditions.Programmed = no('ListenersNotValid', 'Unable to translate resources');
    return commit(features.words.noListeners);
  }
  const parts = envoyParts(features, translation);
  const service = gatewayService(gateway, config, translation, state.settings);
  const badAddress = addressProblem(gateway);
  if (badAddress !== undefined) {
    status.conditions.Accepted = no('UnsupportedAddress', `Unsupported Gateway address, ${badAddress}`);
    status.conditions.Programmed = no('ListenersNotReady', 'Address is not ready');
    return commit(badAddress);
  }
  makeService(state, gateway, service);
  makeEndpoints(state, gateway, service, translation, objects);
  if (translation.http.length > 0 || translation.tls.length > 0)
    makeConfig(state, gateway.namespace, `cilium-gateway-${gateway.name}`, parts);
  state.translations.set(keyOf(gateway), { owner: keyOf(gateway), listeners, translation, made: true });
  return commit(setAddresses(state, gateway, status));
}

function copyOf(status: OpenStatus | undefined): OpenStatus {
  return {
    conditions: { ...status?.conditions },
    listeners: (status?.listeners ?? []).map((listener) => ({
      ...listener,
      conditions: { ...listener.conditions },
    })),
    addresses: status?.addresses ?? [],
    attachedSets: status?.attachedSets ?? 0,
  };
}

function parametersRefusal(
  features: GatewayFeatures,
  gateway: GatewayObject,
  parameters: Parameters | undefined,
): { readonly message: string; readonly failure: string } | undefined {
  if (
    features.checksGatewayParameters &&
    mapAt(gateway.object, 'spec', 'infrastructure', 'parametersRef') !== undefined
  )
    return {
      message: 'Invalid Gateway parameters: spec.infrastructure.parametersRef is not supported',
      failure: 'Invalid Gateway',
    };
  if (!features.checksClassParameters || parameters === undefined) return undefined;
  if (!parameters.supported)
    return {
      message: 'Invalid GatewayClass parameters: spec.parametersRef.kind must be CiliumGatewayClassConfig',
      failure: 'Invalid GatewayClass',
    };
  if (isNamed(parameters)) return undefined;
  return {
    message: 'Invalid GatewayClass parametersRef: both name and namespace are required',
    failure: 'Invalid GatewayClass',
  };
}

/** The configuration of the class; where it does not resolve, the Gateway goes on with the defaults. */
function configForGateway(state: State, parameters: Parameters | undefined): Identity | undefined {
  if (parameters === undefined || !parameters.supported) return undefined;
  if (parameters.namespace === undefined) throw new OperatorPanic();
  return configOf(state, parameters);
}

/** ListenerSets that the Gateway lets in, the oldest first. The others are told so. */
function attachedSets(state: State, gateway: GatewayObject): ListenerSetObject[] {
  if (!state.features.listenerSets) return [];
  return state.given.listenerSets.filter((set) => {
    if (nameOf(set.gateway) !== nameOf(gateway)) return false;
    if (letsIn(state, gateway, set)) return true;
    const status = copyOf(state.sets.get(nameOf(set)));
    const refused = no('NotAllowed', "ListenerSet is not allowed by the Gateway's allowedListeners policy");
    status.conditions.Accepted = refused;
    status.conditions.Programmed = refused;
    state.sets.set(nameOf(set), status);
    return false;
  });
}

/** True if `allowedListeners` lets the set's namespace in. */
function letsIn({ given }: State, gateway: GatewayObject, set: ListenerSetObject): boolean {
  const namespaces = at(gateway.object, 'spec', 'allowedListeners', 'namespaces');
  const from = textAt(namespaces, 'from');
  if (from === 'All') return true;
  if (from === 'Same') return set.namespace === gateway.namespace;
  if (from !== 'Selector') return false;
  return selects(readLabelSelector(at(namespaces, 'selector')), given.namespaces.get(set.namespace) ?? {});
}

const ownerOf = (owner: GatewayObject | ListenerSetObject): ListenerOwner => ({
  kind: owner.kind === 'Gateway' ? 'Gateway' : 'ListenerSet',
  namespace: owner.namespace,
  name: owner.name,
});

/** Listeners that are translated. A set's listeners are, even in conflict. */
function translatedListeners(
  state: State,
  gateway: GatewayObject,
  sets: readonly ListenerSetObject[],
): OwnedListener[] {
  const { features, settings } = state;
  if (features.conflicts !== 'all') return gateway.listeners.map((listener) => ({ listener, owner: ownerOf(gateway) }));
  const conflicts = conflictsAmong(features, gateway.listeners);
  const works = ({ protocol }: ListenerObject) =>
    !(features.refusesHostNetworkStreams && settings.hostNetwork && isStream(protocol));
  return [
    ...gateway.listeners
      .filter(({ name }) => !conflicts.has(name))
      .map((listener) => ({ listener, owner: ownerOf(gateway) })),
    ...sets.flatMap((set) => set.listeners.map((listener) => ({ listener, owner: ownerOf(set) }))),
  ].filter(({ listener }) => works(listener));
}

const SORTED = new WeakMap<readonly RouteObject[], readonly RouteObject[]>();

/** Routes by namespace and name; sorted once, since every reconciler lists them. */
function routesByName(routes: readonly RouteObject[]): readonly RouteObject[] {
  const known = SORTED.get(routes) ?? [...routes].sort(byName);
  SORTED.set(routes, known);
  return known;
}

/** Routes with a parentRef to the Gateway, then those of its sets. */
function listRoutes(state: State, gateway: GatewayObject, sets: readonly ListenerSetObject[]): Listed {
  const all = routesByName(state.given.routes);
  const to = (owner: Identity, isRef: (ref: ParentRef) => boolean) =>
    all.filter((route) =>
      route.parents.some(
        (ref) => isRef(ref) && ref.name === owner.name && namespaceOf(ref, route.namespace) === owner.namespace,
      ),
    );
  const routes = new Set([to(gateway, isGatewayRef), ...sets.map((set) => to(set, isListenerSetRef))].flat());
  const statuses = new Map([...routes].map((route) => [keyOf(route), state.routes.get(keyOf(route)) ?? []]));
  return { routes: [...routes], statuses };
}

/** The parent of a route, if the operator looks after it. */
function routeOwner(state: State, route: RouteObject, parent: ParentRef): RouteOwner | undefined {
  const { given, features } = state;
  const named = <T extends Identity>(items: readonly T[], namespace: string, name: string) =>
    items.find((item) => item.name === name && item.namespace === namespace);
  const namespace = namespaceOf(parent, route.namespace);
  const isManaged = (gateway: GatewayObject | undefined) =>
    given.classes.some((item) => item.name === gateway?.className && isOurs(item));
  if (isGatewayRef(parent)) {
    const gateway = named(given.gateways, namespace, parent.name);
    return isManaged(gateway) ? gateway : undefined;
  }
  if (!features.listenerSets || !isListenerSetRef(parent)) return undefined;
  const set = named(given.listenerSets, namespace, parent.name);
  if (set === undefined) return undefined;
  return isManaged(named(given.gateways, set.gateway.namespace, set.gateway.name)) ? set : undefined;
}

/** The order in which kinds are walked; an HTTPRoute that sets Host ends the walk over the HTTPRoutes. */
function setRouteStatuses(state: State, listed: Listed): void {
  const { features, settings } = state;
  const context = { features, hostNetwork: settings.hostNetwork, objects: objectsNow(state) };
  for (const kind of ROUTE_KINDS)
    for (const route of listed.routes.filter((item) => item.kind === kind)) {
      const parents = (state.routes.get(keyOf(route)) ?? []).map((item) => ({
        ...item,
        conditions: { ...item.conditions },
      }));
      for (const parent of route.parents) {
        const owner = routeOwner(state, route, parent);
        if (owner !== undefined) setParent(parents, parent, judgeParent(context, route, parent, owner));
      }
      const stops = features.checksHostHeader && kind === 'HTTPRoute' && setsHostHeader(route);
      const bad = features.checksRegexps && !stops ? badRegexp(route) : undefined;
      if (bad !== undefined) for (const { conditions } of parents) conditions.Accepted = bad;
      state.routes.set(keyOf(route), parents);
      if (stops) break;
      listed.statuses.set(keyOf(route), parents);
    }
}

function setParent(parents: OpenParent[], parent: ParentRef, conditions: OpenConditions): void {
  const known = parents.find((item) => parentKey(item.parent) === parentKey(parent));
  if (known === undefined) parents.push({ parent, conditions });
  else Object.assign(known.conditions, conditions);
}

/** Two parentRefs with the same fields are one. */
function parentKey({ group, kind, namespace, name, sectionName, port }: ParentRef): string {
  return JSON.stringify([group, kind, namespace, name, sectionName, port]);
}

/** True if some parent of that name accepted the route, of whatever kind. */
function isAttachable(
  features: GatewayFeatures,
  to: Identity,
  route: RouteObject,
  { statuses }: Listed,
  sets: readonly ListenerSetObject[] = [],
): boolean {
  return (statuses.get(keyOf(route)) ?? []).some(({ parent, conditions }) => {
    const namespace = namespaceOf(parent, route.namespace);
    const is = (owner: Identity) => owner.namespace === namespace && owner.name === parent.name;
    if (!is(to) && !(isListenerSetRef(parent) && sets.some(is))) return false;
    return (
      isTrue(conditions, 'Accepted') || (features.unresolvedAttaches && conditions.ResolvedRefs?.status === 'False')
    );
  });
}

/** True if some listener allows the route, and some host name is left that no other listener takes. */
function fitsGateway(state: State, gateway: GatewayObject, route: RouteObject): boolean {
  const { features } = state;
  const others = route.kind === 'TLSRoute' ? [] : gateway.listeners.flatMap(({ hostname }) => hostname ?? []);
  return (
    gateway.listeners.some((listener) => isAllowed(state, listener, gateway.namespace, route)) &&
    gateway.listeners.some(({ hostname }) => commonHosts(features, route.hostnames, hostname, others).length > 0)
  );
}

function isAllowed({ given }: State, listener: ListenerObject, own: string, route: RouteObject): boolean {
  if (listener.namespaces !== undefined && !allowsKind(listener, route.kind)) return false;
  return allowsNamespace(listener, own, route.namespace, given.namespaces);
}

/** How many routes a listener has; whether they are served is another question. */
function attachedRoutes(
  state: State,
  gateway: GatewayObject,
  listener: ListenerObject,
  owner: GatewayObject | ListenerSetObject,
  listed: Listed,
): number {
  const { features } = state;
  const isRef = owner.kind === 'Gateway' ? isGatewayRef : isListenerSetRef;
  const sets = owner.kind === 'Gateway' ? [] : [owner as ListenerSetObject];
  return listed.routes.filter(
    (route) =>
      isAttachable(features, gateway, route, listed, sets) &&
      isAllowed(state, listener, owner.namespace, route) &&
      (route.kind === 'TCPRoute' ||
        route.kind === 'UDPRoute' ||
        commonHosts(features, route.hostnames, listener.hostname).length > 0) &&
      route.parents.some(
        (ref) =>
          isRef(ref) &&
          ref.name === owner.name &&
          namespaceOf(ref, route.namespace) === owner.namespace &&
          isMeant(ref, listener),
      ),
  ).length;
}

type ListenersStatus = 'none-valid' | 'unsupported-protocol' | 'some-valid';

function setListenerStatuses(
  state: State,
  gateway: GatewayObject,
  status: OpenStatus,
  listed: Listed,
): ListenersStatus {
  const { features, given, settings } = state;
  const conflicts = conflictsAmong(features, gateway.listeners);
  const context = { features, hostNetwork: settings.hostNetwork, grants: given.grants, secrets: given.secrets };
  let valid = 0;
  let unsupported = 0;
  for (const listener of gateway.listeners) {
    const conditions: OpenConditions = {};
    const conflict = conflicts.get(listener.name);
    if (conflict !== undefined)
      conditions.Conflicted = { status: 'True', reason: conflict.reason, message: conflict.message };
    const judged = judgeListener(listener, ownerOf(gateway), context);
    if (judged.resolvedRefs !== undefined) conditions.ResolvedRefs = judged.resolvedRefs;
    if (judged.reason === 'UnsupportedProtocol') unsupported++;
    const messages = [...(conflict === undefined ? [] : [conflict.message]), ...judged.messages];
    if (messages.length === 0) {
      valid++;
      conditions.ResolvedRefs ??= yes('ResolvedRefs', 'Resolved Refs');
      conditions.Accepted = yes('Accepted', 'Listener Accepted');
    } else conditions.Accepted = no(judged.reason, `Listener not valid. ${messages.join(' ')}`);
    conditions.Programmed = no('Pending', 'Address not ready yet');
    const attached = attachedRoutes(state, gateway, listener, gateway, listed);
    const known = status.listeners.find(({ name }) => name === listener.name);
    if (known === undefined) status.listeners.push({ name: listener.name, kinds: judged.kinds, conditions, attached });
    else Object.assign(known, { kinds: judged.kinds, conditions, attached });
  }
  if (valid === 0) return 'none-valid';
  return features.unknownProtocol === 'UnsupportedProtocol' && unsupported > 0 ? 'unsupported-protocol' : 'some-valid';
}

/** The Gateway's own listeners come first, then the older set; only the later listener of a conflict loses. */
function setListenerSetStatuses(
  state: State,
  gateway: GatewayObject,
  status: OpenStatus,
  sets: readonly ListenerSetObject[],
  listed: Listed,
): void {
  const { features, given, settings } = state;
  const context = { features, hostNetwork: settings.hostNetwork, grants: given.grants, secrets: given.secrets };
  const accepted = [...gateway.listeners];
  status.attachedSets = 0;
  for (const set of sets) {
    const own = copyOf(state.sets.get(nameOf(set)));
    let valid = 0;
    own.listeners = set.listeners.map((listener) => {
      const conditions: OpenConditions = {};
      let kinds: readonly RouteKind[] = [];
      const rival = accepted.find((other) => conflictOf(features, other, listener) !== undefined);
      if (rival !== undefined) {
        const reason = conflictOf(features, rival, listener)!;
        conditions.Accepted = no(reason, 'Listener has a conflict');
        conditions.Programmed = no(reason, 'Listener has a conflict');
        conditions.Conflicted = { status: 'True', reason, message: 'Listener has a conflict' };
        conditions.ResolvedRefs = yes('ResolvedRefs', 'Resolved Refs');
      } else {
        const judged = judgeListener(listener, ownerOf(set), context);
        kinds = judged.kinds;
        if (judged.resolvedRefs !== undefined) conditions.ResolvedRefs = judged.resolvedRefs;
        if (judged.valid) {
          valid++;
          accepted.push(listener);
          conditions.ResolvedRefs ??= yes('ResolvedRefs', 'Resolved Refs');
          conditions.Accepted = yes('Accepted', 'Listener Accepted');
          conditions.Programmed = yes('Programmed', 'Listener Programmed');
        } else {
          conditions.Accepted = no(judged.reason, `Listener not valid. ${judged.messages.join(' ')}`);
          conditions.Programmed = no(judged.reason, 'Listener not valid');
        }
      }
      const attached = attachedRoutes(state, gateway, listener, set, listed);
      return { name: listener.name, kinds, conditions, attached };
    });
    if (valid > 0) status.attachedSets++;
    own.conditions.Accepted =
      valid > 0 ? yes('Accepted', 'ListenerSet is accepted') : no('ListenersNotValid', 'No valid listeners');
    own.conditions.Programmed =
      valid > 0 ? yes('Programmed', 'ListenerSet is programmed') : no('ListenersNotValid', 'No valid listeners');
    state.sets.set(nameOf(set), own);
  }
}

/** Statuses of the policies for Services that HTTPRoutes of the Gateway use; a refused policy no longer holds. */
function setPolicyStatuses(
  state: State,
  gateway: GatewayObject,
  routes: readonly RouteObject[],
  policies: ReadonlyMap<string, ServicePolicies>,
): void {
  const objects = objectsNow(state);
  const confirmed = new Set<Identity>();
  const tell = (policy: Identity, conditions: OpenConditions) => {
    const ancestors = state.policies.get(nameOf(policy)) ?? [];
    state.policies.set(nameOf(policy), ancestors);
    const own = ancestors.find((item) => item.gateway === gateway);
    if (own === undefined) ancestors.push({ gateway, conditions: { ...conditions } });
    else Object.assign(own.conditions, conditions);
  };
  for (const { service, valid, invalid, conflicted } of policies.values()) {
    if (!routes.some((route) => usesService(state.features, route, service))) continue;
    if (serviceNamed(objects.services, service.namespace, service.name) === undefined) {
      for (const policy of [...valid.values(), ...conflicted.values()])
        if (!confirmed.has(policy)) tell(policy, missingTarget(nameOf(service)));
      continue;
    }
    for (const [section, policy] of [...valid]) {
      const refusal = policyRefusal(policy, objects);
      tell(policy, policyConditions(refusal));
      if (refusal === undefined) confirmed.add(policy);
      else {
        valid.delete(section);
        invalid.set(section, policy);
      }
    }
    for (const policy of conflicted.values()) tell(policy, { Accepted: CONFLICTED });
  }
}

function usesService(
  features: GatewayFeatures,
  route: RouteObject,
  service: { readonly namespace: string; readonly name: string },
): boolean {
  if (route.kind !== 'HTTPRoute') return false;
  return route.rules.some((rule) =>
    referencesOf(features, route, rule).some(
      (ref) =>
        isServiceRef(ref) && ref.name === service.name && namespaceOf(ref, route.namespace) === service.namespace,
    ),
  );
}

function addressProblem({ object }: GatewayObject): string | undefined {
  for (const address of listAt(object, 'spec', 'addresses')) {
    if ((textAt(address, 'type') ?? 'IPAddress') !== 'IPAddress') return 'address type is not supported';
    const value = textAt(address, 'value') ?? '';
    if (value === '') return 'address value is not set';
    if (!isAddress(value)) return 'invalid ip address';
  }
  return undefined;
}

function makeService(state: State, gateway: GatewayObject, made: GatewayService): void {
  const key = nameOf(made);
  const before = state.services.get(key);
  const service: ServiceObject = {
    kind: 'Service',
    namespace: made.namespace,
    name: made.name,
    created: before?.service.created ?? 0,
    index: before?.service.index ?? -1,
    object: before?.service.object ?? {},
    type: made.type,
    labels: { ...before?.service.labels, ...made.labels },
    ports: made.ports.map((port) => ({ ...port, appProtocol: undefined })),
    ipFamilies: Array.isArray(made.spec.ipFamilies) ? (made.spec.ipFamilies as string[]) : undefined,
  };
  state.services.set(key, { service, made, given: before?.given ?? false, ingress: before?.ingress ?? [] });
  state.madeBy.set(nameOf(gateway), made);
}

function makeEndpoints(
  state: State,
  gateway: GatewayObject,
  service: GatewayService,
  { http, streams }: Translation,
  objects: GatewayObjects,
): void {
  const { features } = state;
  const slices = features.streams ? streamSlices(service, streams, objects.services) : { all: [], made: [] };
  for (const name of slices.made) state.endpoints.add(`EndpointSlice/${gateway.namespace}/${name}`);
  if (slices.all.length === 0 && (http.length > 0 || !features.streams))
    state.endpoints.add(`${features.endpoints}/${gateway.namespace}/${gatewayServiceName(gateway.name)}`);
}

function makeConfig(state: State, namespace: string, name: string, parts: EnvoyConfig['parts']): void {
  const short = state.features.shortensEnvoyConfig ? shortName(name) : name;
  state.configs.set(`${namespace}/${short}`, { namespace, name: short, parts });
}

/** Addresses of the Gateway; with one, it and its accepted listeners are programmed. Returns the error. */
function setAddresses(state: State, gateway: GatewayObject, status: OpenStatus): string | undefined {
  status.conditions.Programmed = no('AddressNotAssigned', 'Gateway waiting for address');
  const [live] = [...state.services.values()]
    .filter(({ service }) => service.namespace === gateway.namespace && isOwnedBy(service.labels, gateway.name))
    .sort((a, b) => byName(a.service, b.service));
  if (live === undefined) return 'no service found';
  const addresses = addressesOf(state, live);
  if (addresses === 'invalid') {
    const problem = 'Invalid service type for gateway';
    status.conditions.Programmed = no('AddressNotAssigned', `Address is not ready, ${problem}`);
    return problem;
  }
  if (addresses !== undefined) {
    if (addresses.length > 0) {
      status.conditions.Programmed = yes('Programmed', 'Gateway Programmed');
      for (const { conditions } of status.listeners)
        if (isTrue(conditions, 'Accepted')) conditions.Programmed = yes('Programmed', 'Listener Programmed');
    }
    status.addresses = addresses;
  }
  const missing = listAt(gateway.object, 'spec', 'addresses')
    .map((address) => textAt(address, 'value') ?? '')
    .find((value) => !live.ingress.some(({ ip }) => ip === value));
  if (live.ingress.length === 0 || missing === undefined) return undefined;
  status.conditions.Programmed = no('AddressNotUsable', "StaticAddress can't be used");
  return `static address "${missing}" can't be used`;
}

/** Undefined while the Service waits; `invalid` for a type that can have none. */
function addressesOf({ features, given }: State, { service, ingress }: LiveService): string[] | 'invalid' | undefined {
  if (features.nodePortAddresses && service.type === 'NodePort')
    return given.nodes
      .filter(({ object }) => listAt(object, 'status', 'addresses').length > 0)
      .map(({ object }) => addressText(textAt(listAt(object, 'status', 'addresses')[0], 'address') ?? ''))
      .sort(byAddress)
      .slice(0, MOST_NODE_ADDRESSES);
  if (features.nodePortAddresses && service.type !== 'LoadBalancer') return 'invalid';
  if (ingress.length === 0) return undefined;
  return ingress.flatMap(({ ip, hostname }) => [ip, hostname].filter((text) => text !== ''));
}

/** Routes that name a Service as parent. */
function reconcileService(state: State, service: ServiceObject): string | undefined {
  const { features, settings } = state;
  const kinds: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute'];
  const routes = kinds.flatMap((kind) =>
    state.given.routes
      .filter(
        (route) =>
          route.kind === kind &&
          route.parents.some(
            (parent) =>
              isGammaParent(features, route, parent) &&
              parent.name === service.name &&
              namespaceOf(parent, route.namespace) === service.namespace,
          ),
      )
      .sort(byName),
  );
  if (routes.length === 0) return undefined;
  const objects = objectsNow(state);
  const context = { features, hostNetwork: settings.hostNetwork, objects };
  const listed: Listed = {
    routes,
    statuses: new Map(routes.map((route) => [keyOf(route), state.routes.get(keyOf(route)) ?? []])),
  };
  for (const route of routes) {
    const parents = (state.routes.get(keyOf(route)) ?? []).map((item) => ({
      ...item,
      conditions: { ...item.conditions },
    }));
    const bad = features.checksRegexps ? badRegexp(route) : undefined;
    for (const parent of route.parents)
      if (isParentService(route, parent, service))
        setParent(parents, parent, {
          ...judgeServiceParent(context, route, service),
          ...(bad === undefined ? {} : { Accepted: bad }),
        });
    state.routes.set(keyOf(route), parents);
    listed.statuses.set(keyOf(route), parents);
  }
  const taken = features.filtersGamma
    ? routes.filter((route) => isAttachable(features, service, route, listed))
    : routes;
  const http = translateGamma({ features, objects, routes: taken });
  const translation = { http, tls: [], streams: [] };
  const owner = keyOf(service);
  state.translations.set(owner, { owner, listeners: [], translation, made: false });
  const source = features.firstSource ? http[0] : http.at(-1);
  if (source === undefined) return features.words.noListeners;
  const parts = envoyParts(features, translation);
  makeConfig(state, source.owner.namespace, source.owner.name, parts);
  state.endpoints.add(`${features.endpoints}/${source.owner.namespace}/${gatewayServiceName(source.owner.name)}`);
  state.translations.set(owner, { owner, listeners: [], translation, made: true });
  return undefined;
}
