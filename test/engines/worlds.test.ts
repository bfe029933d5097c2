// What is asked of the engines follows from dist alone.
import { call } from './ask';

const pods = (labels: object, more: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'main', image: 'x:1', ports: [{ containerPort: 9000 }] }], ...more },
});
const deployment = (name: string, template: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: { template, ...spec },
});
const policy = (name: string, spec: object, namespace = 'shop') => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name, namespace },
  spec,
});
const DENY_ALL = policy('deny-all', { endpointSelector: {}, ingress: [{}], egress: [{}] });

describe('workloads', () => {
  test('pods on the host network and workloads scaled to zero are no endpoints; a name twice carries the kind', () => {
    const workloads = call('dist', 'workloadsOf', [
      deployment('api', pods({ app: 'api' }, { serviceAccountName: 'api' }), { replicas: 3 }),
      deployment('agent', pods({}, { hostNetwork: true })),
      deployment('idle', pods({}), { replicas: 0 }),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'api', namespace: 'shop', labels: { app: 'debug' } },
        spec: {},
      },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', namespace: 'shop' }, spec: {} },
    ]) as { name: string; replicas: number; serviceAccount: string; labels: object; ports: object[] }[];
    expect(
      workloads.map(({ name, replicas, serviceAccount, labels, ports }) => ({
        name,
        replicas,
        serviceAccount,
        labels,
        ports,
      })),
    ).toEqual([
      {
        name: 'api-deployment',
        replicas: 3,
        serviceAccount: 'api',
        labels: { app: 'api' },
        ports: [{ port: 9000, protocol: 'TCP' }],
      },
      { name: 'api-pod', replicas: 1, serviceAccount: 'default', labels: { app: 'debug' }, ports: [] },
    ]);
  });
});

describe('the world of the policy engine', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'blue' } } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cilium-config', namespace: 'kube-system' },
      data: { 'enable-host-firewall': 'true', 'enable-ipv6': 'false', 'enable-policy': 'always' },
    },
    deployment('api', pods({ app: 'api' })),
    DENY_ALL,
    policy('pay', {
      endpointSelector: { matchLabels: { app: 'api' } },
      egress: [{ toFQDNs: [{ matchName: 'api.stripe.com.' }, { matchPattern: '*.x' }] }],
    }),
  ];
  const promises = [
    { from: 'shop/*', to: 'kube-system/kube-dns', protocol: 'UDP', port: 53, allowed: true, why: 'names' },
    { from: 'world', to: 'shop/api', protocol: 'TCP', port: 9000, allowed: false },
    { from: 'elsewhere/stranger', to: 'kube-system/kube-dns', protocol: 'UDP', port: 53, allowed: true },
    { from: 'shop/apy', to: 'world', protocol: 'TCP', port: 443, allowed: true },
  ];
  const world = call('policy', 'buildWorld', objects, promises);
  const flows: {
    from: string;
    to: string;
    port: number;
    protocol: string;
    promised: boolean;
    allowed: boolean;
    why?: string;
  }[] = world.input.flows.map((flow: object, i: number) => ({ ...flow, ...world.expected[i] }));

  test('namespaces, pods, names and settings come from dist; kube-dns, a stranger and the world are added', () => {
    expect(world.input.namespaces).toEqual([
      { name: 'elsewhere', labels: { 'kubernetes.io/metadata.name': 'elsewhere' } },
      { name: 'kube-system', labels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      { name: 'shop', labels: { team: 'blue', 'kubernetes.io/metadata.name': 'shop' } },
    ]);
    expect(world.input.pods.map((pod: { namespace: string; name: string }) => `${pod.namespace}/${pod.name}`)).toEqual([
      'shop/api',
      'kube-system/kube-dns',
      'elsewhere/stranger',
    ]);
    expect(world.input.external).toEqual([
      { name: 'world', ips: ['203.0.113.77'] },
      { name: 'api.stripe.com', ips: ['198.51.100.1'], fqdns: ['api.stripe.com'] },
    ]);
    expect(world.input.config).toEqual({ hostFirewall: true, policyEnforcementMode: 'always' });
    expect(world.input.policies).toHaveLength(2);
  });

  test('every flow that touches a guarded pod is asked about, on every declared port and one that nobody declares', () => {
    const touching = flows.filter(({ from, to }) => from.includes('shop/') || to.includes('shop/'));
    expect([...new Set(touching.map(({ port, protocol }) => `${port}/${protocol}`))].sort()).toEqual([
      '31337/TCP',
      '443/TCP',
      '53/TCP',
      '53/UDP',
      '9000/TCP',
    ]);
    // 3 pods, 2 addresses and 4 words at either end, but the host is no source.
    expect(touching).toHaveLength((8 + 9 - 1) * 5);
    expect(flows.filter(({ from }) => from === 'host')).toEqual([]);
  });

  test('what is promised is expected, whatever else is not; a promise may speak of pods that nobody guards', () => {
    expect(
      flows.filter(({ promised }) => promised).map(({ from, to, allowed, why }) => [from, to, allowed, why]),
    ).toEqual([
      ['pod:shop/api', 'pod:kube-system/kube-dns', true, 'names'],
      ['pod:elsewhere/stranger', 'pod:kube-system/kube-dns', true, undefined],
      ['external:world', 'pod:shop/api', false, undefined],
    ]);
    expect(flows.filter(({ promised, allowed }) => !promised && allowed)).toEqual([]);
  });

  test('a promise about nobody is told, so that a renamed pod is noticed', () => {
    expect(world.unmatched).toEqual([promises[3]]);
  });

  test('guarded is a namespace with a policy that selects all of its pods', () => {
    const some = policy('api', { endpointSelector: { matchLabels: { app: 'api' } } }, 'a');
    const listed = { ...policy('b', {}, 'b'), spec: undefined, specs: [{ endpointSelector: { matchLabels: {} } }] };
    const plain = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'c', namespace: 'c' },
      spec: { podSelector: {} },
    };
    const clusterwide = { ...DENY_ALL, kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'd' } };
    expect(call('policy', 'guardedNamespaces', [DENY_ALL, some, listed, plain, clusterwide])).toEqual([
      'b',
      'c',
      'shop',
    ]);
  });
});

