// A small town for ready-made policies: a shop of two, strangers, the DNS service, Prometheus, a Gateway.
import { ApiObject, App, Chart } from 'cdk8s';
import { deployment, newApp, newChart } from './shop';

/** An app with the town in it. */
export function city(app: App = newApp()) {
  const charts = Object.fromEntries(
    ['shop', 'else', 'kube-system', 'monitoring'].map((name) => [name, newChart(name, app)]),
  ) as Record<'shop' | 'else' | 'kube-system' | 'monitoring', Chart>;
  const labelled = (chart: Chart, id: string, labels: Record<string, string>, port: number) =>
    new ApiObject(chart, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: id },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'x:1.0.0', ports: [{ name: 'main', containerPort: port }] }] },
        },
      },
    });
  return {
    app,
    shop: charts.shop,
    frontend: deployment(charts.shop, 'frontend', 8080),
    api: deployment(charts.shop, 'api', 9000),
    stranger: deployment(charts.else, 'stranger', 80),
    other: deployment(charts.else, 'other', 80),
    dns: labelled(charts['kube-system'], 'coredns', { 'k8s-app': 'kube-dns' }, 53),
    prometheus: labelled(charts.monitoring, 'prometheus', { 'app.kubernetes.io/name': 'prometheus' }, 9090),
    grafana: labelled(charts.monitoring, 'grafana', { 'app.kubernetes.io/name': 'grafana' }, 3000),
    gateway: new ApiObject(charts.else, 'public', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'public' },
      spec: { gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    }),
  };
}
