// Repairs in the words of the program, by code, where they differ from those of YAML.
import { registerVoice } from '../problem';

registerVoice({
  'cni/host-network': () => 'remove hostNetwork, or the attachment',
  'cni/fixed-address': ({ pods }: { pods: number | null }) =>
    `${pods === null ? '' : 'write replicas: 1, or '}let IPAM give the addresses: Ipam.range()`,
  'cni/fixed-address-strategy': () => 'write strategy: DeploymentStrategy.recreate() (spec.strategy.type: Recreate)',
  'cni/fixed-address-in-pool': () =>
    'give all workloads of the network fixed addresses, or make a network with Ipam.static() beside it',
  'cni/interface': () => "name the interfaces: attach(workload, { interface: 'iot0' }), each with a name of its own",
  'cni/master-missing': ({ master, link, workload, kind, known }: MasterMissing) => {
    const add = (more: string) => `cluster.addLink('${link}', { ${more} })`;
    return workload === undefined
      ? `write one of: ${(known ?? []).join(', ')}; or add the link: ${add(`interface: '${master}'`)}`
      : `give the ${kind ?? 'workload'} a node selector, or add the link: ${add('nodes: NodeSelection.all()')}`;
  },
  'cni/mtu-unknown': () => 'state it on the link: addLink(…, { mtu })',
  'cni/subnet-differs': () => 'leave the subnet out: the network takes that of its link',
  'cni/addresses-per-node': () => 'select one node, or use Ipam.static() with an address for each workload',
  'cni/name-twice': ({ network }: { network: string }) => `write cniName: '${network.replace('/', '-')}'`,
});

interface MasterMissing {
  readonly master: string;
  readonly link: string;
  readonly workload?: string;
  readonly kind?: string;
  readonly known?: readonly string[];
}
