// Rules over all secondary networks of the app: what no single one can see.
import { Boundary, AppRule, Role } from '../cluster';
import { errorAt, Finding } from '../construct';
import type { SecondaryNetwork } from './secondary-network';

/** The rules, for Boundary.addRule. */
export function networkRules(): AppRule[] {
  return [
    { code: 'network/cni-name-twice', check: (facts) => pairs(facts, cniNameTwice) },
    { code: 'network/master-shared', check: (facts) => pairs(facts, masterShared) },
    { code: 'network/mac-twice', check: (facts) => macTwice(networksOf(facts)) },
  ];
}

/** Two networks with one CNI name share host-local's store and Multus' results (vector hostlocal-same-name). */
function cniNameTwice(earlier: SecondaryNetwork, later: SecondaryNetwork): Finding[] {
  if (earlier.cniName !== later.cniName) return [];
  const [namespace] = later._key.split('/');
  return [
    errorAt(
      later.node.path,
      'network/cni-name-twice',
      `CNI name "${later.cniName}" is that of ${earlier.node.path} too: nodes keep one store of addresses for both`,
      `write cniName: '${namespace}-${later.name}'`,
    ),
  ];
}

/** The kernel gives a link to one kind of children, and a passthru child wants it alone (vectors macvlan-passthru-*; multus#1339). */
function masterShared(earlier: SecondaryNetwork, later: SecondaryNetwork): Finding[] {
  if (earlier.master !== later.master) return [];
  if (earlier._plugin === later._plugin && !earlier._exclusive && !later._exclusive) return [];
  const what = (network: SecondaryNetwork) => `${network._plugin}${network._exclusive ? ' passthru' : ''}`;
  return [
    errorAt(
      later.node.path,
      'network/master-shared',
      `${what(later)} on "${later.master}", which carries ${what(earlier)} of ${earlier.node.path}: the kernel refuses the second on a node`,
      'use one plugin and mode for each link, or put one of the networks on a VLAN',
    ),
  ];
}

/** On one link the kernel refuses the second (vector macvlan-mac-twice); on several it confuses the switch. */
function macTwice(networks: readonly SecondaryNetwork[]): Finding[] {
  const owners = new Map<string, string>();
  return networks.flatMap((network) =>
    network._attachments.flatMap(({ mac, workload }) => {
      if (mac === undefined) return [];
      const owner = owners.get(mac);
      owners.set(mac, `${workload.path} on ${network.node.path}`);
      return owner === undefined
        ? []
        : [
            errorAt(
              network.node.path,
              'network/mac-twice',
              `MAC address ${mac} of ${workload.path} is that of ${owner} already`,
              'give each interface its own MAC address',
            ),
          ];
    }),
  );
}

function networksOf(facts: Boundary): SecondaryNetwork[] {
  return facts.all(Role.SECONDARY_NETWORK) as SecondaryNetwork[];
}

function pairs(facts: Boundary, check: (earlier: SecondaryNetwork, later: SecondaryNetwork) => Finding[]): Finding[] {
  const networks = networksOf(facts);
  return networks.flatMap((later, index) => networks.slice(0, index).flatMap((earlier) => check(earlier, later)));
}
