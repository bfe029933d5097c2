// The addresses that a cluster itself takes, for the ledger.
import { IpAddress, IpRange } from '../net';
import { LedgerEntry, LedgerKind } from './address-ledger';
import type { TalosCluster } from './talos-cluster';

/** Entries of the cluster in the address ledger. @internal */
export function clusterAddresses(cluster: TalosCluster): LedgerEntry[] {
  const owner = cluster.node.path;
  const one = (address: IpAddress) => IpRange._of(address, address);
  return [
    ...cluster.nodeSubnets.map((subnet) => ({ kind: LedgerKind.NODE_SUBNET, range: subnet.range, owner })),
    ...cluster.podSubnets.map((subnet) => ({ kind: LedgerKind.POD_SUBNET, range: subnet.range, owner })),
    ...cluster.serviceSubnets.map((subnet) => ({ kind: LedgerKind.SERVICE_SUBNET, range: subnet.range, owner })),
    ...cluster._links
      .filter(
        (link) =>
          link.subnet !== undefined && !cluster.nodeSubnets.some((s) => s.toString() === link.subnet!.toString()),
      )
      .map((link) => ({ kind: LedgerKind.LINK_SUBNET, range: link.subnet!.range, owner, name: link.name })),
    ...cluster._nodes.map((node) => ({
      kind: LedgerKind.NODE_ADDRESS,
      range: one(node.address),
      owner,
      name: node.name,
    })),
    ...(cluster.virtualIp === undefined
      ? []
      : [{ kind: LedgerKind.VIRTUAL_ADDRESS, range: one(cluster.virtualIp), owner }]),
  ];
}
