// Everything in the world that claims addresses: facts, machines, Cilium, pools, Services, secondary networks.
import { ClusterFacts, nodesOfLink } from '../../facts';
import { IpRange } from '../../net';
import { textOf } from '../../models/load-balancer';
import { Path } from '../../problem';
import { CheckedDocument, CheckedObject, World } from '../types';
import { ciliumInstalls } from './cilium-values';
import { isPlaceholder } from './fields';
import { LOAD_BALANCING, titleOf } from './load-balancing';
import { NAD_ADDRESSES, NadAddresses } from './nad-addresses';
import { POOLS, readAddress, readNetwork } from './pools';
import { TALOS_FACTS } from './talos-facts';

/** What is claimed. The later kind is the one to move. */
export const CLAIM_KINDS = [
  'node subnet',
  'link subnet',
  'pod subnet',
  'service subnet',
  'node address',
  'virtual address',
  'router address',
  'load-balancer pool',
  'Service address',
  'IPAM range',
  'static address',
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** One claim. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly range: IpRange;
  readonly at: CheckedObject | CheckedDocument;
  readonly path: Path;
  /** What it is called in messages, with its owner and without the addresses. */
  readonly words: string;
  /** The one that has it, where that is not the object: a node, a Service. */
  readonly owner?: string;
  /** Nodes that have the link. */
  readonly nodes?: readonly string[];
  /** Facts of a secondary network. */
  readonly nad?: NadAddresses;
}

/** All of them. What the Talos documents repeat of the facts counts once. */
export function claimsOf(world: World): Claim[] {
  const facts = [...ofFacts(world), ...ofMachines(world)];
  const stated = new Set(facts.map(({ kind, range }) => `${kind} ${range.toString()}`));
  return [
    ...facts,
    ...ofTalos(world).filter(({ kind, range }) => !stated.has(`${kind} ${range.toString()}`)),
    ...ofCilium(world),
    ...ofPools(world),
    ...ofServices(world),
    ...ofNetworks(world),
  ];
}

/** Addresses at which the tools of a cluster reach its machines; the facts come first where they say them too. */
function ofMachines(world: World): Claim[] {
  const stated = (world.factsDocument === undefined ? [] : (world.facts?.nodes ?? [])).flatMap(
    (node) => node.addresses,
  );
  return world.machineTrees.flatMap(({ at, machines }) =>
    machines.flatMap(({ name, addresses }) =>
      addresses.flatMap(({ text, path }): Claim[] => {
        const address = stated.includes(text) ? undefined : readAddress(text);
        if (address === undefined) return [];
        const words = `address of node ${name}`;
        return [{ kind: 'node address', range: IpRange._of(address, address), at, path, words, owner: name }];
      }),
    ),
  );
}

function ofFacts({ factsDocument: at }: World): Claim[] {
  const facts = at?.content as ClusterFacts | undefined;
  if (facts === undefined || at === undefined) return [];
  const networks = (kind: ClaimKind, texts: readonly string[], path: Path, words: string, more: Partial<Claim> = {}) =>
    texts.flatMap((text, index): Claim[] => {
      const range = readNetwork(text)?.range;
      return range === undefined ? [] : [{ kind, range, at, path: [...path, index], words, ...more }];
    });
  const addresses = (kind: ClaimKind, texts: readonly string[], path: Path, words: string, more: Partial<Claim> = {}) =>
    texts.flatMap((text, index): Claim[] => {
      const address = readAddress(text);
      if (address === undefined) return [];
      return [{ kind, range: IpRange._of(address, address), at, path: [...path, index], words, ...more }];
    });
  const { nodeSubnets = [], podSubnets = [], serviceSubnets = [], virtualIps = [], nodes = [], links = [] } = facts;
  return [
    ...networks('node subnet', nodeSubnets, ['nodeSubnets'], 'node subnet'),
    ...links.flatMap((link, index) =>
      networks('link subnet', link.subnets ?? [], ['links', index, 'subnets'], `network of link ${link.name}`, {
        nodes: nodesOfLink(facts, link),
        owner: link.name,
      }).filter(({ path }) => !nodeSubnets.includes(link.subnets![path.at(-1) as number]!)),
    ),
    ...networks('pod subnet', podSubnets, ['podSubnets'], 'pod subnet'),
    ...networks('service subnet', serviceSubnets, ['serviceSubnets'], 'service subnet'),
    ...nodes.flatMap((node, index) =>
      addresses('node address', node.addresses, ['nodes', index, 'addresses'], `address of node ${node.name}`, {
        owner: node.name,
      }),
    ),
    ...addresses('virtual address', virtualIps, ['virtualIps'], 'virtual address of the control plane'),
  ];
}