describe('attachments', () => {
  test.each<[string, string, object[]]>([
    ['none', ' ', []],
    [
      'names',
      'sensors, kube-system/mgmt@mg0',
      [
        { network: 'sensors', namespace: 'shop', interface: 'net1', ips: [] },
        { network: 'mgmt', namespace: 'kube-system', interface: 'mg0', ips: [] },
      ],
    ],
    [
      'JSON',
      '[{"name":"sensors","interface":"iot0","ips":["192.168.40.101/24"],"mac":"02:00:5e:10:00:01"},{"name":"mgmt","namespace":"ops"}]',
      [
        {
          network: 'sensors',
          namespace: 'shop',
          interface: 'iot0',
          ips: ['192.168.40.101/24'],
          mac: '02:00:5e:10:00:01',
        },
        { network: 'mgmt', namespace: 'ops', interface: 'net2', ips: [] },
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(call('cni', 'parseNetworks', text, 'shop')).toEqual(expected);
  });

  const network = {
    namespace: 'shop',
    name: 'sensors',
    config: { type: 'macvlan', master: 'enp2s0', ipam: { type: 'host-local', subnet: '192.168.40.0/24' } },
  };
  const attachment = { pod: 'api-0', interface: 'iot0', ips: [] as string[] };

  test('two replicas are asked to reach each other', () => {
    const one = call('cni', 'caseOf', { ...network, attachments: [attachment, { ...attachment, pod: 'api-1' }] }, [
      { name: 'worker-1', mtu: { enp2s0: 9000 } },
    ]);
    expect([one.parents, one.attachments, one.connect]).toEqual([
      [{ name: 'enp2s0', mtu: 9000 }],
      [
        { pod: 'api-0', interface: 'iot0' },
        { pod: 'api-1', interface: 'iot0' },
      ],
      [
        { from: 'api-0', to: 'api-1/iot0', family: 4 },
        { from: 'api-1', to: 'api-0/iot0', family: 4 },
      ],
    ]);
  });

  test.each<[string, object, object, string[]]>([
    ['a lone pod gets a companion', {}, {}, ['api-0', 'companion-1']],
    [
      'with a fixed address the companion takes the one beside it',
      { ips: ['192.168.40.101/24'] },
      {},
      ['api-0 192.168.40.101/24', 'companion-1 192.168.40.100/24'],
    ],
    [
      'an address in the configuration is for one pod only',
      {},
      { ipam: { type: 'static', addresses: [{ address: '192.168.40.9/24' }] } },
      ['api-0'],
    ],
  ])('%s', (_, more, config, expected) => {
    const one = call('cni', 'caseOf', {
      ...network,
      config: { ...network.config, ...config },
      attachments: [{ ...attachment, ...more }],
    });
    expect(
      one.attachments.map((a: { pod: string; runtimeConfig?: { ips: string[] } }) =>
        [a.pod, ...(a.runtimeConfig?.ips ?? [])].join(' '),
      ),
    ).toEqual(expected);
    expect(one.connect).toHaveLength(expected.length === 1 ? 0 : 2);
  });

  test('a node has the plugins of Talos and those that the installer brings', () => {
    const multus = {
      kind: 'DaemonSet',
      metadata: { name: 'multus' },
      spec: {
        template: {
          spec: {
            initContainers: [
              { name: 'install-cni-plugins', args: ['/plugins', 'macvlan', 'host-local'] },
              { name: 'other', args: ['a', 'vlan'] },
            ],
          },
        },
      },
    };
    expect(call('cni', 'installedPlugins', [multus])).toEqual([
      'bridge',
      'firewall',
      'host-local',
      'loopback',
      'macvlan',
      'portmap',
    ]);
  });

  test('macvlan in another mode than bridge lets no pod reach its neighbour, so nobody is asked to', () => {
    expect(
      call('cni', 'caseOf', { ...network, config: { ...network.config, mode: 'vepa' }, attachments: [attachment] })
        .connect,
    ).toEqual([]);
  });

  test('an address that was not asked for or lies outside of the range is told', () => {
    const config = {
      type: 'macvlan',
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: '192.168.40.0/24', rangeStart: '192.168.40.100', rangeEnd: '192.168.40.150' }]],
      },
    };
    const one = {
      attachments: [{ pod: 'a', interface: 'net1', runtimeConfig: { ips: ['192.168.40.101'] } }],
      connect: [],
    };
    const answer = {
      ok: true,
      attachments: [{ pod: 'a', interface: 'net1', up: false, ips: ['192.168.40.7/24'] }],
      connect: [{ from: 'a', to: 'b/net1', ok: false, error: 'i/o timeout' }],
    };
    expect(call('cni', 'problemsOf', { config }, one, answer)).toEqual([
      'a/net1 is down',
      'a/net1 has 192.168.40.7/24 and not 192.168.40.101',
      'a/net1 has 192.168.40.7/24, outside of 192.168.40.100-192.168.40.150',
      'a does not reach b/net1: i/o timeout',
    ]);
  });
});

