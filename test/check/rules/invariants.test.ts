// Invariants over plain manifests: what breaks them, what does not, and how bad it is that something is missing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, readInput } from '../../../lib/check';
import { INVARIANT_EXAMPLES } from '../../../lib/check/examples/invariants';
import { InvariantFacts } from '../../../lib/facts';
import { Manifest, PlainMap } from '../../../lib/manifest';
import { app, policy, workload } from '../../reach/small-world';

const namespace = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const WORLD: readonly Manifest[] = [
  namespace('shop'),
  namespace('dev'),
  namespace('empty'),
  workload('shop', 'web'),
  workload('dev', 'tool'),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  },
  {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'edge' },
    spec: {
      gatewayClassName: 'cilium',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
    },
  },
  {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'edge' }],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  },
];
const allow = (...ingress: readonly PlainMap[]) => policy('web', { endpointSelector: app('web'), ingress });
const FROM_GATEWAY = allow({ fromEntities: ['ingress'] });
const FROM_DEV = allow({
  fromEndpoints: [{ matchLabels: { 'io.kubernetes.pod.namespace': 'dev' } }],
  toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
});

/** What a configuration with the invariant makes of the world: level, code and message. */
function said(invariant: InvariantFacts | string, policies: readonly Manifest[], facts?: PlainMap): string[] {
  const stated = typeof invariant === 'string' ? { never: invariant } : invariant;
  const objects = [...WORLD, ...policies].map((manifest) => ({ manifest, origin: { file: 'a.yaml' } }));
  const { problems } = check(
    {
      ...{ objects, talos: [], documents: [] },
      ...(facts === undefined ? {} : { facts: [{ facts, origin: { file: 'cluster.facts' } }] }),
    },
    {
      only: ['reach'],
      configuration: { content: { invariants: [stated] }, origin: { file: '.talosnet.yaml', document: 1 } },
    },
  );
  return problems
    .filter(({ code }) => code.startsWith('invariant/'))
    .map(({ level, code, message }) => `${level} ${code} ${message}`);
}

test('a workload that no policy selects is open to the world, which is said with the reason of both directions', () => {
  expect(said('from world to namespace shop', [])).toEqual([
    expect.stringMatching(
      /^error invariant\/broken never from world to namespace shop: world may open TCP 8080 to shop\/web\[Deployment\] \(all connections\): .*ingress of shop\/web\[Deployment\]: no rule selects/,
    ),
  ]);
});

test('what a Gateway lets in comes from the world', () => {
  expect(said('from world to namespace shop', [FROM_GATEWAY])).toEqual([
    expect.stringContaining('world may open TCP 8080 to shop/web[Deployment] through gateway edge/public'),
  ]);
});

test.each(['edge/public', 'public'])('a Gateway may be excepted, as %s', (name) => {
  expect(said(`from world to namespace shop except through gateway ${name}`, [FROM_GATEWAY])).toEqual([]);
});

test('an excepted Gateway excepts nothing that is direct', () => {
  expect(said('from world to namespace shop except through gateway public', [])).toHaveLength(1);
});

test('what comes out of one Gateway is a source of its own: its ways count, and whether policy lets the proxy through', () => {
  expect(said('from gateway edge/public to namespace shop', [FROM_GATEWAY])).toEqual([
    expect.stringContaining('ingress may open TCP 8080 to shop/web[Deployment] through gateway edge/public'),
  ]);
  expect(said('from gateway edge/public to namespace shop', [FROM_DEV])).toEqual([]);
  expect(said('from gateway edge/public to namespace dev', [])).toEqual([]);
  expect(said({ always: 'from gateway public to workload shop/web on TCP 8080' }, [FROM_GATEWAY])).toEqual([]);
  expect(said({ always: 'from gateway public to workload shop/web on TCP 8080' }, [FROM_DEV])).toEqual([
    expect.stringContaining('ingress may not open TCP 8080 to shop/web[Deployment] through gateway edge/public'),
  ]);
  expect(said('from gateway edge/publik to namespace shop', [])).toEqual([
    expect.stringMatching(/^warning .* no gateway "edge\/publik" delivers to a Service$/),
  ]);
});

test('an allowing rule is named with its place', () => {
  expect(said('from namespace dev to namespace shop', [FROM_DEV])).toEqual([
    expect.stringContaining('ingress of shop/web[Deployment]: CiliumNetworkPolicy/shop/web spec.ingress[0] allows it'),
  ]);
});

test.each([
  'from namespace dev to namespace shop on TCP 443',
  'from namespace dev to namespace shop except on TCP 8080',
  'from namespace dev to namespace shop except from workload dev/tool',
  'from namespace dev to namespace shop except to workload shop/Deployment/web',
  'from namespace shop to namespace empty',
])('holds: never %s', (text) => {
  expect(said(text, [FROM_DEV])).toEqual([]);
});

