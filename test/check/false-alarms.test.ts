// What was said of somebody's repository and was not true: each kind once, with the true one beside it.
import { checkIn, configMap, folderOf } from './frame-helpers';

type Files = Readonly<Record<string, string>>;

async function said(files: Files, ...args: string[]): Promise<string[]> {
  const { out } = await checkIn(folderOf({ 'z.yaml': configMap('z'), ...files }), '$', '--format', 'json', ...args);
  const { findings } = JSON.parse(out) as { findings: { severity: string; code: string; object: string | null }[] };
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

const release = (values: string, version = '1.20.0') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cilium, namespace: kube-system}
spec: {interval: 1h, chart: {spec: {chart: cilium, version: ${version}, sourceRef: {kind: HelmRepository, name: c}}}, values: {${TALOS}, ${values}}}
`;
const TALOS =
  'securityContext: {capabilities: {ciliumAgent: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID, SYSLOG], cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE]}}';
const secret = (data: string, more = '') => `apiVersion: v1\nkind: Secret\nmetadata: {name: s${more}}\n${data}\n`;

describe('Secrets', () => {
  test.each<[string, Files]>([
    [
      'identifiers of Ceph',
      {
        's.yaml': secret(
          'stringData: {clusterID: 407036f5-1f73-44ff-ba81-1f219b7a8a64, fsid: 407036f5-1f73-44ff-ba81-1f219b7a8a64, volumeHandle: 0001-0024-407036f5-1f73-44ff-ba81-1f219b7a8a64}',
        ),
      },
    ],
    [
      'base64 of a word for somebody',
      { 's.yaml': secret(`data: {password: ${Buffer.from('AUTOMATIC_REPLACE').toString('base64')}}`) },
    ],
    ['a password for a trial', { 'local-clusters/a/s.yaml': secret('stringData: {password: abc}') }],
    ['what a tool writes in place of data', { 's.yaml': secret('data: {password: "<path:kv/data/app#password>"}') }],
    [
      'data that a replicator brings',
      {
        's.yaml': `${secret('type: kubernetes.io/tls', ', annotations: {replicator.v1.mittwald.de/replicate-from: a/b}')}`,
      },
    ],
    [
      'a setting of a home cluster that is filled in later',
      { 's.yaml': secret('stringData: {SECRET_DOMAIN: example.com, SECRET_STORAGE: nas.example.com}') },
    ],
    [
      'a value that Flux writes only until the true one is there',
      {
        's.yaml': secret(
          'stringData: {password: abc}',
          ', annotations: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}',
        ),
      },
    ],
    [
      'where a token is to be had',
      { 's.yaml': secret('stringData: {OAUTH_TOKEN_URL: "https://id.example.com/token"}') },
    ],
    ['a dash for a key that is not used', { 's.yaml': secret('data: {API_KEY: LQ==}') }],
    ['a file that calls itself a test', { 'apps/test.yaml': secret('stringData: {password: abc}') }],
  ])('%s is nobody’s mistake', async (_what, files) => expect(await said(files)).toEqual([]));

  test('a password in a folder that is applied is one', async () =>
    expect(await said({ 'apps/s.yaml': secret('stringData: {password: abc}') })).toEqual(['error object/secret-data']));
});

describe('policies', () => {
  const policy = (more: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  endpointSelector: {}\n  ingress: [{fromEntities: [cluster]}]\n  egress: []\n${more}`;

  test('an empty list beside the word that nothing is to be denied is meant', async () => {
    expect(await said({ 'p.yaml': policy('  enableDefaultDeny: {egress: false}\n') })).toEqual([]);
    expect(await said({ 'p.yaml': policy('') })).toEqual(['warning cilium/empty-list']);
  });

  test('a look at DNS for the same pods under another label counts while the pods are out of sight', async () => {
    const egress = (name: string, labels: string, rules: string) =>
      `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: {endpointSelector: {matchLabels: {${labels}}}, egress: [${rules}]}\n`;
    const dns =
      '{toEndpoints: [{matchLabels: {k8s-app: kube-dns, k8s:io.kubernetes.pod.namespace: kube-system}}], toPorts: [{ports: [{port: "53", protocol: UDP}], rules: {dns: [{matchPattern: "*"}]}}]}';
    const of = (labels: string) =>
      said(
        {
          'a.yaml': egress('mail', 'app: mail', '{toFQDNs: [{matchName: smtp.example.com}]}'),
          'b.yaml': egress('base', labels, dns),
        },
        '--only',
        'policies',
      );
    expect(await of('part-of: shop')).toEqual([]);
    expect(await of('app: web')).toEqual(['warning policy/fqdn-without-dns']);
  });

  test('a selector of a whole namespace may mean pods that a chart brings', async () => {
    const daemon =
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d, namespace: mon}\nspec:\n  selector: {matchLabels: {app: d}}\n  template:\n    metadata: {labels: {app: d}}\n    spec: {hostNetwork: true, containers: [{name: d, image: "d:1"}]}\n';
    const peers = (labels: string) =>
      `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {endpointSelector: {}, egress: [{toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: mon${labels}}}]}]}\n`;
    expect(await said({ 'd.yaml': daemon, 'p.yaml': peers('') }, '--only', 'policies')).toEqual([]);
    expect(await said({ 'd.yaml': daemon, 'p.yaml': peers(', app: d') }, '--only', 'policies')).toEqual([
      'error policy/host-network',
    ]);
  });
});