describe('load-balancer Services', () => {
  const gateway = (spec: object) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'gateway' },
    spec: {
      listeners: [
        { name: 'a', port: 443 },
        { name: 'b', port: 443 },
        { name: 'c', port: 80 },
      ],
      ...spec,
    },
  });

  test('a Gateway stands for the Service that the operator makes of it', () => {
    const objects = [
      gateway({
        infrastructure: { labels: { announce: 'lan' }, annotations: { 'lbipam.cilium.io/ips': '192.168.70.200' } },
      }),
      { kind: 'Service', metadata: { name: 'inner' }, spec: { type: 'ClusterIP' } },
    ];
    expect(call('load-balancer', 'servicesOf', objects)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'cilium-gateway-public',
          namespace: 'gateway',
          labels: {
            announce: 'lan',
            'gateway.networking.k8s.io/gateway-name': 'public',
            'io.cilium.gateway/owning-gateway': 'public',
          },
          annotations: { 'lbipam.cilium.io/ips': '192.168.70.200' },
        },
        spec: {
          type: 'LoadBalancer',
          ports: [
            { name: 'port-443', port: 443, protocol: 'TCP' },
            { name: 'port-80', port: 80, protocol: 'TCP' },
          ],
        },
      },
    ]);
  });

  test.each<[object, string[]]>([
    [
      { metadata: { annotations: { 'lbipam.cilium.io/ips': ' 10.0.0.1, 10.0.0.2' } }, spec: {} },
      ['10.0.0.1', '10.0.0.2'],
    ],
    [
      { metadata: { annotations: { 'io.cilium/lb-ipam-ips': '10.0.0.1' } }, spec: { loadBalancerIP: '10.0.0.9' } },
      ['10.0.0.1'],
    ],
    [{ metadata: {}, spec: { loadBalancerIP: '10.0.0.9' } }, ['10.0.0.9']],
    [{ metadata: {}, spec: {} }, []],
  ])('%j asks for %j', (service, addresses) => {
    expect(call('load-balancer', 'requested', service)).toEqual(addresses);
  });

  test('another address than asked for, and none at all, is told', () => {
    const services = [
      { metadata: { name: 'a', namespace: 'shop', annotations: { 'lbipam.cilium.io/ips': '10.0.0.1' } }, spec: {} },
      { metadata: { name: 'b', namespace: 'shop' }, spec: {} },
    ];
    const answer = (a: string[], b: string[]) => ({
      services: [
        { object: 'shop/a', ips: a },
        { object: 'shop/b', ips: b },
      ],
      pools: [],
    });
    expect(call('load-balancer', 'addressProblems', services, answer(['10.0.0.1'], ['10.0.0.7']))).toEqual([]);
    expect(call('load-balancer', 'addressProblems', services, answer(['10.0.0.2'], []))).toEqual([
      'shop/a asks for 10.0.0.1 and gets 10.0.0.2',
      'shop/b gets no address',
    ]);
    expect(
      call('load-balancer', 'addressProblems', services, {
        ...answer(['10.0.0.1'], ['10.0.0.7']),
        alternatives: [answer([], ['10.0.0.1'])],
      }),
    ).toEqual(['shop/a asks for 10.0.0.1 and gets none']);
  });

  test('a node announces the addresses of its ranges and nothing else', () => {
    const services = ['192.168.70.200', '192.168.70.240'].map((ip) => ({
      status: { loadBalancer: { ingress: [{ ip }] } },
    }));
    const wanted = call(
      'load-balancer',
      'announcementsWanted',
      { announces: { enp1s0: ['192.168.70.200-192.168.70.239'], enp2s0: ['192.168.70.240'] } },
      services,
    );
    expect(wanted).toEqual(['192.168.70.200 enp1s0', '192.168.70.240 enp2s0']);
    const announce = [
      { ip: '192.168.70.200', interface: 'enp1s0' },
      { ip: '192.168.70.200', interface: 'enp2s0' },
    ];
    expect(call('load-balancer', 'announcementProblems', wanted, { announce })).toEqual([
      'does not announce 192.168.70.240 on enp2s0',
      'announces 192.168.70.200 on enp2s0, which is not meant',
    ]);
  });
});

