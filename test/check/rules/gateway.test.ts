// Rules about Gateways and routes: the level of each code in its example, and where the rules stay silent.
import { readInput, check } from '../../../lib/check';
import { GATEWAY } from '../../../lib/check/examples/gateway';
import {
  deployment,
  filtered,
  gateway,
  HTTP,
  lets,
  listener,
  policy,
  release,
  route,
  service,
} from '../../../lib/check/examples/gateway/parts';
import { written } from '../../../lib/problem';
import { GATEWAY_RULES } from '../../../lib/check/rules/gateway';
import { Problem } from '../../../lib/check/rule';
import { folderOf } from '../frame-helpers';
import { inFolder } from '../../support/files';
import { problemsOf, worldFrom } from '../support';

/** Codes that are no error: what works otherwise than it is written, and what may be meant. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  warning: [
    'gateway/listener-kinds',
    'gateway/plain-text-port',
    'gateway/hostname-unserved',
    'gateway/grant-missing',
    'gateway/plain-on-tls',
    'gateway/tls-terminate',
    'gateway/duplicate-chain',
    'gateway/metadata-labels',
    'gateway/metadata-annotations',
    'gateway/parameters-ignored',
    'gateway/parent-port',
    'gateway/routes-merged',
    'gateway/listener-crowded',
    'gateway/host-header',
    'gateway/redirect-never',
    'gateway/ignored-field',
    'gateway/filter-lost',
    'gateway/service-parent-port',
    'gateway/service-parent-kind',
    'gateway/mirror-dropped',
    'gateway/weight-ignored',
    'gateway/weights-zero',
    'gateway/tls-policy-ignored',
    'gateway/backend-denied',
    'gateway/local-under-l2',
  ],
  note: ['gateway/invalid-served', 'gateway/other-ports', 'gateway/http2-forced', 'gateway/open-host-names'],
};

const found = (objects: readonly object[], cilium: string): Problem[] =>
  problemsOf(worldFrom(written(...objects), { cilium }), ...GATEWAY_RULES);
const lines = (problems: readonly Problem[]) =>
  problems.map(({ level, code, path }) => `${level} ${code} ${path.join('.')}`);

test.each(GATEWAY.map((each) => [...each] as const))('%s has its level where the version is written', (code, bad) => {
  const files = typeof bad === 'string' ? { 'app.yaml': bad } : bad;
  const { problems } = inFolder(files, (folder) => check(readInput([folder])));
  const [level = 'error'] = Object.entries(LEVELS).find(([, codes]) => codes.includes(code)) ?? [];
  const levels = problems
    .filter((each) => each.code === code)
    // What rests on a version that nobody wrote is an error of that version.
    .map((each) => (each.assumed === undefined || each.assumed.length === 0 ? each.level : 'error'));
  expect(levels).toContain(level);
});

describe('definitions that nobody installs', () => {
  const files = (facts: string) => ({
    'cluster.facts': facts,
    'app.yaml': written(HTTP, release('1.20.0', { gatewayAPI: { enabled: true } })),
    'talos/controlplane.yaml': 'machine:\n  type: controlplane\ncluster:\n  clusterName: home\n',
  });
  const said = (facts: string) =>
    check(readInput([folderOf(files(facts))])).problems.filter(({ code }) => code === 'gateway/crds-missing');
  test('are an error where the world is complete', () => {
    expect(lines(said('complete: true\n'))).toEqual(['error gateway/crds-missing ']);
  });
  test('are fine where somebody else installs them, or the folder is not all', () => {
    expect(said('complete: true\noutside: {gatewayApiCrds: true}\n')).toEqual([]);
    expect(said('name: home\n')).toEqual([]);
  });
});

describe('the rules are silent', () => {
  test.each<[string, readonly object[]]>([
    [
      'about a Gateway of another controller',
      [
        gateway(
          [listener('http', 80)],
          { gatewayClassName: 'istio' },
          { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } },
        ),
        service(),
        route(filtered({ type: 'ExtensionRef', extensionRef: { group: 'a.b', kind: 'C', name: 'd' } })),
        policy({ wellKnownCACertificates: 'System' }),
      ],
    ],
    ['about a Gateway of another repository', [service(), route({ hostnames: ['a.test'] })]],
    ['about a Service of a chart', [HTTP, route()]],
    [
      'where the Namespace with its labels is not in the input',
      [
        gateway([
          listener('http', 80, {
            allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { routes: 'yes' } } } },
          }),
        ]),
        service(),
        route(),
      ],
    ],
    [
      'where Flux fills in the host names',
      [
        gateway([listener('http', 80, { hostname: '*.${DOMAIN}' })]),
        service(),
        route({ hostnames: ['a.${OTHER_DOMAIN}'] }),
      ],
    ],
    [
      'about host names that another Gateway of the route serves',
      [
        gateway([listener('http', 80)]),
        { ...gateway([listener('http', 80)]), metadata: { name: 'inside', namespace: 'infra' } },
        service(),
        route({
          parentRefs: ['web', 'inside'].map((name) => ({ name, namespace: 'infra' })),
          hostnames: ['a.test', 'a.inside'],
        }),
      ],
    ],
    [
      'about backends of TCP routes, which see the client',
      [
        gateway([listener('sql', 5432, { protocol: 'TCP' })]),
        service(),
        route({}, 'TCPRoute'),
        deployment,
        lets({ fromCIDR: ['192.0.2.0/24'] }),
      ],
    ],
  ])('%s', (_, objects) => {
    expect(lines(found(objects, '1.20'))).toEqual([]);
  });

  test('where a kustomization patches the Gateway', () => {
    const files = {
      'kustomization.yaml': 'resources: [app.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': written(gateway([listener('http', 80)])),
      'app.yaml': written(gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), service(), route()),
    };
    expect(lines(problemsOf(worldFrom(files), ...GATEWAY_RULES))).toEqual([]);
  });

  test('where nobody wrote the namespace of the route', () => {
    const { metadata, ...rest } = route();
    const open = { ...rest, metadata: { name: metadata.name } };
    expect(lines(found([gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), open], '1.20'))).toEqual([]);
  });

  test('about Gateways of one name in two clusters', () => {
    const files = {
      'clusters/home/gateway.yaml': written(gateway([listener('http', 80, { hostname: 'home.test' })])),
      'clusters/work/gateway.yaml': written(gateway([listener('http', 80, { hostname: 'work.test' })])),
      'clusters/home/route.yaml': written(service(), route({ hostnames: ['home.test'] })),
      'clusters/work/route.yaml': written(service(), route({ hostnames: ['work.test'] })),
    };
    expect(lines(problemsOf(worldFrom(files), ...GATEWAY_RULES))).toEqual([]);
  });
});

test('a folder without namespaces is one namespace', () => {
  const open = (each: { metadata: object }) => ({ ...each, metadata: { ...each.metadata, namespace: undefined } });
  const objects = [
    open(gateway([{ name: 'http', port: 80, protocol: 'HTTP', hostname: '*.test' }])),
    open(service()),
    open(route({ parentRefs: [{ name: 'web' }], hostnames: ['a.example'] })),
  ];
  const [problem] = found(objects, '1.20');
  expect(problem?.message).toBe(
    'nothing of the route is served by Gateway web: "http" (HTTP 80 *.test) serves none of a.example',
  );
});

test('one certificate without a grant is one finding, and not the fall of the Gateway', () => {
  const objects = [
    gateway([
      listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'c', namespace: 'certs' }] } }),
    ]),
    service(),
    route(),
  ];
  expect(lines(found(objects, '1.20'))).toEqual(['note gateway/grant-missing spec.listeners.0.tls.certificateRefs.0']);
});
