// One table over the public surface: each mistake is a clear error that says where, what is wrong, and what to write instead.
// The rooms' own tables (test/*/bad-input.test.ts) go into depth.
import { Chart } from 'cdk8s';
import { Deployment, DeploymentStrategy, Namespace } from 'cdk8s-plus-28';
import * as net from '../lib';
import { SynthesisError, ValidationError } from '../lib/errors';

const CLUSTER = {
  talosVersion: net.TalosVersion.V1_14,
  kubernetesVersion: '1.35.2',
  endpoint: 'https://192.168.70.10:6443',
  nodeSubnets: ['192.168.70.0/24'],
};

interface Home {
  readonly app: net.NetworkApp;
  readonly cluster: net.TalosCluster;
  readonly lan: net.Link;
  readonly iot: net.Link;
  readonly network: Chart;
  readonly shop: Chart;
}

/** The machines of the reference app; second NIC on the workers. */
function home(more: object = {}): Home {
  const app = new net.NetworkApp({ outdir: '/nonexistent/never-written' });
  const cluster = new net.TalosCluster(app, 'home', { ...CLUSTER, ...more });
  const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  const iot = cluster.addLink('iot', {
    interface: 'enp2s0',
    subnet: '192.168.40.0/24',
    nodes: net.NodeSelection.workers(),
  });
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
  return {
    app,
    cluster,
    lan,
    iot,
    network: new Chart(app, 'network'),
    shop: new Chart(app, 'shop', { namespace: 'shop' }),
  };
}

const deployment = (chart: Chart, id: string) =>
  new Deployment(chart, id, {
    replicas: 1,
    strategy: DeploymentStrategy.recreate(),
    containers: [{ image: 'ghcr.io/example/app:1.0.0', portNumber: 8080 }],
  });

/** All errors, as `path code: problem → repair`. */
function errorsOf(build: (home: Home) => void): string[] {
  try {
    const all = home();
    build(all);
    all.app.synthYaml();
  } catch (error) {
    if (error instanceof ValidationError) return [`${error.path} ${error.code}: ${error.problem} → ${error.repair}`];
    if (error instanceof SynthesisError)
      return error.findings.map(({ path, code, problem, repair }) => `${path} ${code}: ${problem} → ${repair}`);
    throw error;
  }
  return [];
}