describe('machine-config patches', () => {
  const NODES = [
    { name: 'controlplane-1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
    { name: 'worker-1', labels: {} },
  ];
  const file = (name: string, ...documents: object[]) => ({ name, documents });

  test.each<[string, object, string[]]>([
    [
      'a control-plane kind on workers',
      file('worker.yaml', { kind: 'KubeProxyConfig', enabled: false }),
      ['worker.yaml: KubeProxyConfig on workers'],
    ],
    [
      'a control-plane kind on all',
      file('all.yaml', { kind: 'KubeAPIServerConfig' }),
      ['all.yaml: KubeAPIServerConfig on workers'],
    ],
    ['its deletion on all', file('all.yaml', { kind: 'KubeFlannelCNIConfig', $patch: 'delete' }), []],
    ['a control-plane kind on a control plane', file('node-controlplane-1.yaml', { kind: 'KubeProxyConfig' }), []],
    [
      'a document twice',
      file(
        'all.yaml',
        { kind: 'LinkConfig', name: 'a' },
        { kind: 'LinkConfig', name: 'b' },
        { kind: 'LinkConfig', name: 'a' },
      ),
      ['all.yaml: LinkConfig a twice in one file'],
    ],
    [
      'old fields',
      file('all.yaml', { machine: { network: { interfaces: [] } }, cluster: { proxy: { disabled: true }, etcd: {} } }),
      [
        'all.yaml: machine.network.interfaces, which 1.14 states in a document',
        'all.yaml: cluster.proxy, which 1.14 states in a document',
      ],
    ],
    ['nothing', file('all.yaml'), ['all.yaml: no document; Talos takes an empty patch for JSON6902']],
  ])('%s', (_, patch, problems) => {
    expect(call('talos', 'fileProblems', patch, NODES)).toEqual(problems);
  });

  test.each<[object, string[]]>([
    [{ apiVersion: 'v1alpha1', kind: 'LinkConfig', name: 'enp1s0', mtu: 9000 }, []],
    [
      { apiVersion: 'v1alpha1', kind: 'LinkConfig', mtu: '9000', up: 1 },
      ['LinkConfig: no name', 'LinkConfig: mtu: "9000" is no integer', 'LinkConfig: up: unknown field'],
    ],
    [
      { apiVersion: 'v1alpha1', kind: 'KubeNetworkConfig', podSubnets: ['10.0.0.0'] },
      ['KubeNetworkConfig: podSubnets[0]: "10.0.0.0" does not match /\\d$'],
    ],
    [{ apiVersion: 'v1alpha1', kind: 'KubeNetworkConfig', podSubnets: { $patch: 'delete' } }, []],
    [
      { apiVersion: 'v1alpha1', kind: 'KubeFlannelCNIConfig', $patch: 'delete', x: 1 },
      ['KubeFlannelCNIConfig: x beside $patch: delete'],
    ],
    [{ apiVersion: 'v1alpha1', kind: 'KubespanConfig' }, ['KubespanConfig: no Talos 1.14 document kind']],
    [{ apiVersion: 'v1alpha1', kind: 'KubeSpanEndpointsConfig' }, []],
    [{ apiVersion: 'v1alpha1', kind: 'KubeSpanEndpoints' }, ['KubeSpanEndpoints: no Talos 1.14 document kind']],
  ])('%j', (document, problems) => {
    const kind = (name: string) => ({ kind: { enum: [name] }, apiVersion: { enum: ['v1alpha1'] } });
    const schema = {
      $defs: {
        link: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: { ...kind('LinkConfig'), name: { type: 'string' }, mtu: { type: 'integer' } },
        },
        net: {
          type: 'object',
          additionalProperties: false,
          required: ['serviceSubnets'],
          properties: {
            ...kind('KubeNetworkConfig'),
            podSubnets: { type: 'array', items: { type: 'string', pattern: '/\\d$' } },
          },
        },
        span: { type: 'object', properties: kind('KubeSpanEndpoints') },
      },
    };
    expect(call('talos', 'documentProblems', schema, document)).toEqual(problems);
  });

  test('files meet on machines by role and name', () => {
    const patches = ['all', 'controlplane', 'node-controlplane-1', 'node-worker-1'].map((name) => file(`${name}.yaml`));
    const machines = call('talos', 'machinesOf', patches, NODES) as {
      id: string;
      role: string;
      files: { name: string }[];
    }[];
    expect(machines.map(({ id, role, files }) => [id, role, files.map(({ name }) => name)])).toEqual([
      ['controlplane', 'controlplane', ['all.yaml', 'controlplane.yaml']],
      ['worker', 'worker', ['all.yaml']],
      ['controlplane-1', 'controlplane', ['all.yaml', 'controlplane.yaml', 'node-controlplane-1.yaml']],
      ['worker-1', 'worker', ['all.yaml', 'node-worker-1.yaml']],
    ]);
  });

  test.each<[string, object[], string[]]>([
    ['no link', [{ kind: 'KubePrismConfig' }], []],
    [
      'a link document alone',
      [{ kind: 'LinkConfig', name: 'a' }],
      ['m: links are configured, and no link has DHCP any more'],
    ],
    [
      'a link document beside DHCP',
      [
        { kind: 'LinkConfig', name: 'a' },
        { kind: 'DHCPv4Config', name: 'b' },
      ],
      [],
    ],
    [
      'an interface alone',
      [{ machine: { network: { interfaces: [{ interface: 'a' }] } } }],
      ['m: links are configured, and no link has DHCP any more'],
    ],
    ['an interface with DHCP', [{ machine: { network: { interfaces: [{ interface: 'a', dhcp: true }] } } }], []],
  ])('DHCP survives: %s', (_, documents, problems) => {
    expect(call('talos', 'dhcpProblems', { id: 'm', files: [{ documents }] })).toEqual(problems);
  });

  test.each<[string, string, object, string[]]>([
    [
      'all as it should be',
      'controlplane',
      { ok: true, effects: { cni: 'none', kubeProxy: false, kubePrism: true } },
      [],
    ],
    [
      'Flannel and kube-proxy stay',
      'controlplane',
      { ok: true, effects: { cni: 'flannel', kubeProxy: true, kubePrism: true } },
      ['m: cni is flannel, not none', 'm: kubeProxy is true, not false'],
    ],
    ['a worker says less', 'worker', { ok: true, effects: {} }, []],
    [
      'a control plane that says nothing',
      'controlplane',
      { ok: true },
      ['m: cni is undefined, not none', 'm: kubeProxy is undefined, not false', 'm: kubePrism is undefined, not true'],
    ],
    ['refused', 'worker', { ok: false, stage: 'load', error: 'unknown keys' }, ['m: load: unknown keys']],
  ])('verdict: %s', (_, role, answer, problems) => {
    expect(call('talos', 'verdictProblems', { id: 'm', role }, answer)).toEqual(problems);
  });
});

