// Pods behind a route whose policies do not let the gateway in.
import { IngressPath, ingressPaths, keyOf, named as objectNamed, ServiceObject } from '../../../models/gateway';
import { isEnforced, isSubject, lookup, policyOf, portNames, reservedIdentity } from '../../../models/agent/verdict';
import { GatewayCluster, GATEWAYS } from '../../../world/derived/gateways';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, mapAt, valueAtPath } from '../../../world/derived/fields';
import { TARGETS } from '../../../world/derived/targets';
import {
  Endpoint,
  endpointName,
  hasPoliciesOutside,
  POLICIES,
  PolicyRule,
  PolicyWorld,
} from '../../../world/derived/policies';
import { CheckedObject, World } from '../../../world/types';
import { levelOfAbsence, Rule } from '../../rule';
import { named, plain } from './entries';

interface Data {
  readonly parent: string;
  readonly route: string;
  readonly pods: string;
  readonly port: number;
  readonly policies: readonly string[];
  readonly denied: boolean;
}

/** The proxy comes to backends with the identity `ingress`, whatever address the client has. */
const GATEWAY = reservedIdentity('ingress');

/** A gateway reaches the pods behind its routes. */
export const BACKENDS_DENIED: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/backend-denied',
      title: 'The policies of the pods behind a route let the gateway in',
      why: 'The proxy of a Gateway comes to the pods with the identity of the entity ingress, not with the address of the client: a policy that lets in only addresses or other pods shuts the route off (source: the policy engine, run; cilium/cilium#34786). TCP and UDP routes do not pass the proxy. A policy of another repository may let it in: an error in a complete world, else a warning.',
      words: ({ parent, route, pods, port, policies, denied }: Data) => ({
        message: `${named(parent)} cannot reach ${pods} on port ${port} for ${named(route)}: ${policies.map(named).join(', ')} ${denied ? 'denies' : 'lets in others on that port, and not'} the entity ingress, which a gateway is`,
        repair: `add a rule with fromEntities: [ingress] and port ${port} to a policy of the pods`,
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    if (joined.rules.length === 0) return;
    for (const cluster of world.model(GATEWAYS)) {
      const said = new Set<string>();
      for (const path of ingressPaths(cluster.verdict)) {
        if (!path.owner.startsWith('Gateway/') || path.protocol === 'TCP' || path.protocol === 'UDP') continue;
        for (const backend of path.backends)
          for (const shut of shutPods(world, cluster, joined, backend)) {
            const { at, ...data } = shut;
            const route = routeOf(cluster, path);
            const key = [path.route, shut.pods, shut.port].join('\0');
            if (route === undefined || said.has(key) || hasPoliciesOutside(world, backend.namespace)) continue;
            said.add(key);
            report[levelOfAbsence(world, true)](
              'gateway/backend-denied',
              route,
              backend.path,
              plain({ parent: path.owner, route: path.route, ...data }),
              [at],
            );
          }
      }
    }
  },
};

function routeOf({ verdict, at }: GatewayCluster, { route }: IngressPath): CheckedObject | undefined {
  const index = verdict.objects.routes.find((each) => keyOf(each) === route)?.index;
  return index === undefined ? undefined : at(index);
}

interface Shut extends Omit<Data, 'parent' | 'route'> {
  readonly at: CheckedObject;
}

