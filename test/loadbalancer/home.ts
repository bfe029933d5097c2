// A small cluster and Services for the tests of this room.
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkApp, NodeSelection, TalosCluster, TalosVersion } from '../../lib';
import { Finding } from '../../lib/construct';
import { bothSides } from '../support/one-judge';

export function home() {
  const app = new NetworkApp({ outdir: 'unused' });
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

/** Everything that the app and its constructs find; check must say the same of the output. */
export function findings(app: NetworkApp): Finding[] {
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  return app.findings();
}

/** `severity code path`, sorted. */
export function codes(app: NetworkApp): string[] {
  return findings(app)
    .map(
      (finding) =>
        `${finding.ignoredBecause === undefined ? finding.severity : 'ignored'} ${finding.code} ${finding.path}`,
    )
    .sort();
}