describe('announcements', () => {
  const policy =
    'apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: l2}\nspec: {interfaces: [bond0], loadBalancerIPs: true}\n';

  test('a plain name is enough where it is the only device', async () => {
    const of = (devices: string) =>
      said(
        {
          'p.yaml': policy,
          'c.yaml': release(`kubeProxyReplacement: true, l2announcements: {enabled: true}, devices: ${devices}`),
        },
        '--only',
        'l2',
      );
    expect(await of('bond0')).toEqual([]);
    expect(await of('[bond0, eth1]')).toEqual([]);
    expect(await of('[bond0, bond0.30]')).toEqual(['warning l2/unanchored']);
    expect(await of('bond+')).toEqual(['warning l2/unanchored']);
  });
});

test('the only node of a cluster runs whatever Local traffic is for', async () => {
  const files = (nodes: string) => ({
    'l2.yaml':
      'apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: l2}\nspec: {loadBalancerIPs: true}\n',
    'c.yaml': release('kubeProxyReplacement: true, l2announcements: {enabled: true}'),
    'web.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1.0.0"}]}}}\n',
    'talconfig.yaml': `clusterName: home\nendpoint: https://192.0.2.10:6443\nnodes: [{hostname: a, controlPlane: true, ipAddress: 192.0.2.10, installDisk: /dev/sda}${nodes}]\n`,
  });
  const of = async (nodes: string) => (await said(files(nodes), '--only', 'l2')).filter((line) => /local/.test(line));
  expect(await of('')).toEqual([]);
  expect(await of(', {hostname: b, ipAddress: 192.0.2.11, installDisk: /dev/sda}')).toEqual(['error l2/local-traffic']);
});

test('one pool in two files of one name is one pool, of which the later counts, or one of two clusters', async () => {
  const pool = (name: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}}\nspec: {blocks: [{cidr: 192.0.2.0/28}]}\n`;
  const of = (name: string) => said({ 'a/pool.yaml': pool('lan'), 'b/pool.yaml': pool(name) }, '--only', 'addresses');
  expect(await of('lan')).toEqual([]);
  expect(await of('wan')).toEqual(['error address/overlap']);
});

describe('pools of the whole network', () => {
  const pool =
    'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\nspec: {blocks: [{cidr: 192.0.2.0/24}]}\n';
  const talconfig = (address: string) =>
    `clusterName: home\nendpoint: https://192.0.2.10:6443\nnodes: [{hostname: a, controlPlane: true, ipAddress: ${address}, installDisk: /dev/sda}, {hostname: b, ipAddress: 192.0.2.12, installDisk: /dev/sda}]\n`;
  const of = (files: Files) => said(files, '--only', 'addresses');

  test('are a warning, once, while each Service may ask for its address', async () =>
    expect(await of({ 'pool.yaml': pool, 'talconfig.yaml': talconfig('192.0.2.11') })).toEqual([
      'warning address/overlap',
    ]));

  test('know nothing of machines in an archive', async () => {
    const files = {
      'flux/apps.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {path: ./apps, sourceRef: {kind: GitRepository, name: home}}\n',
      'apps/pool.yaml': pool,
    };
    expect(await of({ ...files, 'archive/talconfig.yaml': talconfig('192.0.2.11') })).toEqual([]);
    expect(await of({ ...files, 'talos/talconfig.yaml': talconfig('192.0.2.11') })).toEqual([
      'warning address/overlap',
    ]);
  });
});