test('always asks for each pair and port', () => {
  expect(said({ always: 'from namespace dev to namespace shop on TCP 8080' }, [FROM_DEV])).toEqual([]);
  expect(
    said({ name: 'probe', reason: 'probes', always: 'from pods to workload shop/web on TCP 8080-8081' }, [FROM_DEV]),
  ).toEqual([
    expect.stringContaining(
      'error invariant/broken probe: always from pods to workload shop/web on TCP 8080-8081 (probes): dev/tool[Deployment] may not open TCP 8081 to shop/web[Deployment]',
    ),
  ]);
});

test('a proxy that looks at requests lets some pass, for never and for always alike', () => {
  const requests = allow({
    fromEndpoints: [{}, { matchLabels: { 'io.kubernetes.pod.namespace': 'dev' } }],
    toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ path: '/status' }] } }],
  });
  expect(said('from namespace dev to namespace shop', [requests])).toHaveLength(1);
  expect(said({ always: 'from namespace dev to namespace shop on TCP 8080' }, [requests])).toEqual([]);
});

test.each([
  ['from world to namespace shp', 'no namespace "shp"'],
  ['from world to workload shop/wbe', 'no workload "shop/wbe"'],
  ['from world to pods except through gateway private', 'no gateway "private" delivers to a Service'],
  ['from namespace elsewhere to namespace shop', 'no namespace "elsewhere"'],
])('an end that does not exist is an error where everything is known: %s', (text, problem) => {
  const levels = (facts?: PlainMap) =>
    said(text, [FROM_DEV], facts)
      .filter((line) => line.includes(problem))
      .map((line) => line.split(' ')[0]);
  expect(levels({ complete: true })).toEqual(['error']);
  expect(levels()).toEqual([/shp|wbe/.test(text) ? 'warning' : 'note']);
});

test('a namespace that the facts place outside is not missing', () => {
  expect(
    said('from world to namespace elsewhere', [], { complete: true, outside: { namespaces: ['elsewhere'] } }),
  ).toEqual([]);
});

test.each([
  [{}, 'neither never nor always, or both'],
  [{ never: 'from world to pods', always: 'from world to pods on TCP 1' }, 'neither never nor always, or both'],
  [{ always: 'from world to pods' }, '"always" without a port'],
  [{ never: 'world' }, 'no "from"'],
])('one that cannot be read is an error: %j', (invariant, problem) => {
  expect(said(invariant, [])).toEqual([expect.stringContaining(problem)]);
});

test('of two clusters, a configuration names what is in one of them', () => {
  const part = (folder: string, name: string) => ({ manifest: namespace(name), origin: { file: `${folder}/a.yaml` } });
  const facts = ['one', 'two'].map((folder) => ({
    facts: { complete: true },
    origin: { file: `${folder}/cluster.facts` },
  }));
  const problems = (text: string) =>
    check(
      { objects: [part('one', 'shop'), part('two', 'dev')], talos: [], documents: [], facts },
      { only: ['reach'], configuration: { content: { invariants: [{ never: text }] }, origin: {} } },
    ).problems.map(({ message }) => message);
  expect(problems('from world to namespace shop')).toEqual([]);
  expect(problems('from world to namespace nowhere')).toEqual([expect.stringContaining('no namespace "nowhere"')]);
});

test('of two clusters in one input, a policy of one closes nothing in the other', () => {
  const of = (folder: string, ...manifests: Manifest[]) =>
    manifests.map((manifest) => ({ manifest, origin: { file: `clusters/${folder}/a.yaml` } }));
  const shut = policy('shut', { endpointSelector: {}, ingress: [{}] });
  const problems = (...objects: ReturnType<typeof of>[]) =>
    check(
      { objects: objects.flat(), talos: [], documents: [] },
      {
        only: ['reach'],
        configuration: { content: { invariants: [{ never: 'from pods to namespace shop' }] }, origin: {} },
      },
    ).problems.flatMap(({ code, message }) => (code === 'invariant/broken' ? [message] : []));
  const pods = [workload('shop', 'web'), workload('dev', 'tool')];
  expect(problems(of('one', ...pods, shut), of('two', ...pods, shut))).toEqual([]);
  expect(problems(of('one', ...pods, shut), of('two', ...pods))).toEqual([
    expect.stringContaining('dev/tool[Deployment] may open TCP 8080 to shop/web[Deployment]'),
  ]);
});

test.each(INVARIANT_EXAMPLES)('%s is said of its bad example, and nothing of its good one', (code, bad, good) => {
  const found = (files: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'invariants-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const input = readInput([folder]);
      return check(input).problems.map((problem) => problem.code);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  expect(found(bad)).toEqual([code]);
  expect(found(good)).toEqual([]);
});