test('objects that Talos applies itself are found in both forms of its configuration', () => {
  const documents = [
    { kind: 'KubeInlineManifestConfig', name: '10-cilium', manifest: 'a: 1\n' },
    { kind: 'KubeInlineManifestConfig', name: '20-multus', $patch: 'delete' },
    { cluster: { inlineManifests: [{ name: '30-x', contents: 'b: 1\n' }] } },
  ];
  expect(call('api-server', 'inlineManifests', [{ name: 'controlplane.yaml', documents }])).toEqual([
    { name: '10-cilium', text: 'a: 1\n' },
    { name: '30-x', text: 'b: 1\n' },
  ]);
});

test('the server says what it prints in one line', () => {
  expect(
    call('api-server', 'environmentOf', 'export SERVER=https://127.0.0.1:1 TOKEN=abc= CACERT=/tmp/a PIDFILE=/tmp/b\n'),
  ).toEqual({
    SERVER: 'https://127.0.0.1:1',
    TOKEN: 'abc=',
    CACERT: '/tmp/a',
    PIDFILE: '/tmp/b',
  });
});

test('a refusal counts, a warning counts, and what was there before does not', () => {
  const verdicts = [
    { id: 'a', ok: true },
    { id: 'b', ok: true, warnings: ['duplicate name'], note: 'namespace dropped' },
    { id: 'c', ok: false, status: 422, reason: 'Invalid', message: 'spec.x' },
    { id: 'd', ok: false, status: 409, reason: 'AlreadyExists', message: 'namespaces "kube-system" already exists' },
    { id: 'e', ok: false, status: 409, reason: 'AlreadyExists', message: 'services "web" already exists' },
  ];
  expect(call('api-server', 'refusals', verdicts)).toEqual([
    'b: taken, but: duplicate name',
    'b: taken, but: namespace dropped',
    'c: 422 Invalid: spec.x',
    'e: 409 AlreadyExists: services "web" already exists',
  ]);
});
