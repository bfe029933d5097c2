// Routes of secondary networks that take traffic away from the cluster.
import { Cidr } from '../../../net';
import { isMap } from '../../../manifest';
import { NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { readNetwork } from '../../../world/derived/pools';
import { TALOS_FACTS } from '../../../world/derived/talos-facts';
import { World } from '../../../world/types';
import { Rule } from '../../rule';

const AT = ['spec', 'config'];

export const ROUTES: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/default-route-wins',
      title: 'A default route of a secondary network has a priority',
      why: 'Without one it comes before the default route of eth0, and the pods lose Services and cluster DNS (vectors bridge-two-defaults, hostlocal-route-default; with a priority it stays second: hostlocal-route-default-priority).',
      words: ({ destination }: { destination: string }) => ({
        message: `the route to ${destination} without a priority wins over the default route of eth0: the pods lose Services and cluster DNS`,
        repair: 'give the route a "priority", such as 500, or route only the networks that are needed',
      }),
    },
    {
      code: 'cni/route-into-cluster',
      title: 'No network or route of a secondary network covers those of pods and Services',
      why: 'The route of the pod into the LAN is the more exact one, and traffic to the cluster goes there. Judged where the facts or Talos documents state the subnets of the cluster.',
      words: ({
        destination,
        what,
        cluster,
        kind,
      }: {
        destination: string;
        what: string;
        cluster: string;
        kind: string;
      }) => ({
        message: `${what} ${destination} overlaps the ${kind} ${cluster} of the cluster: pods would send cluster traffic to the LAN`,
        repair: `write networks outside of ${cluster}`,
      }),
    },
  ],
  check(world, report) {
    const inCluster = clusterSubnets(world);
    for (const network of world.model(NETWORKS)) {
      const { object } = network;
      // The pods keep the routes of eth0.
      if (isMoved(network)) continue;
      for (const { destination, wins } of routesOf(network)) {
        if (destination.prefix > 0) continue;
        if (wins) report.warning('cni/default-route-wins', object, AT, { destination: destination.toString() });
      }
      for (const { cidr, what } of reached(network))
        for (const { subnet, kind } of inCluster)
          if (cidr.overlaps(subnet))
            report.error('cni/route-into-cluster', object, AT, {
              destination: cidr.toString(),
              what,
              cluster: subnet.toString(),
              kind,
            });
    }
  },
};

/** Networks that the pods reach by their interface; a default route is judged by its priority. */
function reached(network: SecondaryNetwork): { readonly cidr: Cidr; readonly what: string }[] {
  const own = new Map(network.pools.flat().map(({ subnet }) => [subnet.toString(), subnet]));
  return [
    ...[...own.values()].map((cidr) => ({ cidr, what: 'subnet' })),
    ...routesOf(network)
      .filter(({ destination }) => destination.prefix > 0)
      .map(({ destination }) => ({ cidr: destination, what: 'the route to' })),
  ];
}

/** sbr without a table moves the routes of the interface into a table of its own: only what comes from its address takes them. */
function isMoved({ plugins }: SecondaryNetwork): boolean {
  return plugins.some(({ type, fields }) => type === 'sbr' && (fields.table === undefined || fields.table === null));
}

function routesOf({ main }: SecondaryNetwork): { readonly destination: Cidr; readonly wins: boolean }[] {
  const routes = Array.isArray(main.ipam.routes) ? main.ipam.routes.filter(isMap) : [];
  return routes.flatMap(({ dst, priority, table }) => {
    const destination = cidrOf(dst);
    return destination === undefined ? [] : [{ destination, wins: (priority ?? 0) === 0 && (table ?? 0) === 0 }];
  });
}

function clusterSubnets(world: World): { readonly subnet: Cidr; readonly kind: string }[] {
  const stated = [
    ...(world.facts?.podSubnets ?? []).map((text) => ({ text, kind: 'pod subnet' })),
    ...(world.facts?.serviceSubnets ?? []).map((text) => ({ text, kind: 'service subnet' })),
    ...world
      .model(TALOS_FACTS)
      .addresses.filter(({ kind }) => kind === 'pod subnet' || kind === 'service subnet')
      .map(({ kind, text }) => ({ text, kind: kind as string })),
  ];
  const unique = new Map(stated.map((each) => [`${each.kind} ${each.text}`, each]));
  return [...unique.values()].flatMap(({ text, kind }) => {
    const subnet = cidrOf(text);
    return subnet === undefined ? [] : [{ subnet, kind }];
  });
}

function cidrOf(text: unknown): Cidr | undefined {
  if (typeof text !== 'string' || readNetwork(text)?.hostBits !== undefined || readNetwork(text) === undefined)
    return undefined;
  return Cidr.of(text);
}