function ofTalos(world: World): Claim[] {
  return world.model(TALOS_FACTS).addresses.flatMap(({ kind, text, at, path }) => {
    const address = kind === 'node address' || kind === 'virtual address' ? readAddress(text) : undefined;
    const range = address === undefined ? readNetwork(text)?.range : IpRange._of(address, address);
    return range === undefined ? [] : [{ kind, range, at, path, words: `${kind} of Talos` }];
  });
}

/** Pod networks of cluster-pool IPAM, those of the chart's default too. With other modes the lists say nothing. */
function ofCilium(world: World): Claim[] {
  return ciliumInstalls(world).flatMap((install) => {
    if (install.get('ipam.mode') !== 'cluster-pool') return [];
    return ['ipam.operator.clusterPoolIPv4PodCIDRList', 'ipam.operator.clusterPoolIPv6PodCIDRList'].flatMap((key) => {
      const own = install.own(key);
      const six = key.includes('IPv6');
      const value = own ?? (six && !install.isOn('ipv6.enabled') ? [] : install.get(key));
      const texts = Array.isArray(value)
        ? (value as unknown[])
        : typeof value === 'string'
          ? value.split(/[\s,]+/)
          : [];
      const { at, path } = install.placeOf(key);
      return texts.flatMap((text): Claim[] => {
        const range = typeof text === 'string' && !isPlaceholder(text) ? readNetwork(text)?.range : undefined;
        if (range === undefined) return [];
        const words =
          own === undefined
            ? `pod subnet ${String(text)} that Cilium takes by default (ipam.mode cluster-pool)`
            : 'pod subnet of Cilium';
        return [{ kind: 'pod subnet', range, at, path, words }];
      });
    });
  });
}

function ofPools(world: World): Claim[] {
  return world.model(POOLS).flatMap(({ object, name, blocks }) =>
    blocks.map(({ range, path }): Claim => ({
      kind: 'load-balancer pool',
      range,
      at: object,
      path,
      words: `load-balancer pool ${name}`,
    })),
  );
}

/** Addresses that Services ask for; those of a pool are the pool's. */
function ofServices(world: World): Claim[] {
  const pools = world.model(POOLS).flatMap(({ blocks }) => blocks.map(({ range }) => range));
  return world.model(LOAD_BALANCING).flatMap(({ services }) =>
    services.flatMap(({ at, title, key, service, notResponsible }) =>
      (notResponsible === undefined ? service.requested : []).flatMap((wanted): Claim[] => {
        const address = readAddress(textOf(wanted));
        if (address === undefined || pools.some((range) => range.contains(address))) return [];
        const range = IpRange._of(address, address);
        return [{ kind: 'Service address', range, at, path: [], words: `address that ${title} asks for`, owner: key }];
      }),
    ),
  );
}

const KIND_OF_NAD = { range: 'IPAM range', static: 'static address', gateway: 'router address' } as const;

function ofNetworks(world: World): Claim[] {
  return world.model(NAD_ADDRESSES).map((nad): Claim => ({
    kind: KIND_OF_NAD[nad.kind],
    range: nad.range,
    at: nad.object,
    path: nad.path,
    words: nad.object === nad.network ? nad.words : `${nad.words} of ${titleOf(nad.object.manifest)}`,
    nad,
  }));
}