test('definitions that no root reaches say nothing of the version', async () => {
  const definition = (version: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: gateways.gateway.networking.k8s.io, annotations: {gateway.networking.k8s.io/bundle-version: ${version}}}\nspec: {group: gateway.networking.k8s.io, names: {kind: Gateway, plural: gateways}, scope: Namespaced, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n`;
  const files = (folder: string) => ({
    'flux/apps.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {path: ./apps, sourceRef: {kind: GitRepository, name: home}}\n',
    'apps/policy.yaml':
      'apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: t, namespace: shop}\nspec: {targetRefs: [{group: "", kind: Service, name: web}], validation: {wellKnownCACertificates: System, hostname: web}}\n',
    [`${folder}/crd.yaml`]: definition('v1.3.0'),
  });
  expect(await said(files('old'))).toEqual([]);
  expect(await said(files('apps'))).toEqual(['error schema/unknown-kind']);
});

test('a release that no root reaches brings nothing', async () => {
  const files = (folder: string) => ({
    'flux/apps.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {path: ./apps, sourceRef: {kind: GitRepository, name: home}}\n',
    'apps/map.yaml': configMap('a'),
    [`${folder}/web.yaml`]:
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec: {interval: 1h, chart: {spec: {chart: app-template, version: 4.1.1, sourceRef: {kind: HelmRepository, name: b}}}, values: {controllers: {web: {containers: {app: {image: {repository: web, tag: 1.0.0}}}}}, service: {web: {controller: web, annotations: {lbipam.cilium.io/ips: 192.0.2.5}, ports: {http: {port: 80}}}}}}\n',
  });
  expect(await said(files('archive'))).toEqual([]);
  expect(await said(files('apps'))).toEqual(['error address/service-type']);
});

test('a node port outside of the range of Kubernetes may lie in that of the cluster', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 42420}]}\n';
  const range = (text: string) => `cluster: {apiServer: {extraArgs: {service-node-port-range: ${text}}}}\n`;
  expect(await said({ 's.yaml': service })).toEqual(['warning schema/range']);
  expect(await said({ 's.yaml': service, 'talos.yaml': range('30000-42767') })).toEqual([]);
  expect(await said({ 's.yaml': service, 'talos.yaml': range('30000-40000') })).toEqual(['error schema/range']);
});

test('a release of a chart whose values meant something else is not followed', async () => {
  const release = (version: string) =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec: {interval: 1h, chart: {spec: {chart: app-template, version: ${version}, sourceRef: {kind: HelmRepository, name: b}}}, values: {controllers: {web: {containers: {app: {image: {repository: web, tag: 1.0.0}}}}}, service: {web: {controller: web, annotations: {lbipam.cilium.io/ips: 192.0.2.5}, ports: {http: {port: 80}}}}}}\n`;
  expect(await said({ 'r.yaml': release('2.5.0') })).toEqual([]);
  expect(await said({ 'r.yaml': release('4.1.1') })).toEqual(['error address/service-type']);
});

test('a kustomization that no root names, beside roots, may be built by nobody: a warning', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}], sessionAfinity: None}\n';
  const files = (root: string) => ({
    'base/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n',
    'base/web.yaml': service,
    'apps/map.yaml': configMap('a'),
    'flux/root.yaml': root,
  });
  const flux = (path: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: all, namespace: flux-system}\nspec: {path: ./${path}, sourceRef: {kind: GitRepository, name: home}}\n`;
  expect(await said(files(flux('apps')))).toEqual(['warning schema/unknown-field']);
  expect(await said(files(flux('base')))).toEqual(['error schema/unknown-field']);
  expect(await said(files(configMap('no-root')))).toEqual(['error schema/unknown-field']);
});

test('an object of labels alone is for one that something else makes', async () => {
  const claim = (more: string) =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop${more}}\n`;
  expect(await said({ 'c.yaml': claim(', labels: {backup: "no"}') })).toEqual([]);
  expect(await said({ 'c.yaml': claim('') })).toEqual(['error schema/required']);
});

test('a file of Terraform is laid over what it brings', async () => {
  const text =
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: kured, namespace: kube-system}\nspec: {selector: {matchLabels: {name: kured}}, template: {metadata: {labels: {name: kured}}, spec: {containers: [{name: kured}]}}}\n';
  expect(await said({ 'terraform/modules/k3s/kured.yaml': text })).toEqual([]);
  expect(await said({ 'apps/kured.yaml': text })).toEqual(['error schema/required']);
});

test('a file that git-crypt locked is passed over', async () => {
  const locked = `\0GITCRYPT\0${'x'.repeat(40)}`;
  expect(await said({ 'secrets.yaml': locked })).toEqual([]);
  expect(await said({ 'secrets.yaml': locked.slice(1) })).not.toEqual([]);
});

