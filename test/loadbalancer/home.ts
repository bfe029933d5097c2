// A small cluster and Services for the tests of this room.
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary, NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { Finding, NetworkConstruct } from '../../lib/construct';

export function home() {
  const app = new App();
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    virtualIp: '192.168.70.10',
    nodeSubnets: ['192.168.70.0/24'],
  });
  const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  const iot = cluster.addLink('iot', {
    interface: 'enp2s0',
    subnet: '192.168.40.0/24',
    dhcp: true,
    nodes: NodeSelection.workers(),
  });
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
  return {
    app,
    cluster,
    lan,
    iot,
    network: new Chart(app, 'network', { namespace: 'infra' }),
    shop: new Chart(app, 'shop', { namespace: 'shop' }),
  };
}

export function service(
  scope: Construct,
  name: string,
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...metadata },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }], ...spec },
  });
}

/** Everything that the app and its constructs find. */
export function findings(app: App): Finding[] {
  const own = app.node.findAll().filter((construct): construct is NetworkConstruct => NetworkConstruct._is(construct));
  return [...Boundary.of(app).findings(), ...own.flatMap((construct) => construct._findings())];
}

/** `severity code path`, sorted. */
export function codes(app: App): string[] {
  return findings(app)
    .map(
      (finding) =>
        `${finding.ignoredBecause === undefined ? finding.severity : 'ignored'} ${finding.code} ${finding.path}`,
    )
    .sort();
}