function shutPods(
  world: World,
  cluster: GatewayCluster,
  joined: PolicyWorld,
  backend: IngressPath['backends'][number],
): Shut[] {
  const found = objectNamed(cluster.verdict.objects.services, backend.namespace, backend.name);
  const service = found === undefined ? undefined : cluster.at(found.index);
  if (found === undefined || service === undefined || !world.model(TARGETS).isWhole(service)) return [];
  const selector = mapAt(service.manifest, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return [];
  const target = targetOf(found, service, backend.port);
  if (target === undefined) return [];
  return candidates(joined, found.namespace, selector)
    .filter(
      (endpoint) =>
        !endpoint.hostNetwork &&
        carries(endpoint, selector) &&
        world.model(CLUSTERS).together(service, endpoint.template.object) &&
        world.model(TARGETS).isWhole(endpoint.template.object),
    )
    .flatMap((endpoint) => shut(world, joined, endpoint, target));
}

const BY_LABEL = new WeakMap<PolicyWorld, ReadonlyMap<string, readonly Endpoint[]>>();

/** Pods of a namespace with the first label of a selector: a repository has a Service for nearly every workload. */
function candidates(
  joined: PolicyWorld,
  namespace: string,
  selector: Readonly<Record<string, unknown>>,
): readonly Endpoint[] {
  const known = BY_LABEL.get(joined) ?? byLabel(joined.endpoints);
  BY_LABEL.set(joined, known);
  const [first] = Object.entries(selector);
  return first === undefined ? [] : (known.get(labelKey(namespace, ...first)) ?? []);
}

function byLabel(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints)
    for (const [key, value] of Object.entries(mapAt(endpoint.template.metadata, 'labels'))) {
      const place = labelKey(endpoint.identity.namespace, key, value);
      const own = found.get(place);
      if (own === undefined) found.set(place, [endpoint]);
      else own.push(endpoint);
    }
  return found;
}

const labelKey = (namespace: string | undefined, key: string, value: unknown) =>
  JSON.stringify([namespace, key, value]);

/** The container port behind a port of the Service: a number, or a name. */
function targetOf(
  service: ServiceObject,
  { manifest }: CheckedObject,
  port: number | undefined,
): number | string | undefined {
  const place = service.ports.findIndex((each) => each.port === port && each.protocol === 'TCP');
  if (place < 0) return undefined;
  const target = valueAtPath(manifest, ['spec', 'ports', place, 'targetPort']);
  return typeof target === 'number' || typeof target === 'string' ? target : port;
}

function carries({ template }: Endpoint, selector: Readonly<Record<string, unknown>>): boolean {
  const labels = mapAt(template.metadata, 'labels');
  return Object.entries(selector).every(
    ([key, value]) => labels[key] === value && typeof value === 'string' && !isPlaceholder(value),
  );
}

function shut(world: World, joined: PolicyWorld, endpoint: Endpoint, target: number | string): Shut[] {
  const { policies } = joined;
  const { identity, template } = endpoint;
  const port = typeof target === 'number' ? target : endpoint.ports.find(({ name }) => name === target)?.port;
  if (port === undefined) return [];
  const names = portNames(
    endpoint.ports.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ name, ...rest }])),
  );
  const about = rulesOfNamespace(joined, identity.namespace).filter(
    ({ entry, at }) => isSubject(entry, identity, policies) && world.model(CLUSTERS).together(at, template.object),
  );
  // A patched policy is only partly known.
  if (about.some(({ at }) => !world.model(TARGETS).isWhole(at))) return [];
  const enforced = isEnforced(identity, 'pod', policies.settings);
  const policy = policyOf(
    policies,
    identity,
    true,
    enforced,
    about.map(({ entry }) => entry),
  );
  const { allowed, denies } = lookup(policy, GATEWAY, 'TCP', port, names, policies.agent.does);
  if (allowed) return [];
  const positions = denies.map(({ entry }) => entry.origin.policy);
  const own = about.filter(({ entry }) =>
    positions.length > 0 ? positions.includes(entry.origin.policy) : entry.defaultDeny,
  );
  const [first] = own;
  if (first === undefined) return [];
  return [
    {
      at: first.at,
      pods: endpointName(endpoint),
      port,
      policies: [...new Set(own.map(({ at }) => nameOf(at)))].sort(),
      denied: denies.length > 0,
    },
  ];
}

const BY_NAMESPACE = new WeakMap<PolicyWorld, Map<string, readonly PolicyRule[]>>();

/** Rules of ingress that can be about pods of a namespace, in their order. */
function rulesOfNamespace(joined: PolicyWorld, namespace = ''): readonly PolicyRule[] {
  const known = BY_NAMESPACE.get(joined) ?? new Map<string, readonly PolicyRule[]>();
  BY_NAMESPACE.set(joined, known);
  const found =
    known.get(namespace) ??
    joined.rules.filter(({ entry }) => entry.ingress && (entry.namespace ?? namespace) === namespace);
  known.set(namespace, found);
  return found;
}

function nameOf({ manifest }: CheckedObject): string {
  const { namespace, name } = manifest.metadata;
  return [manifest.kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
