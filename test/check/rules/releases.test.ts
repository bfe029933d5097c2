// Rules about what charts install, and what the other rules say of rendered objects.
import { findingOf } from '../../../lib/check/findings';
import { Rule } from '../../../lib/check/rule';
import { VALUE_ADDRESSES } from '../../../lib/check/rules/releases/addresses';
import { FOLLOWED } from '../../../lib/check/rules/releases/followed';
import { VALUE_POLICIES } from '../../../lib/check/rules/releases/policies';
import { VALUE_ROUTES } from '../../../lib/check/rules/releases/routes';
import { DUPLICATE } from '../../../lib/check/rules/objects/duplicate';
import { LISTENER } from '../../../lib/check/rules/references/listener';
import { MISSING } from '../../../lib/check/rules/references/missing';
import { SERVICE_PORT } from '../../../lib/check/rules/references/service-port';
import { problemsOf, said, worldFrom } from '../support';

const join = (...documents: string[]) => documents.join('---\n');
const release = (chart: string, values: string, more = '') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  chart: { spec: ${chart} }
  values: ${values}
${more}`;
const app = (version: string, parts: string) =>
  release(
    `{ chart: app-template, version: ${version} }`,
    `{ controllers: { web: { containers: { app: { image: { repository: a, tag: b } } } } }, ${parts} }`,
  );
const other = (values: string) => release('{ chart: grafana, version: 9.0.0 }', values);
const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: lan, namespace: network }
spec: { gatewayClassName: cilium, listeners: [{ name: https, port: 443, protocol: HTTPS }] }
`;
const service = `service: { web: { ports: { http: { port: 80 } } } }`;

describe('a release of app-template is rendered, or the report says why not', () => {
  test.each([
    [
      'an error where the version was compared',
      app('4.1.1', 'service: { web: { ports: {} } }'),
      /^error release\/refused .*: app-template 4\.1\.1 refuses the values: No ports/,
    ],
    ['a note for another version', app('5.1.0', 'service: { web: { ports: {} } }'), /^note release\/refused /],
    [
      'a note where a value is filled in later',
      app('4.1.1', 'service: { web: { annotations: { host: "${HOST}" }, ports: {} } }'),
      /^note release\/refused /,
    ],
    [
      'a note where a template is not followed',
      app(
        '4.1.1',
        `${service}, route: { web: { hostnames: ["{{ if true }}a{{ end }}"], parentRefs: [{ name: lan, namespace: network }] } }`,
      ),
      /^note release\/not-followed .*is not judged: the action "if" of a template/,
    ],
    [
      'a note for groups that are not followed',
      app('5.3.0', 'ciliumNetworkPolicies: { web: { rules: {} } }'),
      /^note release\/left-out .*: ciliumNetworkPolicies;/,
    ],
  ])('%s', (_, text, words) => {
    expect(said(worldFrom(text), FOLLOWED, true)).toEqual([expect.stringMatching(words)]);
  });

  test('nothing where it is, nor for another chart', () => {
    expect(said(worldFrom(app('4.1.1', service)), FOLLOWED, true)).toEqual([]);
    expect(said(worldFrom(other('{ service: { ports: {} } }')), FOLLOWED, true)).toEqual([]);
  });
});

describe('rules judge a rendered object as any other', () => {
  const route = (port: number) =>
    `${service}, route: { web: { parentRefs: [{ name: lan, namespace: network, sectionName: http }], rules: [{ backendRefs: [{ name: web, port: ${port} }] }] } }`;

  test('a port that its Service has not, and a listener that is not there', () => {
    const world = worldFrom(join(app('4.1.1', route(81)), gateway));
    expect(said(world, SERVICE_PORT)).toEqual([
      expect.stringMatching(/^error reference\/service-port .*no port 81\/TCP/),
    ]);
    expect(said(world, LISTENER)).toEqual([expect.stringMatching(/^error reference\/listener .*no listener "http"/)]);
  });

  test('and the finding says whose values they are', () => {
    const [problem] = problemsOf(worldFrom(app('5.1.0', route(81))), SERVICE_PORT);
    expect(findingOf(problem!).message).toMatch(
      / \(rendered by app-template 5\.1\.0 of the values of HelmRelease\/shop\/web\)$/,
    );
    expect(findingOf(problem!).severity).toBe('error');
  });

  test('no error rests on a version that was never compared, and the finding says so', () => {
    const AT_ACCOUNT: Rule = {
      layer: 'objects',
      codes: [],
      check: (world, report) => world.of('', 'ServiceAccount').forEach((at) => report.error('object/x', at, [], {})),
    };
    const [problem] = problemsOf(worldFrom(app('5.1.0', service)), AT_ACCOUNT);
    expect(findingOf(problem!)).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/; read in the notes of that version, not compared with its output\)$/),
    });
  });
});

describe('an object of a chart beside a written one', () => {
  const account = (annotations = '{}') =>
    `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: shop, annotations: ${annotations} }\n`;
  const rendered = app('4.1.1', 'serviceAccount: { web: {} }');

  test('is a warning: helm takes over no object of somebody else', () => {
    expect(said(worldFrom(join(account(), rendered)), DUPLICATE)).toEqual([
      expect.stringMatching(/^warning object\/duplicate .*helm takes over no object that another one made$/),
    ]);
  });

  test('is nothing where helm is told that it owns it', () => {
    expect(said(worldFrom(join(account('{ meta.helm.sh/release-name: web }'), rendered)), DUPLICATE)).toEqual([]);
  });

  test('is an error for two of one release', () => {
    const twice = app(
      '4.1.1',
      'service: { a: { forceRename: x, ports: { http: { port: 80 } } }, b: { forceRename: x, ports: { http: { port: 80 } } } }',
    );
    expect(said(worldFrom(twice), DUPLICATE)).toEqual([expect.stringMatching(/^error object\/duplicate /)]);
  });
});

