// The model of the Gateway operator in the format of its engine: sets of manifests in, the statuses that the operator would write out.
import {
  Conditions,
  GatewayBundle,
  GatewaySettings,
  GatewayVerdict,
  gatewayVerdict,
  OwnerStatus,
} from '../../lib/models/gateway';
import { EnvoyPart } from '../../lib/models/gateway/envoy/part';

export const byMinor = true;

interface Options {
  readonly crds?: readonly string[];
  readonly flags?: Readonly<Record<string, string>>;
  readonly ipv6?: boolean;
  readonly noAddresses?: boolean;
  readonly served?: boolean;
  readonly services?: boolean;
  readonly features?: boolean;
  readonly messages?: boolean;
}

/** The engine's answer to one line. */
export function answer(
  question: { readonly id?: string; readonly objects?: readonly unknown[]; readonly options?: Options },
  minor: string,
): Record<string, unknown> {
  const options = question.options ?? {};
  const verdict = gatewayVerdict(question.objects ?? [], settingsOf(options, minor));
  const id = question.id === undefined ? {} : { id: question.id };
  if (!verdict.enabled) return { ...id, enabled: false, ...unlessEmpty('notServed', verdict.notServed) };
  return { ...id, ...written(verdict, options) };
}

function settingsOf(options: Options, minor: string): GatewaySettings {
  const flags = options.flags ?? {};
  const policy = flags['gateway-api-service-externaltrafficpolicy'];
  return {
    minor,
    ...(options.crds === undefined ? {} : { bundle: bundleOf(options.crds) }),
    hostNetwork: flags['gateway-api-hostnetwork-enabled'] === 'true',
    nodeSelector: flags['gateway-api-hostnetwork-nodelabelselector'] ?? '',
    ...(policy === undefined ? {} : { externalTrafficPolicy: policy }),
    ipv6: options.ipv6 === true,
    ...(options.noAddresses === true ? { addressesOf: () => [] } : {}),
  };
}

function bundleOf(sets: readonly string[]): GatewayBundle | 'none' {
  const set = sets.find((name) => name.startsWith('gateway-api/'));
  const [, release, channel] = (set ?? '').split('/');
  return set === undefined ? 'none' : ({ release, channel } as GatewayBundle);
}

function written(verdict: GatewayVerdict, options: Options): Record<string, unknown> {
  const messages = options.messages === true;
  const reads = (kind: string) => verdict.reads.includes(kind);
  return {
    enabled: true,
    ...unlessEmpty(
      'gatewayClasses',
      verdict.classes.map(({ name, accepted, reason, features }) => ({
        name,
        accepted,
        ...(reason === undefined ? {} : { reason }),
        ...(options.features === true && features.length > 0 ? { features } : {}),
      })),
    ),
    ...unlessEmpty(
      'gateways',
      verdict.gateways.map((owner) => ownerOf(owner, messages)),
    ),
    ...unlessEmpty(
      'listenerSets',
      verdict.listenerSets.map((owner) => ownerOf(owner, messages)),
    ),
    ...unlessEmpty('routes', verdict.routes.map(routeOf)),
    ...unlessEmpty('policies', reads('BackendTLSPolicy') ? verdict.policies.map(policyOf) : []),
    ...unlessEmpty('created', verdict.created),
    ...unlessEmpty('services', options.services === true ? servicesOf(verdict) : []),
    ...unlessEmpty('served', options.served === true ? servedOf(verdict) : []),
    ...unlessEmpty('ignored', verdict.ignored.map(ignoredOf)),
    ...(verdict.failures.size === 0 ? {} : { failures: Object.fromEntries(verdict.failures) }),
    ...(verdict.unstable ? { unstable: true } : {}),
  };
}

function unlessEmpty(key: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [key]: items };
}

function conditionsOf(conditions: Conditions, messages: boolean): Record<string, unknown> {
  if (Object.keys(conditions).length === 0) return {};
  const entries = Object.entries(conditions).map(([type, { status, reason, message }]) => [
    type,
    { status, reason, ...(messages && message !== '' ? { message } : {}) },
  ]);
  return { conditions: Object.fromEntries(entries) };
}

function ownerOf(owner: OwnerStatus, messages: boolean): Record<string, unknown> {
  return {
    object: `${owner.namespace}/${owner.name}`,
    ...conditionsOf(owner.conditions, messages),
    ...unlessEmpty(
      'listeners',
      owner.listeners.map(({ name, attachedRoutes, supportedKinds, conditions }) => ({
        name,
        attachedRoutes,
        ...unlessEmpty('supportedKinds', supportedKinds),
        ...conditionsOf(conditions, messages),
      })),
    ),
    ...unlessEmpty('addresses', owner.addresses),
    ...(owner.attachedListenerSets > 0 ? { attachedListenerSets: owner.attachedListenerSets } : {}),
  };
}

function routeOf({ kind, namespace, name, parents }: GatewayVerdict['routes'][number]): Record<string, unknown> {
  return {
    object: `${kind}/${namespace}/${name}`,
    ...unlessEmpty(
      'parents',
      parents.map(({ parent, conditions }) => {
        const { index: _, ...ref } = parent;
        return { parentRef: JSON.parse(JSON.stringify(ref)), ...conditionsOf(conditions, true) };
      }),
    ),
  };
}

function policyOf({ namespace, name, ancestors }: GatewayVerdict['policies'][number]): Record<string, unknown> {
  return {
    object: `BackendTLSPolicy/${namespace}/${name}`,
    ...unlessEmpty(
      'parents',
      ancestors.map(({ gateway, conditions }) => ({
        parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gateway },
        ...conditionsOf(conditions, true),
      })),
    ),
  };
}

function servicesOf(verdict: GatewayVerdict): unknown[] {
  return [...verdict.services.values()]
    .filter(({ namespace, name }) => verdict.created.includes(`Service/${namespace}/${name}`))
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .map((service) => ({
      object: `${service.namespace}/${service.name}`,
      ...(Object.keys(service.labels).length > 0 ? { labels: service.labels } : {}),
      ...(Object.keys(service.annotations).length > 0 ? { annotations: service.annotations } : {}),
      spec: {
        ...service.spec,
        type: service.type,
        ports: service.ports.map((port) => ({ ...port, targetPort: 0 })),
      },
    }));
}

function servedOf({ envoyConfigs }: GatewayVerdict): unknown[] {
  return envoyConfigs.flatMap(({ namespace, name, parts }) =>
    parts.map((part) => partOf(`${namespace}/${name}`, part)),
  );
}

function partOf(config: string, { resource, domains, routes, filter }: EnvoyPart): Record<string, unknown> {
  return {
    config: `${config}/${resource}`,
    ...unlessEmpty('domains', domains),
    ...unlessEmpty('routes', routes),
    ...unlessEmpty('filter', filter),
  };
}

function ignoredOf({ object, reason, version }: GatewayVerdict['ignored'][number]): Record<string, unknown> {
  const words = {
    'no-kind': 'no such kind in the cluster',
    'not-served': `version ${version} is not served`,
    'not-known': 'the operator does not know this kind',
  };
  return { object, reason: words[reason] };
}
