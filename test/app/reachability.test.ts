// Questions about connections in programs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  CiliumPolicy,
  Cluster,
  Endpoint,
  HttpRule,
  NetworkApp,
  Peer,
  Port,
  Protocol,
  Reachability,
  ReachAnswer,
  Subject,
} from '../../lib';
import { toYaml } from '../../lib/manifest';
import { workload } from '../reach/small-world';

/** A shop whose api takes requests from its frontend; in a namespace of its own a tool. */
function shop(app: App = new NetworkApp({ outdir: 'unused' }), scope: App | Cluster = app) {
  const chart = new Chart(scope, 'shop', { namespace: 'shop' });
  const deployment = (namespace: string, name: string) =>
    new ApiObject(chart, `${namespace}-${name}`, workload(namespace, name));
  const [api, frontend, tool] = [deployment('shop', 'api'), deployment('shop', 'frontend'), deployment('ops', 'tool')];
  new ApiObject(chart, 'service', {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' } },
    spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  new CiliumPolicy(chart, 'api', { subject: Subject.workload(api) })
    .allowFrom(Peer.workload(frontend), Port.tcp(8080).http(HttpRule.get('/v1/.*')))
    .allowTo(Peer.fqdn('api.example.com'), Port.tcp(443))
    .allowFrom(Peer.cidr('203.0.113.0/24'), Port.tcp(8443));
  return { app, api: Endpoint.workload(api), frontend: Endpoint.workload(frontend), tool: Endpoint.workload(tool) };
}

test.each([
  ['NetworkApp', () => new NetworkApp({ outdir: 'unused' })],
  ['App of cdk8s', () => new App({ outdir: 'unused' })],
])('an app answers as it stands: %s', (_name, make) => {
  const { app, api, frontend, tool } = shop(make());
  const reach = Reachability.of(app);
  const answer = (from: Endpoint, to: Endpoint, port: Port) => reach.verdict(from, to, port).answer;
  expect(answer(frontend, api, Port.tcp(8080).http(HttpRule.get('/v1/items')))).toBe(ReachAnswer.ALLOWED);
  expect(answer(frontend, api, Port.tcp(8080).http(HttpRule.get('/admin')))).toBe(ReachAnswer.DENIED);
  expect(answer(tool, api, Port.tcp(8080))).toBe(ReachAnswer.DENIED);
  expect(answer(api, Endpoint.name('api.example.com'), Port.tcp(443))).toBe(ReachAnswer.ALLOWED);
  expect(answer(api, Endpoint.name('other.example.com'), Port.tcp(443))).toBe(ReachAnswer.DENIED);
  expect(answer(Endpoint.world('203.0.113.7'), api, Port.tcp(8443))).toBe(ReachAnswer.ALLOWED);
  expect(answer(Endpoint.world('203.0.114.0/24'), api, Port.tcp(8443))).toBe(ReachAnswer.DENIED);
  expect(answer(tool, frontend, Port.all(Protocol.TCP))).toBe(ReachAnswer.ALLOWED);
});

test('ends and ports that stand for several are asked one by one', () => {
  const { app, api, tool } = shop();
  const reach = Reachability.of(app);
  expect(reach.verdict(Endpoint.world(), api, Port.tcp(8443)).answer).toBe(ReachAnswer.MIXED);
  expect(reach.verdict(Endpoint.world('203.0.113.0/24'), api, Port.range(Protocol.TCP, 8000, 9000)).answer).toBe(
    ReachAnswer.MIXED,
  );
  expect(reach.verdict(tool, Endpoint.namespace('shop'), Port.tcp(8080)).answer).toBe(ReachAnswer.MIXED);
  expect(reach.verdict(tool, Endpoint.service('shop', 'api'), Port.tcp(80)).answer).toBe(ReachAnswer.DENIED);
  expect(reach.verdict(tool, api, Port.named(Protocol.TCP, 'http')).answer).toBe(ReachAnswer.DENIED);
});

test('the explanation names the rules that decide, and the construct that made them', () => {
  const { app, api, frontend } = shop();
  const verdict = Reachability.of(app).verdict(frontend, api, Port.tcp(8080).http(HttpRule.get('/v1/items')));
  expect(verdict.rules).toEqual(['CiliumNetworkPolicy/shop/api spec.ingress[1] lets it pass to a proxy']);
  expect(verdict.explanation).toContain('(shop/api)');
});

test('each cluster of an app is asked alone', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const { tool, api } = shop(app, new Cluster(app, 'home'));
  const other = new Cluster(app, 'other');
  new Chart(other, 'nothing');
  expect(Reachability.of(app.node.findChild('home')).verdict(tool, api, Port.tcp(8080)).answer).toBe(
    ReachAnswer.DENIED,
  );
  expect(() => Reachability.of(other).verdict(tool, api, Port.tcp(8080))).toThrow(/no workload/);
});

test('a folder answers as its app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reach-'));
  try {
    const { app, api, tool } = shop();
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, toYaml(app.charts.flatMap((chart) => chart.toJson())));
    const reach = Reachability.ofFolder(folder);
    expect(reach.verdict(tool, api, Port.tcp(8080)).answer).toBe(ReachAnswer.DENIED);
    expect(reach.explain(Endpoint.world('203.0.113.7'), api, Port.tcp(8443))).toContain(`(${file})`);
    writeFileSync(file, 'a: [');
    expect(() => Reachability.ofFolder(folder)).toThrow(expect.objectContaining({ code: 'reach/folder' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each<[string, Endpoint, Endpoint, Port, string]>([
  [
    'a workload that is not there',
    Endpoint.workloadNamed('shop', 'apis'),
    Endpoint.host(),
    Port.tcp(1),
    'did you mean "shop/api"?',
  ],
  ['a namespace that is not there', Endpoint.namespace('shp'), Endpoint.host(), Port.tcp(1), 'did you mean "shop"?'],
  [
    'a port that the Service does not have',
    Endpoint.host(),
    Endpoint.service('shop', 'api'),
    Port.tcp(81),
    'nothing to ask',
  ],
  ['a request for many', Endpoint.host(), Endpoint.pods(), Port.tcp(1).http(HttpRule.get('/.*')), 'is a pattern'],
  ['the world and the world', Endpoint.world(), Endpoint.name('a.example.com'), Port.tcp(1), 'nothing to ask'],
])('refuses %s', (_what, from, to, port, words) => {
  const reach = Reachability.of(shop().app);
  expect(() => reach.verdict(from, to, port)).toThrow(words);
});

test.each([
  ['an address that is none', () => Endpoint.world('203.0.113'), 'net/ip-invalid'],
  ['a construct that is no workload', () => Endpoint.workload(new App()), 'reach/endpoint'],
  ['a name of two words', () => Endpoint.name('a b'), 'reach/endpoint'],
])('an end refuses %s', (_what, make, code) => {
  expect(make).toThrow(expect.objectContaining({ code }));
});
