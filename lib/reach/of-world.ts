// Who can reach whom in a world: its policies and workloads, the settings of its Cilium, the ways that its Gateways open.
import { objectKey } from '../manifest';
import { IngressPath, ingressPaths } from '../models/gateway';
import { APPLIED } from '../world/derived/applied';
import { installOf } from '../world/derived/cilium-values/cluster-of';
import { CLUSTERS } from '../world/derived/clusters';
import { GATEWAYS, withDefaultNamespace } from '../world/derived/gateways';
import { INGRESSES } from '../world/derived/ingresses';
import { CheckedObject, Model, World } from '../world/types';
import { InsideAddresses, ReachObject } from './input';
import { Reachability } from './reachability';

/** One cluster of a world. */
export interface ReachCluster {
  readonly reach: Reachability;
  /** The object of the world behind one that reach names. */
  readonly at: (object: ReachObject) => CheckedObject;
}

/** The clusters of a world that have something that policy is about, the one with the most objects first. */
export const REACH: Model<readonly ReachCluster[]> = {
  name: 'reach',
  build: (world) => {
    const parts = partsOf(world);
    return parts.map((part, index) => clusterOf(world, part, index === 0 ? parts.slice(1) : []));
  },
};

/** Objects by cluster: nothing of one cluster reaches anything of another by name. */
function partsOf(world: World): CheckedObject[][] {
  const clusters = world.model(CLUSTERS);
  const applied = world.model(APPLIED);
  const parts: CheckedObject[][] = [];
  for (const object of world.objects) {
    if (!applied.isApplied(object)) continue;
    const part = parts.find(([first]) => clusters.together(first!, object));
    if (part === undefined) parts.push([object]);
    else part.push(object);
  }
  return parts.sort((a, b) => b.length - a.length);
}

function clusterOf(world: World, part: readonly CheckedObject[], others: readonly CheckedObject[][]): ReachCluster {
  // Of an object that stands there twice, what is applied last stays.
  const last = new Map(part.map((object) => [objectKey(object.manifest), object]));
  const behind = new Map<ReachObject, CheckedObject>();
  const objects = [...last.values()].map((object): ReachObject => {
    const { manifest, origin } = object;
    const place = origin.construct ?? origin.file;
    const known = { manifest, ...(place === undefined ? {} : { origin: place }) };
    behind.set(known, object);
    return known;
  });
  const own = new Set(part);
  const gateways = world
    .model(GATEWAYS)
    .filter(({ verdict, at }) => verdict.objects.gateways.some(({ index }) => own.has(at(index)!)))
    .flatMap(({ verdict }) => ingressPaths(verdict));
  const ingresses = world
    .model(INGRESSES)
    .filter(({ at }) => own.has(at))
    .flatMap(({ ways }) => ways);
  const reach = new Reachability({
    objects,
    settings: { ...world.versions.agent, minor: world.versions.cilium },
    gateways: [...gateways.map(inDefault), ...ingresses],
    complete: world.complete,
    inside: insideOf(world),
    remarks: [...(isAudited(world, part) ? [AUDITED] : []), ...(others.length === 0 ? [] : [leftOut(others)])],
  });
  return { reach, at: (object) => behind.get(object)! };
}

/** What is denied here passes all the same, and only the log says so. */
const AUDITED =
  'policyAuditMode is on: what is denied is not dropped, only logged as AUDIT; what HTTP and DNS rules refuse stays refused';

function isAudited(world: World, [first]: readonly CheckedObject[]): boolean {
  return first !== undefined && installOf(world, first)?.isOn('policyAuditMode') === true;
}

/** A way by the namespaces that reach knows: what nobody wrote is `default`. */
function inDefault(way: IngressPath): IngressPath {
  const named = withDefaultNamespace;
  const backends = (list: IngressPath['backends']) =>
    list.map((each) => ({ ...each, namespace: named(each.namespace) }));
  return {
    ...way,
    ...{ owner: named(way.owner), route: named(way.route), listenerOwner: named(way.listenerOwner) },
    ...{ backends: backends(way.backends), beside: backends(way.beside) },
  };
}

/** What the facts say of addresses. */
function insideOf({ facts }: World): InsideAddresses {
  const { nodes = [], podSubnets = [], serviceSubnets = [] } = facts ?? {};
  const networks = (subnets: readonly string[], of: string) => subnets.map((network) => ({ network, of }));
  return {
    nodes: new Map(
      nodes.flatMap(({ role, addresses }) =>
        addresses.map((address) => [address, role === 'controlplane' ? 'kube-apiserver' : 'remote-node']),
      ),
    ),
    networks: [...networks(podSubnets, 'pods'), ...networks(serviceSubnets, 'Services')],
  };
}

function leftOut(others: readonly (readonly CheckedObject[])[]): string {
  const files = others.map(([first]) => first!.origin.file ?? '');
  return `objects of ${others.length === 1 ? 'another cluster' : `${others.length} other clusters`} are left out (${files.join(', ')}, …): name the folder of the cluster that you mean`;
}

/** The connections of the cluster of a world: of several, the one with the most objects. */
export function reachOf(world: World): Reachability {
  return world.model(REACH)[0]?.reach ?? new Reachability({ objects: [] });
}
