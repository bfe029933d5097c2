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
  'cni/addresses-per-node': () =>
    'use Ipam.whereabouts() or Ipam.dhcp(), whose addresses are one pool for all nodes; or select one node',
  'cni/ips-ignored': ({ ipam }: { ipam: string | null }) => (ipam === null ? 'use Ipam.static()' : undefined),
  'cni/no-address': ({ reason }: { reason: string }) =>
    reason === 'static-without-address'
      ? "write ips: ['192.168.40.50'] in attach(), or use Ipam.range()"
      : reason === 'needs-ipam'
        ? 'use Ipam.range(), Ipam.static() or Ipam.whereabouts()'
        : undefined,
  'cni/request': ({ reason }: { reason: string }) => REQUEST_REPAIRS[reason],
  'cni/name-twice': ({ network }: { network: string }) => `write cniName: '${network.replace('/', '-')}'`,
});

const REQUEST_REPAIRS: Readonly<Record<string, string>> = {
  'host-local-takes-one-address': 'ask for one address, or use Ipam.static()',
};

interface MasterMissing {
  readonly master: string;
  readonly link: string;
  readonly workload?: string;
  readonly kind?: string;
  readonly known?: readonly string[];
}
