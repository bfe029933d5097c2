// The shop of guide 002 as an app: what its policies mean to say, written with the constructs.
import { App, Chart } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-28';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Boundary } from '../../lib/cluster';
import { Finding, NetworkConstruct } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';
import {
  AllowDnsPolicy,
  CiliumPolicy,
  DefaultDeny,
  DenyAllPolicy,
  HttpRule,
  Peer,
  Policies,
  Port,
  Subject,
} from '../../lib/policy';

/** An app that writes nothing anybody sees. */
export function newApp(): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), 'policy-')) });
}

/** A chart in a namespace. */
export function newChart(namespace = 'shop', app = newApp()): Chart {
  return new Chart(app, namespace, { namespace });
}

/** A Deployment that declares a port. */
export function deployment(chart: Chart, id: string, portNumber?: number): Deployment {
  const ports = portNumber === undefined ? [] : [{ name: 'main', number: portNumber }];
  return new Deployment(chart, id, { containers: [{ image: `ghcr.io/example/${id}:1.0.0`, ports }] });
}

/** The spec of the only object of a policy. */
export function specOf(policy: NetworkConstruct): any {
  return policy._manifests()[0]!.spec;
}

/** Findings of the whole app. */
export function findingsOf(app: App): Finding[] {
  const own = app.node.findAll().flatMap((node) => (NetworkConstruct._is(node) ? node._findings() : []));
  return [...own, ...Boundary.of(app).findings()];
}

/** All Cilium policies of an app. */
export function policiesOf(app: App): Manifest[] {
  return app.node.findAll().flatMap((node) => (NetworkConstruct._is(node) ? node._manifests() : []));
}

export interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly frontend: Deployment;
  readonly api: Deployment;
  readonly upstream: Deployment;
  /** Port 80 of it leads to 9000 of the api. */
  readonly service: Service;
}

/** Guide 002: deny all, frontend to api, api to an upstream in another namespace and to a name outside, DNS, a gateway before the frontend. */
export function buildShop(): Shop {
  const app = newApp();
  const chart = newChart('shop', app);
  const other = newChart('billing', app);
  const frontend = deployment(chart, 'frontend', 8080);
  const api = deployment(chart, 'api', 9000);
  const upstream = deployment(other, 'upstream', 8443);
  const service = new Service(chart, 'api-service', { selector: api, ports: [{ port: 80, targetPort: 9000 }] });
  new DenyAllPolicy(chart, 'deny-all');
  new AllowDnsPolicy(chart, 'dns');
  Policies.connect(frontend, api, Port.tcp(9000).http(HttpRule.get('/v1/.*')));
  new CiliumPolicy(chart, 'api-egress', { subject: Subject.workload(api) })
    .allowTo(Peer.workload(upstream), Port.tcp(8443))
    .allowTo(Peer.fqdn('api.stripe.com'), Port.tcp(443));
  new CiliumPolicy(chart, 'gateway', { subject: Subject.workload(frontend), defaultDeny: DefaultDeny.NONE }).allowFrom(
    Peer.ingress(),
    Port.tcp(8080),
  );
  return { app, chart, frontend, api, upstream, service };
}
