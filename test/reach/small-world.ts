// A small world to look at: a shop, its client, a tool in another namespace.
import { Manifest } from '../../lib/manifest';
import { Reachability, ReachObject } from '../../lib/reach';

export const workload = (
  namespace: string,
  name: string,
  extra: Record<string, unknown> = {},
  kind = 'Deployment',
): Manifest => ({
  ...{ apiVersion: 'apps/v1', kind, metadata: { name, namespace } },
  spec: {
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }], ...extra },
    },
  },
});
export const policy = (name: string, spec: Record<string, unknown>, namespace = 'shop'): Manifest => ({
  ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name, namespace } },
  spec,
});
export const app = (name: string) => ({ matchLabels: { app: name } });

export const WORKLOADS: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'red' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ops', labels: { team: 'blue' } } },
  workload('shop', 'web'),
  workload('shop', 'client'),
  workload('ops', 'tool'),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  } as Manifest,
];

export const WEB = policy('web', {
  endpointSelector: app('web'),
  ingress: [
    {
      fromEndpoints: [app('client')],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'GET', path: '/public' }] } }],
    },
    { fromCIDR: ['203.0.113.0/24'], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] },
  ],
});

export function reachOf(...policies: readonly Manifest[]): Reachability {
  const objects: ReachObject[] = [...WORKLOADS, ...policies].map((manifest) => ({
    manifest,
    origin: `${manifest.kind}.yaml`,
  }));
  return new Reachability({ objects });
}
