// CiliumPolicy and its relatives: what is written for which calls.
import { ApiObject } from 'cdk8s';
import { Job, Pod } from 'cdk8s-plus-28';
import { Boundary, Feature, Role } from '../../lib/cluster';
import { Protocol } from '../../lib/net';
import {
  AllowDnsPolicy,
  CiliumClusterwidePolicy,
  CiliumPolicy,
  ClusterDnsPolicy,
  DefaultDeny,
  DenyAllPolicy,
  DnsRule,
  HttpRule,
  IcmpType,
  Peer,
  Policies,
  Port,
  Subject,
} from '../../lib/policy';
import { buildShop, deployment, newApp, newChart, policiesOf, specOf } from './shop';

const pods = { subject: Subject.labels({ role: 'api' }) };

test('a deny-all policy has one empty rule per direction, never an empty list', () => {
  const chart = newChart();
  expect(new DenyAllPolicy(chart, 'deny-all')._manifests()).toEqual([
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'deny-all', namespace: 'shop' },
      spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
    },
  ]);
  expect(specOf(new DenyAllPolicy(chart, 'in', { directions: DefaultDeny.INGRESS }))).toEqual({
    endpointSelector: {},
    ingress: [{}],
  });
  expect(specOf(new DenyAllPolicy(chart, 'out', { directions: DefaultDeny.EGRESS }))).toEqual({
    endpointSelector: {},
    egress: [{}],
  });
});

test('a DNS policy allows both protocols and puts nobody in default deny', () => {
  const rule = {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
    toPorts: [
      {
        ports: [
          { port: '53', protocol: 'UDP' },
          { port: '53', protocol: 'TCP' },
        ],
      },
    ],
  };
  const open = { egress: false, ingress: false };
  const chart = newChart();
  expect(specOf(new AllowDnsPolicy(chart, 'dns'))).toEqual({
    endpointSelector: {},
    egress: [rule],
    enableDefaultDeny: open,
  });
  const clusterwide = new ClusterDnsPolicy(chart, 'cluster-dns', { rules: [DnsRule.any()] });
  expect(clusterwide._manifests()).toEqual([
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: 'cluster-dns' },
      spec: {
        endpointSelector: {},
        egress: [{ ...rule, toPorts: [{ ...rule.toPorts[0], rules: { dns: [{ matchPattern: '*' }] } }] }],
        enableDefaultDeny: open,
      },
    },
  ]);
});

test('a peer by name brings the DNS rule for exactly the names of the policy, once', () => {
  const policy = new CiliumPolicy(newChart(), 'p', pods);
  policy
    .allowTo(Peer.fqdn('b.example.com'), Port.tcp(443))
    .allowTo(Peer.fqdn('b.example.com'), Port.tcp(80))
    .allowTo(Peer.fqdnPattern('*.a.example.com'), Port.tcp(443));
  expect(specOf(policy)).toMatchInlineSnapshot(`
{
  "egress": [
    {
      "toEndpoints": [
        {
          "matchLabels": {
            "k8s:io.kubernetes.pod.namespace": "kube-system",
            "k8s:k8s-app": "kube-dns",
          },
        },
      ],
      "toPorts": [
        {
          "ports": [
            {
              "port": "53",
              "protocol": "UDP",
            },
            {
              "port": "53",
              "protocol": "TCP",
            },
          ],
          "rules": {
            "dns": [
              {
                "matchName": "b.example.com",
              },
              {
                "matchPattern": "*.a.example.com",
              },
            ],
          },
        },
      ],
    },
    {
      "toFQDNs": [
        {
          "matchName": "b.example.com",
        },
      ],
      "toPorts": [
        {
          "ports": [
            {
              "port": "443",
              "protocol": "TCP",
            },
          ],
        },
      ],
    },
    {
      "toFQDNs": [
        {
          "matchName": "b.example.com",
        },
      ],
      "toPorts": [
        {
          "ports": [
            {
              "port": "80",
              "protocol": "TCP",
            },
          ],
        },
      ],
    },
    {
      "toFQDNs": [
        {
          "matchPattern": "*.a.example.com",
        },
      ],
      "toPorts": [
        {
          "ports": [
            {
              "port": "443",
              "protocol": "TCP",
            },
          ],
        },
      ],
    },
  ],
  "endpointSelector": {
    "matchLabels": {
      "role": "api",
    },
  },
}
`);
});