test.each<[string, (home: Home) => void, string]>([
  [
    'a CIDR with host bits',
    ({ cluster }) => cluster.addLink('x', { interface: 'enp3s0', subnet: '192.168.50.1/24' }),
    'home net/cidr-host-bits: CIDR with host bits set: "192.168.50.1/24" → did you mean "192.168.50.0/24"?',
  ],
  [
    'a CIDR out of range',
    ({ cluster }) => cluster.addLink('x', { interface: 'enp3s0', subnet: '192.168.50.0/33' }),
    'home net/cidr-invalid: prefix length out of range: "192.168.50.0/33" → write a length from 0 to 32, such as "192.168.50.0/32"',
  ],
  [
    'an interface name of 16 bytes',
    ({ cluster }) => cluster.addLink('x', { interface: 'enp3s0f1np1vlan4' }),
    'home net/interface-name: interface name of 16 bytes: "enp3s0f1np1vlan4" → the kernel takes at most 15: did you mean "enp3s0f1np1vlan"?',
  ],
  [
    'VLAN 0',
    ({ cluster, lan }) => cluster.addVlan('x', { parent: lan, vlanId: 0 }),
    'home net/vlan-id: VLAN id out of range: 0 → write a whole number from 1 to 4094',
  ],
  [
    'VLAN 4095',
    ({ cluster, lan }) => cluster.addVlan('x', { parent: lan, vlanId: 4095 }),
    'home net/vlan-id: VLAN id out of range: 4095 → write a whole number from 1 to 4094',
  ],
  [
    'Talos 1.11 with document format',
    ({ app }) =>
      new net.TalosCluster(app, 'old', {
        ...CLUSTER,
        talosVersion: net.TalosVersion.V1_11,
        configFormat: net.ConfigFormat.DOCUMENTS,
      }),
    'old cluster/config-format: Talos 1.11 with configFormat "documents": it knows no Kubernetes documents, and a document deletion breaks its configuration → write configFormat: ConfigFormat.V1ALPHA1, or leave it out',
  ],
  [
    'a required feature switched off by hand',
    ({ network }) => {
      new net.MultusTalos(network, 'multus');
      new net.CiliumInstall(network, 'cilium', { values: { cni: { exclusive: true } } });
    },
    "network/cilium cilium/feature-off: cni.exclusive is set to true, but network/multus requires it: Multus writes its own CNI configuration beside Cilium's and needs false → leave cni.exclusive out, or set it to false",
  ],
  [
    'a multicast MAC',
    ({ shop, iot }) =>
      new net.MacvlanNetwork(shop, 'cams', { parent: iot, ipam: net.Ipam.static() }).attach(deployment(shop, 'app'), {
        ips: ['192.168.40.60/24'],
        mac: '01:00:5e:00:00:01',
      }),
    'shop/cams net/mac-multicast: multicast MAC address: "01:00:5e:00:00:01" → an interface needs a unicast address (even first byte): did you mean "02:00:5e:00:00:01"?',
  ],
  [
    'a static address outside the subnet',
    ({ shop, iot }) =>
      new net.MacvlanNetwork(shop, 'cams', { parent: iot, ipam: net.Ipam.static() }).attach(deployment(shop, 'app'), {
        ips: ['192.168.41.60/24'],
      }),
    'shop/app/Resource cni/ip-outside: Deployment/shop/shop-app-c8878a78 spec.template.metadata.annotations["k8s.v1.cni.cncf.io/networks"]: cams: the address 192.168.41.60/24 lies outside of 192.168.40.0/24, the network on the link → write an address of that network',
  ],
  [
    'a NAD master that no node has',
    ({ shop }) =>
      new net.MacvlanNetwork(shop, 'cams', { master: 'eth7', ipam: net.Ipam.none() }).attach(deployment(shop, 'app')),
    "shop/cams cni/master-missing: NetworkAttachmentDefinition/shop/cams spec.config: the link \"eth7\" of shop/cams exists on none of the 5 nodes → write one of: enp2s0, enp1s0; or add the link: cluster.addLink('eth7', { interface: 'eth7' })",
  ],
  [
    'a pool that overlaps the nodes',
    ({ network, lan }) =>
      new net.L2Announcement(network, 'lan', {
        links: [lan],
        ranges: [net.IpRange.of('192.168.70.20', '192.168.70.29')],
      }),
    'network/lan/pool address/overlap: CiliumLoadBalancerIPPool/lan spec.blocks[0]: load-balancer pool lan (192.168.70.20-192.168.70.29) overlaps address of node worker-1 (192.168.70.21) → choose addresses outside 192.168.70.21',
  ],
  [
    'a pool that overlaps the pods',
    ({ network, lan }) =>
      new net.L2Announcement(network, 'lan', { links: [lan], ranges: [net.IpRange.of('10.244.1.1', '10.244.1.9')] }),
    'network/lan/pool address/overlap: CiliumLoadBalancerIPPool/lan spec.blocks[0]: load-balancer pool lan (10.244.1.1-10.244.1.9) overlaps pod subnet (10.244.0.0-10.244.255.255) → choose addresses outside 10.244.0.0-10.244.255.255',
  ],
  [
    'an L2 interface that no node has',
    ({ network }) =>
      new net.L2Announcement(network, 'lan', {
        interfaces: ['eth7'],
        ranges: [net.IpRange.of('192.168.70.200', '192.168.70.209')],
      }),
    `network/lan l2/no-link: CiliumL2AnnouncementPolicy/lan spec.interfaces[0]: the expression "^eth7$" matches none of the links of the nodes: enp1s0, enp2s0 → write one of: enp1s0, enp2s0; or add the link: cluster.addLink('iot', { interface: '…' })`,
  ],
  [
    'a policy with an empty rule list',
    ({ shop }) =>
      new net.CiliumPolicy(shop, 'deny', { subject: net.Subject.namespace(), rawIngress: [], rawEgress: [] }),
    'shop/deny policy/empty-list: rawIngress is an empty list: Cilium refuses a policy whose lists are all empty and then enforces nothing → write [{}] to deny everything by default, or leave rawIngress out',
  ],
  [
    'a deny-all whose rule an override takes away',
    ({ shop }) => new net.DenyAllPolicy(shop, 'deny').override('spec.ingress', []),
    'shop/deny policy/denies-nothing: the final object denies nothing in the direction ingress: an override took its rule or its default deny away → leave spec.ingress with at least one rule and spec.enableDefaultDeny.ingress on, or write directions',
  ],
  [
    'a link of another cluster',
    ({ shop }) => new net.MacvlanNetwork(shop, 'cams', { parent: home().iot, ipam: net.Ipam.none() }),
    'shop/cams cluster/foreign-link: link "iot" (enp2s0) belongs to another cluster than home → write one of its links: iot, lan',
  ],
  [
    'a Talos minor that is not known',
    ({ app }) => new net.TalosCluster(app, 'old', { ...CLUSTER, talosVersion: '1.10' as net.TalosVersion }),
    'old cluster/talos-version: Talos "1.10" is not known here → write one of: 1.11, 1.12, 1.13, 1.14',
  ],
  [
    'a policy without subject',
    ({ shop }) => new net.CiliumPolicy(shop, 'p', {} as net.CiliumPolicyProps),
    'shop/p policy/subject: a policy without subject → write subject: Subject.workload(deployment), or Subject.namespace() for all pods of the namespace',
  ],
  [
    'a route to a listener that does not exist',
    ({ network, shop }) => {
      const gateway = new net.Gateway(network, 'public', {
        namespace: 'gateway',
        listeners: [net.Listener.http('http', { allowedRoutes: net.AllowedRoutes.all() })],
      });
      new Namespace(network, 'gateway', { metadata: { name: 'gateway' } });
      new net.GatewayRoute(shop, 'web', {
        gateway,
        listener: 'https',
        backends: [net.Backend.workload(deployment(shop, 'app'), 8080)],
      });
    },
    'shop/web reference/listener: HTTPRoute/shop/web spec.parentRefs[0].sectionName: Gateway public has no listener "https"; it has "http" → did you mean "http"?',
  ],
  [
    'a secret value where a reference is meant',
    ({ network }) =>
      new net.Gateway(network, 'public', {
        namespace: 'gateway',
        listeners: [net.Listener.https('https', { certificate: 'hunter2\n'.repeat(40) })],
      }),
    'network/public manifest/secret-value: a value of 320 characters was given where the name of a Secret is meant (not shown) → put the value into a Secret of the cluster (by SOPS, External Secrets or cert-manager) and write its name',
  ],
])('%s', (_what, build, message) => {
  expect(errorsOf(build)).toContain(message);
});
