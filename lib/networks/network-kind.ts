// What a kind of network tells the base, and what the cluster knows of the link that it is on.
import { IConstruct } from 'constructs';
import { Link, TalosCluster } from '../cluster';
import { Cidr } from '../net';

/** What a kind of network tells the base. @internal */
export interface NetworkKind {
  /** CNI plugin that makes the interfaces. */
  readonly plugin: string;
  /** Link of the cluster that the network is on. */
  readonly link?: Link;
  /** Kernel name of the interface of the node that the network is on. */
  readonly interfaceName?: string;
  /** Resource of a device plugin that hands out the devices. */
  readonly resourceName?: string;
}

/** Links of the cluster that the network is on; the given one first. Call at synth. @internal */
export function linksOf(network: IConstruct, { link, interfaceName }: NetworkKind): Link[] {
  const named = interfaceName === undefined ? [] : (TalosCluster.of(network)?._linksNamed(interfaceName) ?? []);
  return link === undefined ? named : [link, ...named.filter((each) => each !== link)];
}

/** Subnets on the link, or of the nodes where the link is theirs. Call at synth. @internal */
export function subnetsOnLink(network: IConstruct, kind: NetworkKind): Cidr[] {
  if (kind.link?.subnet !== undefined) return [kind.link.subnet];
  const cluster = TalosCluster.of(network);
  const links = linksOf(network, kind);
  const known = new Map(
    links.flatMap(({ subnet }) => (subnet === undefined ? [] : [[String(subnet), subnet] as const])),
  );
  if (known.size === 1) return [...known.values()];
  return known.size === 0 && cluster !== undefined && links.some((each) => each === cluster._primaryLink)
    ? cluster.nodeSubnets
    : [];
}