describe('values of another chart refer to what the input holds', () => {
  const route = (section: string) =>
    other(`{ route: { main: { parentRefs: [{ name: lan, namespace: network, sectionName: ${section} }] } } }`);

  test('a listener that the Gateway has not, at the line of the value', () => {
    expect(said(worldFrom(join(route('http'), gateway)), LISTENER)).toEqual([
      expect.stringMatching(/^warning reference\/listener \S+ spec\.values\.route\.main\.parentRefs\.0\.sectionName: /),
    ]);
    expect(said(worldFrom(join(route('https'), gateway)), LISTENER)).toEqual([]);
  });

  test("a port that a Service of the input has not; a Service that is not there is the chart's own", () => {
    const backend = (port: number) =>
      other(
        `{ route: { main: { parentRefs: [{ name: lan, namespace: network }], rules: [{ backendRefs: [{ name: web, port: ${port} }] }] } } }`,
      );
    const web =
      'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
    expect(said(worldFrom(join(backend(81), web)), SERVICE_PORT)).toEqual([
      expect.stringMatching(/^warning reference\/service-port .*no port 81; it has 80\/TCP/),
    ]);
    expect(said(worldFrom(join(backend(80), web)), SERVICE_PORT)).toEqual([]);
    expect(said(worldFrom(join(backend(81), gateway)), MISSING, true)).toEqual([]);
  });

  test('a Gateway that is not there', () => {
    expect(said(worldFrom(route('http')), MISSING, true)).toEqual([
      expect.stringMatching(/^note reference\/missing .*Gateway network\/lan is not in the input/),
    ]);
  });

  const asks = (address: string) =>
    other(`{ service: { type: LoadBalancer, annotations: { lbipam.cilium.io/ips: ${address} } } }`);
  const pool = (cidr: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: lan }\nspec: { blocks: [{ cidr: ${cidr} }] }\n`;

  test('a requested address that no pool holds', () => {
    expect(said(worldFrom(join(asks('192.0.2.200'), pool('192.0.2.0/25'))), VALUE_ADDRESSES)).toEqual([
      expect.stringMatching(
        /^warning address\/not-in-pool .*192\.0\.2\.200 is in no pool: lan has 192\.0\.2\.0-192\.0\.2\.127/,
      ),
    ]);
  });

  test.each([
    ['one that a pool holds', join(asks('192.0.2.20'), pool('192.0.2.0/25'))],
    ['no pool in the input', asks('192.0.2.200')],
    ['a pool that somebody fills in', join(asks('192.0.2.200'), pool('"${CIDR}"'))],
    ['an address that somebody fills in', join(asks('"${ADDRESS}"'), pool('192.0.2.0/25'))],
  ])('not of %s', (_, text) => {
    expect(said(worldFrom(text), VALUE_ADDRESSES)).toEqual([]);
  });

  const allowing = (allowed: string) =>
    gateway.replace('protocol: HTTPS', `protocol: HTTPS, allowedRoutes: { namespaces: ${allowed} }`);
  const labelled = (labels: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: ${labels} }\n`;
  const lan = '{ from: Selector, selector: { matchLabels: { lan: open } } }';

  test.each([
    ['of the namespace of the Gateway alone', gateway],
    ['of namespaces with a label that this one has not', join(allowing(lan), labelled('{ lan: shut }'))],
    [
      'of another namespace',
      allowing('{ from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: other } } }'),
    ],
  ])('a listener that takes routes %s', (_, objects) => {
    expect(said(worldFrom(join(route('https'), objects)), VALUE_ROUTES)).toEqual([
      expect.stringMatching(
        /^warning gateway\/route-not-allowed \S+ spec\.values\.route\.main\.parentRefs\.0: nothing of the route is served by Gateway network\/lan/,
      ),
    ]);
  });

  test.each([
    ['every namespace', allowing('{ from: All }')],
    ['its label', join(allowing(lan), labelled('{ lan: open }'))],
    ['labels that are not in the input', allowing(lan)],
    ['its name', allowing('{ from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: shop } } }')],
  ])('not a listener that lets in %s', (_, objects) => {
    expect(said(worldFrom(join(route('https'), objects)), VALUE_ROUTES)).toEqual([]);
  });

  const policies = (rules: string) =>
    other(`{ networkpolicies: { main: { podSelector: {}, policyTypes: [Ingress], rules: ${rules} } } }`);

  test('a NetworkPolicy that the API server refuses', () => {
    expect(
      said(worldFrom(policies('{ ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/33 } }] }] }')), VALUE_POLICIES),
    ).toEqual([
      expect.stringMatching(
        /^warning schema\/\S+ \S+ spec\.values\.networkpolicies\.main\.rules\.ingress\.0\.from\.0\.ipBlock\.cidr: .*192\.0\.2\.0\/33/,
      ),
    ]);
    expect(said(worldFrom(policies('{ ingress: [{ from: [{ podSelector: {} }] }] }')), VALUE_POLICIES)).toEqual([]);
  });
});
