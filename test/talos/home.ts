// The reference cluster of these tests: three control planes, two workers, a LAN with DHCP, an IoT NIC on the workers.
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Boundary,
  Feature,
  NodeSelection,
  Role,
  TalosCluster,
  TalosClusterProps,
  TalosVersion,
} from '../../lib/cluster';
import { NetworkApp } from '../../lib';
import { NetworkConstruct } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';

/** Stands in for CiliumInstall: joins as primary CNI, replaces kube-proxy, delivers a ServiceAccount, a ClusterRole and a Job. */
export class FakeCilium extends NetworkConstruct {
  public constructor(
    scope: Construct,
    id: string,
    props: { kubeProxyReplacement?: boolean; inline?: boolean; delivery?: string } = {},
  ) {
    super(scope, id);
    const facts = Boundary.of(this);
    facts.register(Role.PRIMARY_CNI, this);
    if (props.kubeProxyReplacement !== false)
      facts.require(() => [
        { feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'kubeProxyReplacement is true' },
      ]);
    this._emit('Default', { apiVersion: 'v1', kind: 'ServiceAccount', name: 'cilium', body: () => ({}) });
    this._emit('Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: 'cilium',
      body: () => ({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
    });
    this._emit('Job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      name: 'hubble-generate-certs',
      body: () => ({
        spec: {
          backoffLimit: 3,
          template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'certgen', image: 'certgen:1.0.0' }] } },
        },
      }),
    });
    if (props.inline !== false)
      facts.deliver({ name: props.delivery ?? '10-cilium', by: this, manifests: () => this._manifests() });
  }
}

/** Delivers the objects it is given. */
export class FakeDelivery extends NetworkConstruct {
  public constructor(scope: Construct, id: string, name: string, manifests: Manifest[]) {
    super(scope, id);
    Boundary.of(this).deliver({ name, by: this, manifests: () => manifests });
  }
}

export function addCluster(app: App, version: TalosVersion, more: Partial<TalosClusterProps> = {}): TalosCluster {
  return new TalosCluster(app, 'home', {
    talosVersion: version,
    kubernetesVersion: '1.34.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
    ...more,
  });
}

export function addHomeNodes(cluster: TalosCluster): void {
  cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  cluster.addLink('iot', { interface: 'enp2s0', subnet: '192.168.40.0/24', nodes: NodeSelection.workers() });
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
}

/** The reference app. */
export function home(
  version: TalosVersion,
  more: Partial<TalosClusterProps> = {},
): { app: NetworkApp; cluster: TalosCluster; chart: Chart } {
  const app = new NetworkApp({ outdir: '/nonexistent' });
  const cluster = addCluster(app, version, { virtualIp: '192.168.70.10', ...more });
  addHomeNodes(cluster);
  const chart = new Chart(app, 'network', { namespace: 'kube-system' });
  new FakeCilium(chart, 'cilium');
  Boundary.of(app).deliverExternal({
    name: '05-gateway-api',
    by: cluster,
    url: 'https://example.test/gateway-api/v1.6.1/standard-install.yaml',
  });
  return { app, cluster, chart };
}
