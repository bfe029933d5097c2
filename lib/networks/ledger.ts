// What a network takes in the address ledger of the app: ranges, gateways, addresses of pods.
import { LedgerEntry, LedgerKind } from '../cluster';
import { IpAddress, IpRange } from '../net';
import type { SecondaryNetwork } from './secondary-network';

/** The entries of a network. One group: whether an address fits its own network, the network's checks say. */
export function ledgerEntries(network: SecondaryNetwork): LedgerEntry[] {
  const common = { owner: network.node.path, group: network.node.path };
  const one = (address: IpAddress) => IpRange._of(address, address);
  const { ranges } = network._placed();
  const gateways = [
    ...(network._gateway === undefined ? [] : [network._gateway]),
    ...ranges.filter((range) => range.gatewayGiven).map((range) => range.gateway),
  ];
  const unique = new Map(gateways.map((gateway) => [gateway.toString(), gateway]));
  const requested = network._attachments.flatMap(({ addresses, workload }) =>
    addresses.map(({ address }) => ({ address, name: workload.path })),
  );
  return [
    ...ranges.map((range) => ({ ...common, kind: LedgerKind.IPAM_RANGE, range: range.pool })),
    ...[...unique.values()].map((gateway) => ({ ...common, kind: LedgerKind.GATEWAY_ADDRESS, range: one(gateway) })),
    ...requested.map(({ address, name }) => ({
      ...common,
      kind: LedgerKind.STATIC_ADDRESS,
      range: one(address),
      name,
    })),
  ];
}