test('an additive policy by name asks for every name, because a DNS rule refuses the names it lacks', () => {
  const policy = new CiliumPolicy(newChart(), 'p', { ...pods, defaultDeny: DefaultDeny.NONE }).allowTo(
    Peer.fqdn('a.example.com'),
    Port.tcp(443),
  );
  expect(specOf(policy).egress[0].toPorts[0].rules).toEqual({ dns: [{ matchPattern: '*' }] });
  expect(specOf(policy).enableDefaultDeny).toEqual({ ingress: false, egress: false });
});

test('a workload of another namespace is named with its namespace, one of the same without', () => {
  const app = newApp();
  const [shop, billing] = [newChart('shop', app), newChart('billing', app)];
  const policy = new CiliumPolicy(shop, 'p', pods)
    .allowFrom(Peer.workload(deployment(shop, 'near')))
    .allowTo(Peer.workload(deployment(billing, 'far')));
  expect(specOf(policy).ingress).toEqual([
    { fromEndpoints: [{ matchLabels: { 'cdk8s.io/metadata.addr': 'shop-near-c85b0784' } }] },
  ]);
  expect(specOf(policy).egress[0].toEndpoints[0].matchLabels['k8s:io.kubernetes.pod.namespace']).toBe('billing');
});

test('a policy lives in the namespace of its subject', () => {
  const app = newApp();
  const [network, shop] = [newChart('network', app), newChart('shop', app)];
  const namespaceOf = (policy: CiliumPolicy) =>
    policy.allowFrom(Peer.ingress(), Port.tcp(80))._manifests()[0]!.metadata.namespace;
  expect(
    namespaceOf(
      new CiliumPolicy(network, 'a', {
        subject: Subject.workload(deployment(shop, 'web')),
        defaultDeny: DefaultDeny.NONE,
      }),
    ),
  ).toBe('shop');
  expect(namespaceOf(new CiliumPolicy(network, 'b', { subject: Subject.labels({ a: 'b' }, 'ops') }))).toBe('ops');
  expect(namespaceOf(new CiliumPolicy(network, 'c', { subject: Subject.labels({ a: 'b' }), namespace: 'ops' }))).toBe(
    'ops',
  );
  expect(namespaceOf(new CiliumPolicy(network, 'd', { subject: Subject.namespace() }))).toBe('network');
  expect(new CiliumPolicy(network, 'e', { subject: Subject.namespace('ops') }).namespace).toBe('ops');
});

test('pods of a Job and a Pod are selected by their own labels', () => {
  const chart = newChart();
  const job = new ApiObject(chart, 'job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: { template: { metadata: { labels: { job: 'copy' } }, spec: { containers: [] } } },
  });
  const pod = new Pod(chart, 'pod', { metadata: { labels: { app: 'one' } }, containers: [{ image: 'x' }] });
  expect(
    specOf(new CiliumPolicy(chart, 'j', { subject: Subject.workload(job), defaultDeny: DefaultDeny.BOTH }))
      .endpointSelector,
  ).toEqual({
    matchLabels: { job: 'copy' },
  });
  expect(
    specOf(new CiliumPolicy(chart, 'p', { subject: Subject.workload(pod), defaultDeny: DefaultDeny.BOTH }))
      .endpointSelector.matchLabels,
  ).toMatchObject({
    app: 'one',
  });
  expect(
    specOf(
      new CiliumPolicy(chart, 'k', {
        subject: Subject.workload(new Job(chart, 'plus', { containers: [{ image: 'x' }] })),
        defaultDeny: DefaultDeny.BOTH,
      }),
    ).endpointSelector.matchLabels,
  ).toBeDefined();
});

test('a direction that is to be denied without a rule gets an empty rule', () => {
  const policy = new CiliumPolicy(newChart(), 'p', { ...pods, defaultDeny: DefaultDeny.BOTH }).allowFrom(Peer.host());
  expect(specOf(policy)).toEqual({
    endpointSelector: { matchLabels: { role: 'api' } },
    enableDefaultDeny: { ingress: true, egress: true },
    ingress: [{ fromEntities: ['host'] }],
    egress: [{}],
  });
});

