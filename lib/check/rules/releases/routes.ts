// Routes that the values of a chart describe, where nobody here renders the chart: whether the listeners of the Gateway let in the namespace of the
// release. Whatever else the chart writes into the route, it lies there.
import {
  allowsNamespace,
  asksForLabels,
  gatewayFeatures,
  keyOf,
  listenerAnswers,
  ROUTE_KINDS,
} from '../../../models/gateway';
import { CLUSTERS } from '../../../world/derived/clusters';
import { GATEWAYS } from '../../../world/derived/gateways';
import { TARGETS } from '../../../world/derived/targets';
import { ReleasedReference, VALUE_REFERENCES } from '../../../world/derived/value-references';
import { World } from '../../../world/types';
import { ROUTE_ROWS, RouteData, told } from '../gateway/routes';
import { Report, Rule } from '../../rule';

const NOT_ALLOWED = ROUTE_ROWS.find(({ refusal }) => refusal === 'namespace')!;

/** A listener of the Gateway that values name allows routes of the release's namespace. */
export const VALUE_ROUTES: Rule = {
  layer: 'gateway',
  codes: [NOT_ALLOWED],
  check(world, report) {
    for (const released of world.model(VALUE_REFERENCES)) judge(world, report, released);
  },
};

function judge(world: World, report: Report, { release, namespace, reference, place }: ReleasedReference): void {
  if (reference.refers !== 'route' || namespace === undefined) return;
  const { parents, hostnames } = reference;
  // Charts with several kinds of routes say which; the namespace is asked of all alike.
  const kind = ROUTE_KINDS.find((each) => each === reference.kind) ?? 'HTTPRoute';
  for (const parent of parents) {
    if ((parent.kind ?? 'Gateway') !== 'Gateway') continue;
    const [found, ...others] = gatewaysOf(world, release, parent.namespace ?? namespace, parent.name);
    if (found === undefined || others.length > 0) continue;
    const { minor, gateway, namespaces } = found;
    if (gateway.listeners.some(asksForLabels) && !knowsLabels(world, namespace)) continue;
    const labels = new Map([[namespace, { 'kubernetes.io/metadata.name': namespace }], ...namespaces]);
    const answers = listenerAnswers(gatewayFeatures(minor), gateway.listeners, {
      kind,
      hostnames,
      parent: { sectionName: parent.sectionName, port: parent.port },
      allows: (listener) => allowsNamespace(listener, gateway.namespace, namespace, labels),
    });
    // Listeners that the reference does not name are not asked; a name that no listener has is a finding of the references.
    const meant = answers.filter(({ refusals }) => !refusals.includes('section') && !refusals.includes('port'));
    if (meant.length === 0 || !meant.every(({ refusals }) => refusals.includes('namespace'))) continue;
    const data: RouteData = { parent: keyOf(gateway), kind, namespace, hostnames, listeners: meant.map(told) };
    report.warning(NOT_ALLOWED.code, release, place(parent.path), { ...data }, [found.at]);
  }
}

/** The Gateways of that name in the cluster of a release, as Cilium's operator sees them. */
function gatewaysOf(world: World, release: ReleasedReference['release'], namespace: string, name: string) {
  const clusters = world.model(CLUSTERS);
  return world.model(GATEWAYS).flatMap(({ verdict: { minor, objects }, at }) =>
    objects.gateways.flatMap((gateway) => {
      const object = at(gateway.index);
      if (gateway.name !== name || gateway.namespace !== namespace || object === undefined) return [];
      return clusters.together(object, release) ? [{ minor, gateway, namespaces: objects.namespaces, at: object }] : [];
    }),
  );
}

/** True if the labels of the namespace are in the input, all of them. */
function knowsLabels(world: World, name: string): boolean {
  const namespace = world.find('', 'Namespace', undefined, name);
  return namespace !== undefined && world.model(TARGETS).isWhole(namespace);
}