describe('networks', () => {
  const network = (plugins: string) =>
    `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: iot, namespace: net}\nspec:\n  config: '{"cniVersion": "0.3.1", "name": "iot", "plugins": [{"type": "macvlan", "master": "eth0", "ipam": {"type": "static", "routes": [{"dst": "0.0.0.0/0", "gw": "192.168.1.1"}]}}${plugins}]}'\n`;

  test('sbr without a table moves the default route out of the way', async () => {
    const of = (plugins: string) => said({ 'n.yaml': network(plugins) }, '--only', 'cni');
    expect(await of(', {"type": "sbr"}')).not.toContain('warning cni/default-route-wins');
    expect(await of(', {"type": "sbr", "table": 200}')).toContain('warning cni/default-route-wins');
    expect(await of('')).toContain('warning cni/default-route-wins');
  });
});

describe('gateways', () => {
  const gateway =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g, namespace: shop}\nspec: {gatewayClassName: cilium, listeners: [{name: mqtt, port: 1883, protocol: TCP}]}\n';

  test('of a gateway that is off only that is said', async () => {
    expect(
      await said({ 'g.yaml': gateway, 'c.yaml': release('gatewayAPI: {enabled: false}') }, '--only', 'gateway,values'),
    ).toEqual(['error values/gateway-off']);
  });
});

describe('Talos', () => {
  const oom = (expression: string) =>
    `apiVersion: v1alpha1\nkind: OOMConfig\ncgroupRankingExpression: '${expression}'\n`;

  test('an expression with maps and lists is one', async () => {
    for (const expression of [
      '{Besteffort: 1.0, Burstable: 0.5}[class] * double(memory_current.orValue(0u))',
      '{"a": 1.0,}[class]',
      '[1.0, 2.0,][0]',
    ])
      expect(await said({ 't.yaml': oom(expression) }, '--talos', '1.14')).toEqual([]);
    expect(await said({ 't.yaml': oom('{Besteffort: 1.0') }, '--talos', '1.14')).toEqual(['error talos/refused']);
  });

  test('a general patch has its addresses in the files of the nodes', async () => {
    const bond = (more: string) =>
      `apiVersion: v1alpha1\nkind: BondConfig\nname: bond0\nlinks: [eth0, eth1]\nbondMode: active-backup\n${more}`;
    const nodes = {
      'talos/nodes/a.yaml': bond('addresses: [{address: 192.168.1.2/24}]\nroutes: [{gateway: 192.168.1.1}]\n'),
    };
    expect(
      await said(
        {
          'talos/general.yaml': `${bond('')}---\napiVersion: v1alpha1\nkind: LinkConfig\nname: lo\naddresses: [{address: 169.254.9.9/32}]\n`,
          ...nodes,
        },
        '--talos',
        '1.14',
      ),
    ).not.toContain('warning talos/default-dhcp');
    expect(await said({ 'talos/general.yaml': bond('') }, '--talos', '1.14')).toContain('warning talos/default-dhcp');
  });

  test('a patch says nothing of the type of the machine', async () => {
    const patch = 'machine: {network: {hostname: a}}\n';
    expect(await said({ 't.yaml': patch }, '--min-severity', 'note', '--only', 'talos')).not.toContain(
      'note talos/advice',
    );
  });

  test('a word that Talos reads as text is one in a template, too', async () => {
    const template = 'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: ${hostname}\nauto: off\n';
    expect(await said({ 'h.yaml.tftpl': template }, '--talos', '1.14')).toEqual([]);
  });
});

test('test cases beside each other never meet', async () => {
  const pool = (name: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}}\nspec: {blocks: [{cidr: 192.168.9.0/24}]}\n`;
  expect(await said({ 'tests/a/p.yaml': pool('a'), 'tests/b/p.yaml': pool('b') })).toEqual([]);
  expect(await said({ 'apps/a/p.yaml': pool('a'), 'apps/b/p.yaml': pool('b') })).toEqual(['error address/overlap']);
});

test('a file that calls itself a template holds words that a script replaces', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: service_name}\nspec: {type: ExternalName, externalName: service_address}\n';
  expect(await said({ 'external/template.yaml': service, 'external/web.template.yaml': service })).toEqual([]);
  expect(await said({ 'external/web.yaml': service })).toContain('error schema/name');
});

test('a harmless key that a third of all installs carry is a warning', async () => {
  expect(await said({ 'c.yaml': release('cgroup: {automount: {enabled: false}}') })).toEqual([
    'warning values/unknown-key',
  ]);
});