test('more than 40 ports are split into items that each keep their contents', () => {
  const ports = Array.from({ length: 41 }, (_, index) => Port.tcp(1000 + index).http(HttpRule.get('/a')));
  const rule = specOf(new CiliumPolicy(newChart(), 'p', pods).allowFrom(Peer.cluster(), ...ports)).ingress[0];
  expect(rule.toPorts.map((item: any) => item.ports.length)).toEqual([40, 1]);
  expect(rule.toPorts.map((item: any) => item.rules.http)).toEqual([
    [{ method: 'GET', path: '/a' }],
    [{ method: 'GET', path: '/a' }],
  ]);
});

test('ports, ranges, names and ICMP are written as Cilium reads them', () => {
  const policy = new CiliumPolicy(newChart(), 'p', pods)
    .allowFrom(
      Peer.world(),
      Port.range(Protocol.UDP, 100, 200),
      Port.all(Protocol.TCP),
      Port.named(Protocol.ANY, 'http'),
    )
    .allowTo(Peer.cidr('203.0.113.0/24', ['203.0.113.128/25']), Port.icmp(IcmpType.ping()));
  expect(specOf(policy).ingress[0].toPorts[0].ports).toEqual([
    { port: '100', endPort: 200, protocol: 'UDP' },
    { port: '0', protocol: 'TCP' },
    { port: 'http', protocol: 'ANY' },
  ]);
  expect(specOf(policy).egress).toEqual([
    {
      toCIDRSet: [{ cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] }],
      icmps: [
        {
          fields: [
            { family: 'IPv4', type: 8 },
            { family: 'IPv6', type: 128 },
          ],
        },
      ],
    },
  ]);
});

test('ports with the same contents share an item, and ICMP is a rule of its own', () => {
  const policy = new CiliumPolicy(newChart(), 'p', pods).allowFrom(
    Peer.host(),
    Port.tcp(80).http(HttpRule.get('/a')),
    Port.any(7),
    Port.icmp(IcmpType.v4(8)),
    Port.tcp(81).http(HttpRule.get('/a')),
    Port.tcp(443).serverNames('a.example.com').serverNames('b.example.com'),
  );
  expect(specOf(policy).ingress).toEqual([
    { fromEntities: ['host'], icmps: [{ fields: [{ family: 'IPv4', type: 8 }] }] },
    {
      fromEntities: ['host'],
      toPorts: [
        {
          ports: [
            { port: '80', protocol: 'TCP' },
            { port: '81', protocol: 'TCP' },
          ],
          rules: { http: [{ method: 'GET', path: '/a' }] },
        },
        { ports: [{ port: '7', protocol: 'ANY' }] },
        { ports: [{ port: '443', protocol: 'TCP' }], serverNames: ['a.example.com', 'b.example.com'] },
      ],
    },
  ]);
});

test('contents are asked of a port, which itself stays as it was', () => {
  const port = Port.tcp(80);
  port.http(HttpRule.get('/a'));
  const policy = new CiliumPolicy(newChart(), 'p', pods).allowFrom(Peer.host(), port);
  expect(specOf(policy).ingress[0].toPorts).toEqual([{ ports: [{ port: '80', protocol: 'TCP' }] }]);
});

test('requests are looked at where they arrive, names that are looked up where they leave', () => {
  const { frontend, api } = buildShop();
  const { egress, ingress } = Policies.connect(
    frontend,
    api,
    Port.tcp(9000).http(HttpRule.get('/v2/.*')),
    Port.udp(53).dns(DnsRule.any()),
    Port.tcp(443).serverNames('a.example.com'),
  );
  const contents = (rules: any[]) =>
    rules.flatMap(({ toPorts }) =>
      toPorts.map(({ ports, ...rest }: any) => [ports.map(({ port }: any) => port), rest]),
    );
  expect(contents(specOf(egress!).egress)).toContainEqual([['53'], { rules: { dns: [{ matchPattern: '*' }] } }]);
  expect(contents(specOf(egress!).egress)).toContainEqual([['9000', '443'], {}]);
  expect(contents(specOf(ingress!).ingress)).toContainEqual([['53'], {}]);
  expect(contents(specOf(ingress!).ingress)).toContainEqual([
    ['9000'],
    { rules: { http: [{ method: 'GET', path: '/v2/.*' }] } },
  ]);
  expect(contents(specOf(ingress!).ingress)).toContainEqual([['443'], { serverNames: ['a.example.com'] }]);
});

