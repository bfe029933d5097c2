// The codes of everything that the model of CNI configurations says.
import { CheckedObject } from '../../../world/types';
import { Code, Data, Path, pathText, Words } from '../../../problem';
import { Report } from '../../rule';
import { CniProblem } from '../../../models/cni';
import { REASON_WORDS } from './words';

const SOURCE = 'Source: the plugins of containernetworking/plugins 1.9.1 and libcni 1.3.0, run.';

/** Names of CniProblem, with the rule in a sentence. */
const TITLES: Readonly<Record<string, readonly [title: string, why: string]>> = {
  json: ['The configuration of a network is one JSON object', 'Multus refuses every pod that asks for it.'],
  type: ['Every field has the type that the plugin reads', 'Go refuses a number in quotes, and a pod does not start.'],
  'unknown-field': [
    'Every field is one that the plugin knows',
    'The plugin ignores the others, so a misspelt one does nothing.',
  ],
  'no-effect': ['What is written has an effect', 'The plugin takes it and does nothing with it.'],
  'no-plugin': ['A configuration names its plugins', 'Multus refuses every pod that asks for it, or crashes.'],
  plugin: ['A plugin has the name of a program', 'A misspelt name is a program that no node has.'],
  name: ['The name of a network is one that libcni takes', 'Letters, digits, "_", "." and "-".'],
  version: [
    'cniVersion is one that every plugin of the list takes',
    'An absent one counts as 0.1.0, which bandwidth, vrf and firewall refuse.',
  ],
  mtu: ['An mtu is one that the kernel takes', '68 to 65535, and at least 1280 with IPv6.'],
  mac: ['A MAC address is one that an interface takes', 'Six bytes, unicast, not all zero.'],
  'link-name': ['A link has a name that the kernel takes', 'At most 15 bytes; no "/", ":", "%" or blank.'],
  mode: ['A mode is one that the plugin knows', 'The plugin refuses others.'],
  master: ['A VLAN has a master', 'The plugin refuses it otherwise.'],
  vlan: ['VLAN ids are 1 to 4094', 'The plugin refuses others.'],
  options: ['Options have known values and do not exclude each other', 'The plugin refuses them otherwise.'],
  device: ['host-device names one device', 'The plugin refuses it otherwise.'],
  order: ['Plugins stand in an order that works', 'One main plugin first, then those that change its interface.'],
  address: ['Addresses and subnets can be read', 'The IPAM plugin refuses them otherwise.'],
  route: [
    'Routes are ones that the kernel takes',
    'No host bits, no route twice, a gateway on a subnet of the interface.',
  ],
  range: [
    'Ranges of host-local are ones that it takes',
    'No host bits, inside of the subnet, no overlaps, room for two hosts.',
  ],
  gateway: ['ptp has a gateway', 'It is the address of the other end.'],
  'no-address': ['Who needs an address gets one', 'ipvlan, vlan, ptp, dummy and sbr fail without.'],
  dhcp: ['Options of dhcp are known', 'The daemon refuses others.'],
  sysctl: ["tuning writes keys of the pod's own", 'Keys of the machine and unknown ones fail.'],
  bandwidth: ['Limits come as rate and burst, on a veth pair', 'The plugin fails otherwise.'],
  request: ['What a pod asks for is what its network can give', 'The pod does not start otherwise.'],
  annotation: ['The annotation follows the grammar of Multus', 'Multus refuses the pod otherwise.'],
  interface: [
    'Every interface of a pod has a name of its own',
    'The second one with a name fails, and the pod does not start.',
  ],
  'default-route': ['A pod has one default route of each family', 'Multus refuses more.'],
};

/** The codes of some names, for the list of a rule. */
export function codesOf(...names: string[]): Code[] {
  return names.map((name) => ({
    code: `cni/${name}`,
    title: TITLES[name]![0],
    why: `${TITLES[name]![1]} ${SOURCE}`,
    words: wordsOf,
  }));
}

/** Names of what can be wrong with a configuration by itself. */
export const CONFIGURATION_NAMES: readonly string[] = Object.keys(TITLES).filter(
  (name) => !['request', 'annotation', 'interface', 'default-route'].includes(name),
);

/** What a problem of the model says of itself, in a report. */
interface SaidProblem {
  readonly reason: string;
  /** Place inside of the JSON. */
  readonly place?: string;
  /** The network that is asked for something. */
  readonly network?: string;
  /** The plugin stands behind another one, and leaves behind what that one made. */
  readonly leaks?: boolean;
  readonly about: Data;
}

/** libcni undoes a list from its end and stops at the first plugin that fails: the one with the wrong value. */
const LEAK = ': the pod does not start, and as this plugin fails in the undo too, every retry leaks an address';

function wordsOf({ reason, place, network, leaks, about }: SaidProblem): Words {
  const [message, repair] = REASON_WORDS[reason]!(about);
  const before = `${network === undefined ? '' : `${network}: `}${place === undefined ? '' : `${place}: `}`;
  return { message: `${before}${message}${leaks === true ? LEAK : ''}`, repair };
}

/** Where a problem of the model is said. */
export interface SayAt {
  readonly at: CheckedObject;
  readonly path: Path;
  readonly others?: readonly CheckedObject[];
}

/** Says a problem of the model at the text that holds the JSON. */
export function say(report: Report, problem: CniProblem, { at, path, others }: SayAt, network?: string): void {
  const { level, name, reason, data } = problem;
  const said: SaidProblem = {
    reason,
    // What a request changes stands in the network's configuration, not in the annotation.
    ...(network === undefined && problem.path.length > 0 ? { place: pathText(problem.path) } : {}),
    ...(network === undefined ? {} : { network }),
    ...(network === undefined && isChained(problem) ? { leaks: true } : {}),
    about: data,
  };
  report[level](`cni/${name}`, at, path, { ...said }, others);
}

function isChained({ level, path }: CniProblem): boolean {
  return level === 'error' && path[0] === 'plugins' && typeof path[1] === 'number' && path[1] > 0;
}
