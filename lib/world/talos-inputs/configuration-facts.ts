// The facts of a cluster that whole machine configurations tell: one file a machine, as `talosctl get machineconfig` and talhelper write them.
import { ClusterFacts } from '../../facts';
import { minorOf } from '../../catalogue/span';
import { isMap } from '../../manifest';
import { isTalosMinor, loadTalos, readTalosNetwork, TALOS_MINORS, TalosMinor, TalosNetwork } from '../../models/talos';
import { Path } from '../../problem';
import { textAt, valueAtPath } from '../derived/fields';
import { CheckedDocument } from '../origin';
import { textOf } from './patch-sources';
import { KnownMachine, linksOf, virtualIpsOf, isAddress, writtenNetworks } from './tree-facts';
import { hasUnknowns, loadable } from './unknown-values';

/** Keys that a configuration has and a patch has not. Source: generated configurations of 1.11 to 1.14. */
const WHOLE: readonly Path[] = [
  ['machine', 'token'],
  ['machine', 'ca'],
  ['machine', 'install', 'image'],
  ['cluster', 'ca'],
  ['cluster', 'token'],
];

/** True for the main document of a whole machine configuration: its machine has a type and a token or the like. */
export function isWholeConfiguration({ content }: CheckedDocument): boolean {
  return (
    content.kind === undefined &&
    textAt(content, 'machine', 'type') !== undefined &&
    WHOLE.some((path) => valueAtPath(content, path) !== undefined)
  );
}

/** A machine of a file of its own. */
interface Configuration extends KnownMachine {
  readonly network: TalosNetwork;
  readonly talos?: TalosMinor;
}

/** The facts; undefined where no configuration is whole, where they are those of several clusters, or one cannot be read. */
export function factsOfConfigurations(talos: readonly CheckedDocument[]): ClusterFacts | undefined {
  const files = new Map<string, CheckedDocument[]>();
  for (const document of talos) {
    const file = document.origin.file ?? document.origin.written ?? '';
    files.set(file, [...(files.get(file) ?? []), document]);
  }
  const whole = [...files.values()].filter((documents) => documents.some(isWholeConfiguration));
  const machines = whole.flatMap((documents) => configurationOf(documents) ?? []);
  const [first] = machines;
  if (first === undefined || machines.length < whole.length) return undefined;
  const same = <T>(value: (machine: Configuration) => T | undefined): T | undefined =>
    machines.every((machine) => value(machine) === value(first)) ? value(first) : undefined;
  const name = same(({ network }) => network.clusterName);
  const endpoint = same(({ network }) => network.endpoint);
  if (endpoint === undefined) return undefined;
  const minor = same((machine) => machine.talos);
  // A configuration without a name is one for several machines, as talosctl generates it.
  const areNodes = machines.every((machine) => machine.name !== '');
  const links = areNodes ? linksOf(machines) : undefined;
  const virtualIps = virtualIpsOf(machines);
  const pods = writtenNetworks(machines, 'podSubnets');
  const services = writtenNetworks(machines, 'serviceSubnets');
  return {
    ...(name === undefined ? {} : { name }),
    endpoint,
    ...(minor === undefined ? {} : { talos: minor }),
    ...(areNodes ? { nodes: machines.map(nodeOf) } : {}),
    ...(links === undefined ? {} : { links }),
    ...(pods === undefined ? {} : { podSubnets: pods }),
    ...(services === undefined ? {} : { serviceSubnets: services }),
    ...(virtualIps.length === 0 ? {} : { virtualIps }),
  };
}

function configurationOf(documents: readonly CheckedDocument[]): Configuration | undefined {
  const text = textOf(documents);
  const image = documents.map(({ content }) => textAt(content, 'machine', 'install', 'image') ?? '').join('');
  const written = minorOf(/:v?(\d+\.\d+[.\d]*)$/.exec(image)?.[1] ?? '');
  const talos = written !== undefined && isTalosMinor(written) ? written : undefined;
  for (const minor of talos === undefined ? [...TALOS_MINORS].reverse() : [talos]) {
    const loaded = loadTalos(loadable(text, minor), minor, { patch: true });
    if (!('parts' in loaded)) continue;
    const network = readTalosNetwork(loaded.parts, minor);
    return {
      name: network.hostname ?? '',
      network,
      hasUnknowns: hasUnknowns(text),
      writes: (key) => documents.some(({ content }) => writesNetworks(content, key)),
      ...(talos === undefined ? {} : { talos }),
    };
  }
  return undefined;
}

/** The word of somebody, and not the default of Talos. */
function writesNetworks(content: unknown, key: string): boolean {
  if (!isMap(content)) return false;
  const path = content.kind === undefined ? ['cluster', 'network', key] : [key];
  return valueAtPath(content, path) !== undefined;
}

/** Its static addresses; what DHCP gives it nobody knows. */
function nodeOf({ name, network }: Configuration): NonNullable<ClusterFacts['nodes']>[number] {
  const addresses = network.links.flatMap((link) =>
    link.ignored ? [] : link.addresses.map((text) => text.split('/')[0]!),
  );
  return { name, role: network.role, addresses: [...new Set(addresses)].filter(isAddress) };
}