test('the order of calls does not change the object', () => {
  const calls: ((policy: CiliumPolicy) => void)[] = [
    (p) => p.allowFrom(Peer.host(), Port.tcp(1)),
    (p) => p.allowFrom(Peer.ingress()),
    (p) => p.denyFrom(Peer.world()),
    (p) => p.allowTo(Peer.fqdn('a.example.com')),
    (p) => p.allowTo(Peer.fqdn('b.example.com')),
  ];
  const build = (order: typeof calls) => {
    const policy = new CiliumPolicy(newChart(), 'p', pods);
    for (const call of order) call(policy);
    return JSON.stringify(policy._manifests());
  };
  expect(build([...calls].reverse())).toBe(build(calls));
  expect(build([...calls, ...calls])).toBe(build(calls));
});

test('connecting two workloads writes both sides, and a second port joins them', () => {
  const { app, frontend, api, upstream } = buildShop();
  const first = Policies.connect(frontend, api, Port.tcp(9000));
  const far = Policies.connect(api, upstream, Port.tcp(8443));
  expect(policiesOf(app).map((manifest) => `${manifest.metadata.namespace}/${manifest.metadata.name}`)).toEqual(
    expect.arrayContaining([
      'shop/frontend-to-api',
      'shop/api-from-frontend',
      'shop/api-to-upstream.billing',
      'billing/upstream-from-api.shop',
    ]),
  );
  expect(specOf(first.egress!).egress).toEqual([
    { toEndpoints: [{ matchLabels: expect.any(Object) }], toPorts: [{ ports: [{ port: '9000', protocol: 'TCP' }] }] },
  ]);
  expect(specOf(first.ingress!).ingress).toHaveLength(2);
  expect(specOf(far.ingress!).ingress[0].fromEndpoints[0].matchLabels['k8s:io.kubernetes.pod.namespace']).toBe('shop');
});

test('a clusterwide policy has no namespace and names it in its selectors', () => {
  const app = newApp();
  const chart = newChart('shop', app);
  const policy = new CiliumClusterwidePolicy(chart, 'p', {
    subject: Subject.workload(deployment(chart, 'web')),
  }).allowFrom(Peer.labels({ role: 'a' }));
  expect(policy._manifests()[0]!.metadata).toEqual({ name: 'p' });
  expect(specOf(policy)).toEqual({
    endpointSelector: {
      matchLabels: { 'cdk8s.io/metadata.addr': 'shop-web-c80b2a96', 'k8s:io.kubernetes.pod.namespace': 'shop' },
    },
    ingress: [{ fromEndpoints: [{ matchLabels: { role: 'a' } }] }],
  });
  expect(
    specOf(
      new CiliumClusterwidePolicy(chart, 'n', { subject: Subject.nodes({ zone: 'a' }) }).allowFrom(Peer.cluster()),
    ),
  ).toEqual({
    nodeSelector: { matchLabels: { zone: 'a' } },
    ingress: [{ fromEntities: ['cluster'] }],
  });
});

test('a policy asks Cilium for the features it needs, and only for these', () => {
  const chart = newChart();
  new CiliumPolicy(chart, 'plain', pods).allowFrom(Peer.host());
  new CiliumPolicy(chart, 'names', pods).allowTo(Peer.fqdn('a.example.com'));
  new CiliumPolicy(chart, 'http', {
    ...pods,
    rawIngress: [
      { fromEntities: ['all'], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{}] } }] },
    ],
  });
  new CiliumPolicy(chart, 'nodes', pods).allowFrom(Peer.nodes({ zone: 'a' }));
  new CiliumClusterwidePolicy(chart, 'host', { subject: Subject.nodes({ zone: 'a' }) }).allowFrom(Peer.cluster());
  const facts = Boundary.of(chart);
  expect(facts.requirements().map(({ feature, by }) => [by.node.id, feature])).toEqual([
    ['host', Feature.HOST_FIREWALL],
    ['http', Feature.L7_PROXY],
    ['names', Feature.L7_PROXY],
    ['nodes', Feature.NODE_SELECTOR_LABELS],
  ]);
  expect(facts.all(Role.POLICY)).toHaveLength(5);
});
