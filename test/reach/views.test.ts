// The views of one world: list, groups, diff, explain, and what people write for the ends.
import {
  diff,
  explain,
  explainedInWords,
  findEndpoint,
  formatDiff,
  formatList,
  Reachability,
  UnknownEndpoint,
} from '../../lib/reach';
import { app, policy, reachOf, WEB, workload, WORKLOADS } from './small-world';

const end = (reach: Reachability, text: string) => findEndpoint(reach, text).parties[0]!;

test('lists what each workload may send to each other one, with what proxies look at', () => {
  expect(
    formatList(reachOf(WEB), { format: 'text', focus: ['shop/web'] })
      .split('\n')
      .filter((line) => line.includes('=> shop/web')),
  ).toEqual([
    'shop/client[Deployment] => shop/web[Deployment] : TCP 8080 (http: GET /public)',
    'host => shop/web[Deployment] : all connections',
    '203.0.113.0/24 => shop/web[Deployment] : TCP 443',
  ]);
});

test('groups parties that may send the same, and names whole namespaces', () => {
  const shut = policy('shut', {
    endpointSelector: {},
    ingress: [{ fromEndpoints: [{}] }],
    egress: [{ toEndpoints: [{}] }],
  });
  expect(formatList(reachOf(shut), { format: 'text', grouped: true, focus: ['shop/'] })).toBe(
    'all of shop (2), host => all of shop (2) : all connections\n',
  );
});

test('writes every format the same on every run', () => {
  for (const format of ['text', 'json', 'md', 'csv', 'dot', 'mermaid'] as const)
    expect(formatList(reachOf(WEB), { format })).toBe(formatList(reachOf(WEB), { format }));
  const json = JSON.parse(formatList(reachOf(WEB), { format: 'json', exposure: true })) as { connections: unknown[] };
  expect(json.connections).toContainEqual({
    from: '203.0.113.0/24',
    to: 'shop/web[Deployment]',
    connections: 'TCP 443',
  });
});

test('a picture shows groups by namespace, and joins edges that say the same', () => {
  const shut = policy('shut', {
    endpointSelector: {},
    ingress: [{ fromEndpoints: [{}] }],
    egress: [{ toEntities: ['host', 'health'] }],
  });
  const mermaid = formatList(reachOf(shut), { format: 'mermaid', grouped: true, focus: ['shop/'] });
  expect(mermaid).toBe(
    [
      'flowchart LR',
      '  subgraph s0["shop"]',
      '    n0["all of shop (2)"]',
      '  end',
      '  n1["host"]',
      '  n2["health"]',
      '  n0 -->|"all connections"| n1',
      '  n0 -->|"all connections"| n2',
      '  n1 -->|"all connections"| n0',
      '',
    ].join('\n'),
  );
  const open = reachOf();
  const dot = formatList(open, { format: 'dot', grouped: true });
  // Edges of a group meet in one place: as many as there are ends, not as many as there are pairs.
  expect(dot.split('shape=plaintext')).toHaveLength(3);
  expect(dot.match(/->/g)!.length).toBeLessThan(formatList(open, { format: 'dot' }).match(/->/g)!.length);
});

test('a picture of a difference tells by colour what comes and what goes', () => {
  const picture = (before: Reachability, after: Reachability, format: 'dot' | 'mermaid') =>
    formatDiff(diff(before, after), { format });
  const open = reachOf(policy('shut', { endpointSelector: app('web'), ingress: [{}] }), WEB);
  const shut = reachOf(policy('shut', { endpointSelector: app('web'), ingress: [{}] }));
  expect(picture(shut, open, 'mermaid')).toContain('stroke:darkgreen');
  expect(picture(open, shut, 'mermaid')).not.toContain('stroke:darkgreen');
  expect(picture(open, shut, 'dot')).toContain('[label="- TCP 443", color=red]');
});

test('a difference names the policy that is responsible, and says nothing where only the cut of addresses changes', () => {
  const moved = policy('web', { ...(WEB.spec as object), ingress: [{ fromCIDR: ['198.51.100.0/24'] }] });
  const changes = diff(reachOf(WEB), reachOf(moved));
  expect(formatDiff(changes, { format: 'text' })).toBe(
    [
      '- shop/client => shop/web : TCP 8080 (http: GET /public)  (CiliumNetworkPolicy/shop/web)',
      '+ 198.51.100.0/24 => shop/web : all connections  (CiliumNetworkPolicy/shop/web)',
      '- 203.0.113.0/24 => shop/web : TCP 443  (CiliumNetworkPolicy/shop/web)',
      '',
    ].join('\n'),
  );
  expect(formatDiff(diff(reachOf(WEB), reachOf(WEB)), { format: 'text' })).toBe('no connection changes\n');
});

test('explains a refused request by the proxy and its rule', () => {
  const reach = reachOf(WEB);
  const words = (path: string) =>
    explainedInWords(
      explain(reach, end(reach, 'shop/client'), end(reach, 'shop/web'), 'TCP', 8080, { http: { path } }),
    );
  expect(words('/public')[0]).toBe('shop/client[Deployment] => shop/web[Deployment], TCP 8080: allowed');
  expect(words('/private')).toEqual([
    'shop/client[Deployment] => shop/web[Deployment], TCP 8080: denied',
    '  egress of shop/client[Deployment]: allowed: no rule selects the subject in this direction, so everything is allowed',
    '  ingress of shop/web[Deployment]: denied: layer 4 lets it pass to a proxy, whose rules refuse it',
    '    through the http proxy',
    '    CiliumNetworkPolicy/shop/web spec.ingress[0] lets it pass to a proxy (CiliumNetworkPolicy.yaml)',
  ]);
});

