// What can be wrong between a network and the workloads attached to it.
import { errorAt, Finding, warningAt } from '../construct';
import { Attachment, NETWORKS_ANNOTATION, RequestedAddress, WorkloadAttachments } from './attachment';
import type { SecondaryNetwork } from './secondary-network';
import { sharingFindings, surges } from './sharing-checks';

/** Findings about the attachments of a network, at the network. */
export function attachmentFindings(network: SecondaryNetwork): Finding[] {
  const attachments = network._attachments;
  return [
    ...attachments.flatMap((attachment) => [
      ...workloadFindings(network, attachment),
      ...fixedFindings(network, attachment),
      ...attachment.addresses.flatMap((address) => addressFindings(network, attachment, address)),
      ...routeFindings(network, attachment),
    ]),
    ...twiceFindings(network, attachments),
    ...sharingFindings(network, attachments),
  ];
}

/** The interfaces of one workload. Of two that collide, the later network says so. */
function workloadFindings(network: SecondaryNetwork, attachment: Attachment): Finding[] {
  const path = network.node.path;
  const { workload } = attachment;
  const findings: Finding[] = [];
  if (workload.hostNetwork()) {
    findings.push(
      errorAt(
        path,
        'network/host-network',
        `${workload.path} uses the network of the node (hostNetwork): no CNI plugin ever sees it, and the annotation does nothing`,
        'remove hostNetwork, or the attachment',
      ),
    );
  }
  const all = WorkloadAttachments.of(workload);
  if (all.overwrites()) {
    findings.push(
      errorAt(
        path,
        'network/annotation-by-hand',
        `${workload.path} has the annotation ${NETWORKS_ANNOTATION} already, which attach() replaces`,
        'remove the annotation and attach all networks with attach()',
      ),
    );
  }
  const named = all.named();
  const mine = named.findIndex((entry) => entry.attachment === attachment);
  const name = named[mine]!.name;
  const earlier = named.slice(0, mine).find((entry) => entry.name === name);
  if (earlier !== undefined) {
    const position =
      earlier.attachment.interfaceName === undefined ? ', the default of the first unnamed networks' : '';
    findings.push(
      errorAt(
        path,
        'network/interface-twice',
        `interface "${name}" of ${workload.path} is taken by ${earlier.attachment.network.node.path}${position}`,
        'give each network of the workload an interface name of its own',
      ),
    );
  }
  const unnamed = named.filter((entry) => entry.attachment.interfaceName === undefined);
  if (unnamed.length > 1 && unnamed[0]!.attachment === attachment) {
    const list = unnamed.map((entry) => `${entry.name} = ${entry.attachment.network.node.path}`).join(', ');
    findings.push(
      warningAt(
        path,
        'network/interface-unnamed',
        `several networks of ${workload.path} without interface names are numbered in the order of their names (${list}); one more network renumbers them`,
        "name the interfaces: attach(workload, { interface: 'iot0' })",
      ),
    );
  }
  return findings;
}

/** A fixed address or MAC belongs to one pod. */
function fixedFindings(network: SecondaryNetwork, attachment: Attachment): Finding[] {
  if (attachment.addresses.length === 0 && attachment.mac === undefined) return [];
  const path = network.node.path;
  const { workload } = attachment;
  const fixed = [
    ...attachment.addresses.map(({ address }) => address.toString()),
    ...(attachment.mac === undefined ? [] : [attachment.mac]),
  ].join(' and ');
  const replicas = workload.replicas();
  if (replicas === undefined || replicas > 1) {
    const pods = replicas === undefined ? 'one pod a node' : `${replicas} pods`;
    return [
      errorAt(
        path,
        'network/fixed-address-pods',
        `${workload.path} (${workload.kind}, ${pods}) asks for ${fixed}: every pod would ask for the same`,
        replicas === undefined
          ? 'let IPAM give the addresses: Ipam.range()'
          : 'write replicas: 1, or let IPAM give the addresses: Ipam.range()',
      ),
    ];
  }
  if (workload.kind === 'Deployment' && surges(workload)) {
    return [
      warningAt(
        path,
        'network/fixed-address-strategy',
        `${workload.path} asks for ${fixed}, and its rolling update starts the new pod beside the old one that has it: the update hangs, or both answer`,
        'write strategy: DeploymentStrategy.recreate() (spec.strategy.type: Recreate)',
      ),
    ];
  }
  return [];
}

