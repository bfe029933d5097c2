// A small cluster and workloads for the tests of this room.
import { ApiObject, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { Link, NodeSelection, TalosCluster, TalosVersion } from '../../lib/cluster';
import { SecondaryNetwork } from '../../lib/networks';

export interface Lab {
  readonly app: NetworkApp;
  readonly chart: Chart;
  readonly cluster: TalosCluster;
  readonly lan: Link;
  readonly iot: Link;
}

/** Three control planes with one link, two workers with a second one. */
export function lab(): Lab {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  const iot = cluster.addLink('iot', {
    interface: 'enp2s0',
    subnet: '192.168.40.0/24',
    mtu: 1500,
    nodes: NodeSelection.workers(),
  });
  cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13']);
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
  return { app, cluster, lan, iot, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
}

export interface WorkloadOptions {
  readonly kind?: string;
  readonly replicas?: number;
  readonly strategy?: unknown;
  readonly annotations?: Record<string, string>;
  /** Further fields of the pod's spec. */
  readonly pod?: Record<string, unknown>;
}

/** A Deployment of one pod that is recreated on updates, unless the options say otherwise. */
export function workload(chart: Chart, name: string, options: WorkloadOptions = {}): ApiObject {
  const kind = options.kind ?? 'Deployment';
  return new ApiObject(chart, name, {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: options.replicas ?? 1 }),
      ...(kind === 'Deployment' ? { strategy: options.strategy ?? { type: 'Recreate' } } : {}),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: {
          labels: { app: name },
          ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
        },
        spec: { containers: [{ name: 'main', image: 'ghcr.io/example/app:1.0.0' }], ...options.pod },
      },
    },
  });
}

/** A virtual machine of KubeVirt. */
export function machine(chart: Chart, name: string, spec: Record<string, unknown> = { domain: {} }): ApiObject {
  return new ApiObject(chart, name, {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name },
    spec: { runStrategy: 'Always', template: { spec } },
  });
}

/** The annotation that Multus reads. */
export function annotation(object: ApiObject): string | undefined {
  const template = object.toJson().spec.template;
  return template.metadata.annotations?.['k8s.v1.cni.cncf.io/networks'];
}

/** The CNI configuration of a network. */
export function config(network: SecondaryNetwork): Record<string, any> {
  return JSON.parse((network._manifests()[0] as any).spec.config);
}

/** What synth says of the app, as `severity code path: problem → repair`, without the object and its field. */
export function findings({ app }: Lab): string[] {
  return app.findings().map(({ severity, code, path, problem, repair }) => {
    const short = problem.replace(/^[A-Za-z]+\/\S+ \S+: /, '');
    return `${severity} ${code} ${path}: ${short} → ${repair}`;
  });
}