test('a policy that the agent refuses counts as absent, and every answer says so', () => {
  const reach = reachOf(policy('bad', { endpointSelector: {}, ingress: [] }));
  expect(reach.verdict(end(reach, 'ops/tool'), end(reach, 'shop/web'), 'TCP', 80).answer).toBe('allowed');
  expect(formatList(reach, { format: 'text' })).toMatch(/^note: CiliumNetworkPolicy\/shop\/bad counts as absent/);
  expect(explain(reach, end(reach, 'ops/tool'), end(reach, 'shop/web'), 'TCP', 80).absent).toHaveLength(1);
});

test('chance is unknown, and a denied side decides before it', () => {
  const both = policy('both', {
    endpointSelector: app('client'),
    egress: [
      {
        toEndpoints: [app('web')],
        toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules: { dns: [{ matchPattern: '*' }] } }],
      },
      { toCIDR: ['192.0.2.1/32'], toPorts: [{ ports: [{ port: '53', protocol: 'TCP' }], rules: { http: [{}] } }] },
    ],
  });
  const ask = (reach: Reachability) =>
    reach.verdict(end(reach, 'shop/client'), end(reach, 'shop/web'), 'TCP', 53, { dns: 'a.example' }).answer;
  expect(ask(reachOf(both))).toBe('unknown');
  expect(ask(reachOf(both, policy('shut', { endpointSelector: app('web'), ingress: [{}] })))).toBe('denied');
});

test('a header that is compared with a Secret is unknown, unless another rule allows the request', () => {
  const secret = { name: 'X-Token', secret: { name: 'token', namespace: 'shop' } };
  const reach = reachOf(
    policy('web', {
      endpointSelector: app('web'),
      ingress: [
        {
          toPorts: [
            {
              ports: [{ port: '8080', protocol: 'TCP' }],
              rules: { http: [{ path: '/open' }, { path: '/.*', headerMatches: [secret] }] },
            },
          ],
        },
      ],
    }),
  );
  const ask = (path: string) =>
    reach.verdict(end(reach, 'ops/tool'), end(reach, 'shop/web'), 'TCP', 8080, { http: { path } }).answer;
  expect([ask('/open'), ask('/shut'), ask('bad')]).toEqual(['allowed', 'unknown', 'denied']);
});

test('what if a policy were there: the same world with it, without what it replaces', () => {
  const shut = policy('web', { endpointSelector: app('web'), ingress: [{}] });
  const before = reachOf(WEB);
  expect(
    formatDiff(diff(before, before.whatIf([{ manifest: shut }])), { format: 'csv' })
      .split('\n')
      .slice(1),
  ).toEqual([
    'removed,shop/client[Deployment],shop/web[Deployment],TCP 8080 (http: GET /public),no connections,CiliumNetworkPolicy/shop/web',
    'removed,203.0.113.0/24,shop/web[Deployment],TCP 443,no connections,CiliumNetworkPolicy/shop/web',
    '',
  ]);
  const open = before.whatIf([], ['CiliumNetworkPolicy/shop/web']);
  expect(open.connections(end(open, 'ops/tool'), end(open, 'shop/web')).isAll).toBe(true);
});

test('a Service is its pods and their port', () => {
  const reach = reachOf(WEB);
  const service = findEndpoint(reach, 'service:shop/web');
  expect(service.parties.map((index) => reach.parties[index]!.id)).toEqual(['shop/web[Deployment]']);
  expect(service.port!(service.parties[0]!, 80, 'TCP')).toBe(8080);
  expect(service.port!(service.parties[0]!, 81, 'TCP')).toBeUndefined();
});

test('toServices opens the pods behind the Service, and nobody else', () => {
  const reach = reachOf(
    policy('to', {
      endpointSelector: app('client'),
      egress: [{ toServices: [{ k8sService: { serviceName: 'web', namespace: 'shop' } }] }],
    }),
  );
  const ask = (to: string) => reach.verdict(end(reach, 'shop/client'), end(reach, to), 'TCP', 8080).answer;
  expect([ask('shop/web'), ask('ops/tool'), ask('192.0.2.1')]).toEqual(['allowed', 'denied', 'denied']);
});

test('an address belongs to the smallest network around it', () => {
  const reach = reachOf(WEB);
  expect(reach.parties[end(reach, '203.0.113.9')]!.id).toBe('203.0.113.0/24');
  expect(reach.parties[end(reach, '203.0.114.9')]!.id).toBe('world');
});

test('workloads outside of policy are noted: those in the network of their node, those on other networks', () => {
  const host = workload('ops', 'agent', { hostNetwork: true }, 'DaemonSet');
  const attached = workload('ops', 'box');
  (attached.spec as any).template.metadata.annotations = { 'k8s.v1.cni.cncf.io/networks': 'iot' };
  const reach = new Reachability({ objects: [...WORKLOADS, host, attached].map((manifest) => ({ manifest })) });
  const text = formatList(reach, { format: 'text' });
  expect(text).toContain(
    'note: ops/agent[DaemonSet] runs in the network of its node: to policy it is host or remote-node\n',
  );
  expect(text).toContain('note: ops/box[Deployment] is attached to ops/iot too, where no policy of Cilium applies\n');
  expect(text).not.toContain('ops/agent[DaemonSet] =>');
});

test.each<[string, string]>([
  ['shop/wep', 'no workload "shop/wep"; did you mean "shop/web"?'],
  ['service:shop/none', 'no Service "shop/none"; write the namespace and name of a Service of the input'],
  ['::1', '"::1" is of a family that the cluster does not have; set ipv6 in the values of Cilium'],
])('refuses an end that is not there: %s', (text, message) => {
  const attempt = () => findEndpoint(reachOf(), text);
  expect(attempt).toThrow(UnknownEndpoint);
  expect(attempt).toThrow(message);
});
