// Listeners of shared Gateways on which whoever may write routes anywhere claims host names.
import {
  allowsKind,
  GatewayObject,
  isGatewayRef,
  isListenerSetRef,
  ListenerObject,
  ListenerSetObject,
  namespaceOf,
} from '../../../models/gateway';
import { GatewayCluster } from '../../../world/derived/gateways';
import { Rule } from '../../rule';
import { eachCluster, listed, plain } from './entries';

interface Open {
  readonly listener: string;
  readonly hostname: string | null;
  readonly namespaces: readonly string[];
}

/** Protocols of which one listener serves many host names. */
const BY_HOST_NAME = ['HTTP', 'HTTPS', 'TLS'];

/** Not everybody takes over host names of a shared Gateway. */
export const OPEN_HOST_NAMES: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/open-host-names',
      title: 'A listener that several namespaces share takes routes of those namespaces only',
      why: 'With from: All on a wildcard, or on a listener without a host name, whoever may write routes in any namespace takes over a host name of somebody else: the narrower name wins, and equal ones are merged into one split (run: routes-two-same-host). Said where routes of two namespaces or more attach; a note in a folder, which need not hold all of them.',
      words: ({ listener, hostname, namespaces }: Open) => ({
        message: `listener "${listener}" takes routes of every namespace for ${hostname === null ? 'every host name' : hostname}: whoever may write a route anywhere takes over names of ${listed(namespaces)}`,
        repair: `write namespaces: {from: Selector, selector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [${listed(namespaces)}]}]}}`,
      }),
    },
  ],
  check(world, report) {
    eachCluster(world, report, (cluster, say) => {
      const { gateways, listenerSets } = cluster.verdict.objects;
      for (const owner of [...gateways, ...listenerSets])
        for (const listener of owner.listeners) {
          const { index, name, protocol, hostname, namespaces: allowed } = listener;
          const isWide = hostname === undefined || hostname.startsWith('*.');
          if (allowed?.from !== 'All' || !isWide || !BY_HOST_NAME.includes(protocol)) continue;
          const namespaces = namespacesOf(cluster, owner, listener);
          if (namespaces.length < 2) continue;
          say(
            world.complete ? 'warning' : 'note',
            'gateway/open-host-names',
            owner.index,
            ['spec', 'listeners', index, 'allowedRoutes', 'namespaces', 'from'],
            plain({ listener: name, hostname: hostname ?? null, namespaces }),
          );
        }
    });
  },
};

/** Namespaces of the routes that mean the listener, sorted. */
function namespacesOf(
  { verdict }: GatewayCluster,
  owner: GatewayObject | ListenerSetObject,
  listener: ListenerObject,
): string[] {
  const isOwn = owner.kind === 'Gateway' ? isGatewayRef : isListenerSetRef;
  const routes = verdict.objects.routes.filter(
    (route) =>
      allowsKind(listener, route.kind) &&
      route.parents.some(
        (ref) =>
          isOwn(ref) &&
          ref.name === owner.name &&
          namespaceOf(ref, route.namespace) === owner.namespace &&
          (ref.sectionName ?? listener.name) === listener.name,
      ),
  );
  return [...new Set(routes.map(({ namespace }) => namespace))].sort();
}
