// Invariants in programs: the finding at the construct, and the same finding by check of what synth wrote.
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Backend,
  CiliumPolicy,
  Endpoint,
  Gateway,
  GatewayRoute,
  HttpRule,
  Invariant,
  InvariantOptions,
  Listener,
  NetworkApp,
  Peer,
  Port,
  Protocol,
  Subject,
} from '../../lib';
import { bothSides, differences } from '../support/one-judge';
import { workload } from '../reach/small-world';

function shop(app: App = new NetworkApp({ outdir: 'unused' })) {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const api = new ApiObject(chart, 'api', workload('shop', 'api'));
  return { app, chart, api };
}
const NEVER: InvariantOptions = {
  from: [Endpoint.world()],
  to: [Endpoint.namespace('shop')],
  reason: 'nobody outside',
};
const broken = (app: NetworkApp) => app.findings().filter(({ code }) => code.startsWith('invariant/'));

test('a broken invariant is an error at its construct, with the flow explained', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const { chart } = shop(app);
  Invariant.never(chart, 'private', NEVER);
  expect(broken(app)).toEqual([
    expect.objectContaining({
      severity: 'error',
      code: 'invariant/broken',
      path: 'shop/private',
      problem: expect.stringMatching(
        /^private: never from world to namespace shop \(nobody outside\): world may open TCP 8080 to shop\/api/,
      ),
    }),
  ]);
});

test('it holds when a policy closes what was open', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const { chart, api } = shop(app);
  Invariant.never(chart, 'private', NEVER);
  Invariant.always(chart, 'internal', {
    from: [Endpoint.cluster()],
    to: [Endpoint.workload(api)],
    on: [Port.tcp(8080)],
  });
  new CiliumPolicy(chart, 'internal-only', { subject: Subject.workload(api) }).allowFrom(Peer.cluster());
  expect(broken(app)).toEqual([]);
});

test('a broken one may be ignored for a while, with a reason that synth writes down', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const { chart } = shop(app);
  Invariant.never(chart, 'private', NEVER).ignore('invariant/broken', 'until the policies of the shop are in');
  Invariant.never(chart, 'other', NEVER);
  expect(
    broken(app)
      .map(({ path, ignoredBecause }) => [path, ignoredBecause])
      .sort(),
  ).toEqual([
    ['shop/other', undefined],
    ['shop/private', 'until the policies of the shop are in'],
  ]);
  expect(differences(bothSides(app))).toEqual([]);
});

test.each([
  ['NetworkApp', () => new NetworkApp({ outdir: 'unused' })],
  ['App of cdk8s', () => new App({ outdir: 'unused' })],
])('synth and check say the same: %s', (_name, make) => {
  const { app, chart, api } = shop(make());
  Invariant.never(chart, 'private', NEVER);
  Invariant.never(chart, 'nobody', { from: [Endpoint.namespace('nobody')], to: [Endpoint.workload(api)] });
  Invariant.always(app, 'closed', {
    from: [Endpoint.host()],
    to: [Endpoint.name('api.example.com')],
    on: [Port.udp(53)],
  });
  const sides = bothSides(app);
  expect(differences(sides)).toEqual([]);
  const said = sides.check.filter((line) => line.includes(' invariant/'));
  expect(said.map((line) => line.split(' ', 2).join(' '))).toEqual([
    'error invariant/broken',
    'error invariant/names-nothing',
  ]);
});

test('a Gateway is excepted by its construct', () => {
  const said = (excepted: boolean) => {
    const app = new NetworkApp({ outdir: 'unused' });
    const { chart, api } = shop(app);
    const gateway = new Gateway(chart, 'public', { listeners: [Listener.http('web')] });
    const service = { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] };
    new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, spec: service });
    new GatewayRoute(chart, 'route', { gateway, listener: 'web', backends: [Backend.named('api', 80)] });
    new CiliumPolicy(chart, 'from-gateway', { subject: Subject.workload(api) }).allowFrom(Peer.ingress());
    Invariant.never(chart, 'private', { ...NEVER, ...(excepted ? { except: [{ through: gateway }] } : {}) });
    return broken(app).map(({ problem }) => problem);
  };
  expect(said(false)).toEqual([expect.stringContaining('through gateway shop/public: ')]);
  expect(said(true)).toEqual([]);
});

test.each<[string, Partial<InvariantOptions>, string]>([
  ['no end', { from: [] }, 'has no end in from'],
  ['an exception of nothing', { except: [{}] }, 'an exception that names nothing'],
  ['an empty list of ports', { on: [] }, 'has no port in on'],
  ['a port by name', { on: [Port.named(Protocol.TCP, 'http')] }, 'a port by its name'],
  ['contents', { on: [Port.tcp(80).http(HttpRule.get('/'))] }, 'contents'],
  ['a way through no Gateway', { except: [{ through: new App() }] }, 'which is no Gateway'],
])('refuses %s', (_what, options, words) => {
  const { chart } = shop();
  expect(() => Invariant.never(chart, 'x', { ...NEVER, ...options })).toThrow(words);
});

test('what must pass needs a port', () => {
  expect(() => Invariant.always(shop().chart, 'x', NEVER)).toThrow('says of no port that it must pass');
});
