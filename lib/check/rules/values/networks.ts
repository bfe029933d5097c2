// The networks of pods in the values against those of the machines.
import { Cidr, ValueError } from '../../../net';
import { CiliumValues, ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { ADDRESS_LEDGER, Claim } from '../../../world/derived/address-ledger';
import { isPlaceholder } from '../../../world/derived/fields';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';

interface RangeData {
  readonly key: string;
  readonly range: string;
  readonly pods: string;
}
interface PoolData {
  readonly pool: string;
  readonly node: string;
}

/** The pool of cluster-pool where the values name none. Source: values.yaml of 1.18 to 1.20. */
const DEFAULT_POOL = '10.0.0.0/8';

/** Networks of pods are those of the cluster. */
export const NETWORKS: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/native-range',
      title: 'With native routing the native routing CIDR holds the pod subnets',
      why: 'Packets to addresses outside of it are masqueraded: pods of other nodes see the address of the node, and policies by identity do not match. Source: Cilium documentation, masquerading; mitchross/talos-argocd-proxmox#1658.',
      words: ({ key, range, pods }: RangeData) => ({
        message: `${key} is ${range} and does not hold the pod subnet ${pods}: traffic between pods of different nodes is masqueraded`,
        repair: `set ${key}: ${pods}`,
      }),
    },
    {
      code: 'values/pool-over-nodes',
      title: 'The pool of the pods does not hold the nodes',
      why: 'Without ipam the chart takes pods from 10.0.0.0/8 (cluster-pool); a node whose address lies in it is taken for a pod (cilium/cilium#42383).',
      words: ({ pool, node }: PoolData) => ({
        message: `ipam is not set: the chart gives pods addresses from ${pool}, which holds the node address ${node}`,
        repair:
          'set ipam.mode: kubernetes, so that pods take the subnets of Talos, or another clusterPoolIPv4PodCIDRList',
      }),
    },
  ],
  check(world, report) {
    for (const install of ciliumInstalls(world)) {
      nativeRange(world, install, report);
      pool(world, install, report);
    }
  },
};

function nativeRange(world: World, install: CiliumValues, report: Report): void {
  if (install.get('routingMode') !== 'native' || install.get('ipam.mode') !== 'kubernetes') return;
  for (const [key, family] of [
    ['ipv4NativeRoutingCIDR', 4],
    ['ipv6NativeRoutingCIDR', 6],
  ] as const) {
    const range = cidrOf(install.own(key));
    if (range === undefined) continue;
    for (const { text, at } of podSubnets(world, install)) {
      const pods = cidrOf(text);
      if (pods === undefined || pods.family !== range.family || (family === 4) !== isV4(pods)) continue;
      if (range.contains(pods.range.first) && range.contains(pods.range.last)) continue;
      const place = install.placeOf(key);
      const data = { key, range: range.toString(), pods: pods.toString() };
      report.warning('values/native-range', place.at, place.path, data, at === undefined ? [] : [at]);
    }
  }
}

function isV4(cidr: Cidr): boolean {
  return !cidr.toString().includes(':');
}

function podSubnets(world: World, install: CiliumValues): { text: string; at?: CheckedDocument }[] {
  const claims = world
    .model(ADDRESS_LEDGER)
    .claims.filter(({ kind, at }) => kind === 'pod subnet' && !('manifest' in at) && installOf(world, at) === install)
    .flatMap((claim) => textOf(claim));
  const stated = (world.facts?.podSubnets ?? []).map((text) => ({ text }));
  const seen = new Set<string>();
  return [...claims, ...stated].filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The text of a claim as it stands in its document. */
function textOf({ at, path }: Claim): { text: string; at: CheckedDocument }[] {
  if ('manifest' in at) return [];
  const text = path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    at.content,
  );
  return typeof text === 'string' ? [{ text, at }] : [];
}

function pool(world: World, install: CiliumValues, report: Report): void {
  if (install.get('ipam.mode') !== 'cluster-pool' || install.own('ipam.mode') !== undefined) return;
  if (install.own('ipam.operator.clusterPoolIPv4PodCIDRList') !== undefined) return;
  const range = Cidr.of(DEFAULT_POOL);
  const node = world
    .model(ADDRESS_LEDGER)
    .claims.find(
      ({ kind, at, range: address }) =>
        kind === 'node address' &&
        installOf(world, at) === install &&
        address.family === range.family &&
        range.contains(address.first),
    );
  const stated = (world.facts?.nodes ?? [])
    .flatMap(({ addresses }) => addresses)
    .find((address) => !address.includes(':') && range.contains(Cidr.of(`${address}/32`).range.first));
  const address = node?.range.first.toString() ?? stated;
  if (address === undefined) return;
  const { at, path } = install.placeOf('ipam.mode');
  report.warning('values/pool-over-nodes', at, path, { pool: DEFAULT_POOL, node: address });
}

function cidrOf(value: unknown): Cidr | undefined {
  if (typeof value !== 'string' || isPlaceholder(value)) return undefined;
  try {
    return Cidr.of(value);
  } catch (error) {
    if (error instanceof ValueError) return undefined;
    throw error;
  }
}
