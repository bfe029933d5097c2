// The facts that a program states of its cluster.
import { App, Chart } from 'cdk8s';
import {
  Boundary,
  BridgeLinkOptions,
  Cluster,
  ConfigFormat,
  Link,
  LinkSelector,
  NodeRole,
  NodeSelection,
  SecretPlaceholder,
  TalosCluster,
  TalosClusterProps,
  TalosVersion,
} from '../../../lib/cluster';
import { Ipam, MacvlanNetwork } from '../../../lib/networks';
import { TalosFirewall, TalosPatches } from '../../../lib/talos';
import { home } from '../../loadbalancer/home';
import { Example } from './example';

const app = () => new App({ outdir: 'unused' });
const talos = (props: Partial<TalosClusterProps> = {}, scope = app(), id = 'home') =>
  new TalosCluster(scope, id, {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
    ...props,
  });

/** The findings of two clusters in one app, the second in the place that is given. */
function second(place: (scope: App) => App): unknown {
  const scope = app();
  talos({}, scope);
  talos({}, place(scope), 'work');
  return Boundary.all(scope).flatMap((boundary) =>
    boundary.findings().filter(({ code }) => code === 'cluster/one-of-a-kind'),
  );
}

/** A cluster of one worker, with a link on a node of this name. */
function onNode(name: string): TalosCluster {
  const cluster = talos();
  cluster.addWorkers(['192.168.70.21']);
  cluster.addLink('lan', { interface: 'enp1s0', dhcp: true, nodes: NodeSelection.named(name) });
  return cluster;
}

/** A cluster in the v1alpha1 form with a bridge. */
function bridged(options: BridgeLinkOptions): TalosCluster {
  const cluster = talos({ talosVersion: TalosVersion.V1_13 });
  cluster.addBridge('br0', options);
  return cluster;
}

const firewall = () => new TalosFirewall(app(), 'firewall');

/** The findings of a network whose parent link is chosen; the own cluster has one. */
function parented(choose: (network: (parent: Link) => MacvlanNetwork, own: Link) => MacvlanNetwork): unknown {
  const { shop, iot } = home();
  return choose((parent) => new MacvlanNetwork(shop, 'cameras', { parent, ipam: Ipam.none() }), iot)._findings();
}

export const CLUSTER_EXAMPLES: readonly Example[] = [
  {
    code: 'cluster/nested',
    bad: () => new Cluster(new Cluster(app(), 'home'), 'lab'),
    good: () => ['home', 'lab'].forEach((id, _, __, scope = app()) => new Cluster(scope, id)),
  },
  { code: 'cluster/id', bad: () => new Cluster(app(), 'Home'), good: () => new Cluster(app(), 'home') },
  {
    code: 'cluster/talos-version',
    bad: () => talos({ talosVersion: '1.10' as TalosVersion }),
    good: () => talos({ talosVersion: TalosVersion.V1_13 }),
  },
  {
    code: 'cluster/config-format',
    bad: () => talos({ talosVersion: TalosVersion.V1_11, configFormat: ConfigFormat.DOCUMENTS }),
    good: () => talos({ talosVersion: TalosVersion.V1_11, configFormat: ConfigFormat.V1ALPHA1 }),
  },
  {
    code: 'cluster/kubernetes-version',
    bad: () => talos({ kubernetesVersion: '1.35' }),
    good: () => talos({ kubernetesVersion: 'v1.35.2' }),
  },
  {
    code: 'cluster/endpoint',
    bad: () => talos({ endpoint: '192.168.70.10:6443' }),
    good: () => talos({ endpoint: 'https://192.168.70.10:6443' }),
  },
  {
    code: 'cluster/node-subnets',
    bad: () => talos({ nodeSubnets: [] }),
    good: () => talos({ nodeSubnets: ['192.168.70.0/24'] }),
  },
  {
    code: 'cluster/subnet-families',
    bad: () => talos({ podSubnets: ['10.244.0.0/16', 'fd00:10::/56'] }),
    good: () =>
      talos({ podSubnets: ['10.244.0.0/16', 'fd00:10::/56'], serviceSubnets: ['10.96.0.0/12', 'fd00:96::/112'] }),
  },
  {
    code: 'cluster/virtual-ip',
    bad: () => talos({ virtualIp: '192.168.71.10' }),
    good: () => talos({ virtualIp: '192.168.70.10' }),
  },
  {
    code: 'cluster/node-address',
    bad: () => talos().addWorkers(['192.168.71.21']),
    good: () => talos().addWorkers(['192.168.70.21']),
  },
  {
    code: 'cluster/node-name',
    bad: () => {
      const cluster = talos();
      for (const address of ['192.168.70.21', '192.168.70.22']) cluster.addNode('nas', NodeRole.WORKER, address);
    },
    good: () => talos().addNode('nas', NodeRole.WORKER, '192.168.70.21'),
  },
  {
    code: 'cluster/link-name',
    bad: () => {
      const cluster = talos();
      for (const name of ['enp1s0', 'enp2s0']) cluster.addLink('lan', { interface: name });
    },
    good: () => {
      const cluster = talos();
      for (const name of ['enp1s0', 'enp2s0']) cluster.addLink(name, { interface: name });
    },
  },
  {
    code: 'cluster/one-of-a-kind',
    bad: () => second((scope) => scope),
    good: () => second((scope) => new Cluster(scope, 'second') as unknown as App),
  },
  {
    code: 'cluster/link-node',
    bad: () => onNode('worker-9')._findings(),
    good: () => onNode('worker-1')._findings(),
  },
  {
    code: 'cluster/foreign-link',
    bad: () => parented((network) => network(home().iot)),
    good: () => parented((network, own) => network(own)),
  },
  {
    code: 'talos/no-cluster',
    bad: () => TalosPatches.of(new Chart(app(), 'network')).files(),
    good: () => TalosPatches.of(talos()).files(),
  },
  {
    code: 'cluster/link-form',
    bad: () => bridged({ hardwareAddress: '02:00:5e:10:00:01' })._findings(),
    good: () => bridged({ stp: true })._findings(),
  },
  {
    code: 'cluster/setting-form',
    bad: () => talos({ talosVersion: TalosVersion.V1_13, timeSecurity: true })._findings(),
    good: () =>
      talos({ talosVersion: TalosVersion.V1_13, linkFormat: ConfigFormat.DOCUMENTS, timeSecurity: true })._findings(),
  },
  {
    code: 'cluster/link-unnamed',
    bad: () => talos().addLink('lan', { dhcp: true }),
    good: () => talos().addLink('lan', { selector: LinkSelector.driver('igb'), dhcp: true }),
  },
  {
    code: 'cluster/link-selector',
    bad: () => LinkSelector.expression(' '),
    good: () => LinkSelector.expression('link.driver == "igb"'),
  },
  {
    code: 'cluster/secret-placeholder',
    bad: () => SecretPlaceholder.text('QGJhZCBrZXkgaW4gYSBwcm9ncmFtIQ=='),
    good: () => SecretPlaceholder.variable('WG0_PRIVATE_KEY'),
  },
  {
    code: 'talos/firewall-port',
    bad: () => firewall().open('exporter', { ports: ['90000'] }),
    good: () => firewall().open('exporter', { ports: ['9100', '9200-9210'] }),
  },
  {
    code: 'talos/firewall-name',
    bad: () =>
      firewall()
        .open('exporter', { ports: ['9100'] })
        .open('exporter', { ports: ['9101'] }),
    good: () => firewall().open('exporter', { ports: ['9100', '9101'] }),
  },
];