function addressFindings(
  network: SecondaryNetwork,
  { workload }: Attachment,
  { address, prefix }: RequestedAddress,
): Finding[] {
  const path = network.node.path;
  const text = prefix === undefined ? address.toString() : `${address.toString()}/${prefix}`;
  const error = (code: string, problem: string, repair: string) => [
    errorAt(path, code, `address ${text} of ${workload.path} ${problem}`, repair),
  ];
  const family = network._subnets().filter((subnet) => subnet.family === address.family);
  const { ranges } = network._placed();
  if (family.length === 0) {
    if (prefix === undefined && !network._ipam._perNode)
      return error(
        'network/ip-prefix',
        'has no prefix length, and the subnet of the network is not known',
        `write subnet in the network, or the prefix length: "${address.toString()}/${address.bits === 32 ? 24 : 64}"`,
      );
    return network._ipam._perNode
      ? error(
          'network/ip-outside',
          'is of a family that the ranges do not have',
          'add a range of that family, or ask for another address',
        )
      : [];
  }
  const subnet = family.find((candidate) => candidate.contains(address));
  if (subnet === undefined)
    return error(
      'network/ip-outside',
      `lies outside ${family.map((candidate) => candidate.toString()).join(', ')}`,
      'write an address of the subnet',
    );
  if (prefix !== undefined && prefix !== subnet.prefix)
    return error(
      'network/ip-prefix',
      `has another prefix length than the subnet ${subnet.toString()}`,
      `write "${address.toString()}/${subnet.prefix}", or the address alone`,
    );
  if (!subnet.isHost(address))
    return error(
      'network/ip-not-host',
      `is the network or broadcast address of ${subnet.toString()}: static accepts it, and nobody answers`,
      'write another address of the subnet',
    );
  const assumed = ranges.find((range) => range.gateway.isSame(address));
  if (network._gateway?.isSame(address) === true || assumed !== undefined) {
    return error(
      'network/ip-gateway',
      `is the gateway of the network${assumed !== undefined && !assumed.gatewayGiven ? ', which host-local assumes where none is given' : ''}`,
      'write another address, or the gateway that the network really has',
    );
  }
  if (network._ipam._perNode && ranges.length > 0 && !ranges.some((range) => range.pool.contains(address))) {
    return error(
      'network/ip-outside-range',
      `lies outside the ranges ${ranges.map((range) => range.pool.toString()).join(', ')}: host-local refuses it`,
      'write an address of a range',
    );
  }
  return [];
}

/** A pod with addresses of its own needs one beside each router of the network; ADD fails otherwise. */
function routeFindings(network: SecondaryNetwork, { workload, addresses }: Attachment): Finding[] {
  if (network._ipam._plugin !== 'static') return [];
  const networks = addresses.flatMap((requested) => network._networkOf(requested) ?? []);
  return network._routes
    .filter(
      ({ via }) => network._subnets().some((subnet) => subnet.isHost(via)) && !networks.some((own) => own.isHost(via)),
    )
    .map(({ destination, via }) =>
      errorAt(
        network.node.path,
        'network/route-gateway',
        `route to ${destination.toString()} by ${via.toString()}, which ${workload.path} with ${addresses.map(({ address }) => address.toString()).join(', ')} does not reach`,
        'ask for an address on the subnet of the router too',
      ),
    );
}

/** One address for two workloads. Other networks are compared by the address ledger. */
function twiceFindings(network: SecondaryNetwork, attachments: readonly Attachment[]): Finding[] {
  const owners = new Map<string, string>();
  return attachments.flatMap((attachment) =>
    attachment.addresses.flatMap(({ address }) => {
      const key = address.toString();
      const owner = owners.get(key);
      owners.set(key, attachment.workload.path);
      return owner === undefined
        ? []
        : [
            errorAt(
              network.node.path,
              'network/ip-twice',
              `address ${key} of ${attachment.workload.path} is that of ${owner} already`,
              'give each workload its own address',
            ),
          ];
    }),
  );
}
