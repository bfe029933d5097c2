// What the facts name under `outside`: no rule takes it for missing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check, readInput } from '../../lib/check';
import { isOutside } from '../../lib/world/outside';
import { worldOf } from '../../lib/world/world';

const TALOS = { 'talos/machine.yaml': 'machine:\n  type: controlplane\ncluster:\n  clusterName: home\n' };
const release = (values: object) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: ${JSON.stringify(
    {
      interval: '30m',
      chart: { spec: { chart: 'cilium', version: '1.20.0', sourceRef: { kind: 'HelmRepository', name: 'cilium' } } },
      values,
    },
  )}\n`;
const policy = (kind: string, namespace: string | undefined, spec: object) =>
  `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: ${JSON.stringify({ name: 'own', namespace })}\nspec: ${JSON.stringify(spec)}\n`;
const pool = `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\nspec: {blocks: [{cidr: 192.168.70.0/28}], serviceSelector: {matchLabels: {pool: lan}}}\n`;
const service = (more: object = {}) =>
  `apiVersion: v1\nkind: Service\nmetadata: ${JSON.stringify({ name: 'web', namespace: 'shop', ...more })}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n`;
const network = (ipam: string) =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: lan, namespace: shop}\nspec: {config: '{"cniVersion":"1.0.0","type":"macvlan","master":"eth1","ipam":{"type":"${ipam}"}}'}\n`;
const multus =
  'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: kube-multus-ds, namespace: kube-system}\nspec: {selector: {matchLabels: {app: multus}}, template: {metadata: {labels: {app: multus}}, spec: {containers: [{name: multus, image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.2.4-thick"}]}}}\n';
const pod = (spec: object) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: ${JSON.stringify(spec)}\n`;
const plain = { containers: [{ name: 'web', image: 'shop/web:1.2.3' }] };
const gateway = (secretNamespace: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: edge}\nspec: ${JSON.stringify(
    {
      gatewayClassName: 'cilium',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          tls: { certificateRefs: [{ name: 'web', namespace: secretNamespace }] },
        },
      ],
    },
  )}\n`;
const machine =
  'apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata: {name: desk, namespace: shop}\nspec: {domain: {devices: {interfaces: [{name: lan, bridge: {}}]}}, networks: [{name: lan, multus: {networkName: shop/lan}}]}\n';

function codesOf(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return check(readInput([folder])).problems.map(({ code }) => code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each<[code: string, outside: string[], elsewhere: string, manifests: string[]]>([
  [
    'gateway/crds-missing',
    ['gatewayApiCrds: true'],
    'cilium: true',
    [release({ gatewayAPI: { enabled: true } }), gateway('edge')],
  ],
  [
    'gateway/grant-missing',
    ['objects: [ReferenceGrant/shop/edge]'],
    'objects: [ReferenceGrant/other/edge]',
    [gateway('shop')],
  ],
  [
    'address/not-in-pool',
    ['objects: [CiliumLoadBalancerIPPool/dmz]'],
    'objects: [CiliumL2AnnouncementPolicy/dmz]',
    [pool, service({ labels: { pool: 'lan' }, annotations: { 'lbipam.cilium.io/ips': '10.0.0.1' } })],
  ],
  ['address/not-served', ['objects: [CiliumLoadBalancerIPPool/dmz]'], 'cilium: true', [pool, service()]],
  [
    'l2/no-policy',
    ['objects: [CiliumL2AnnouncementPolicy/lan]', 'objects: [CiliumBGPClusterConfig/home]'],
    'objects: [CiliumLoadBalancerIPPool/dmz]',
    [release({ l2announcements: { enabled: true } }), pool],
  ],
  [
    'l2/not-announced',
    ['objects: [CiliumL2AnnouncementPolicy/dmz]', 'objects: [CiliumBGPAdvertisement/dmz]'],
    'objects: [CiliumLoadBalancerIPPool/dmz]',
    [
      release({ l2announcements: { enabled: true } }),
      pool,
      service({ labels: { pool: 'lan' } }),
      'apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: lan}\nspec: {loadBalancerIPs: true, serviceSelector: {matchLabels: {app: other}}}\n',
    ],
  ],
  [
    'policy/fqdn-without-dns',
    ['objects: [CiliumNetworkPolicy/shop/dns]', 'objects: [CiliumClusterwideNetworkPolicy/dns]'],
    'objects: [CiliumNetworkPolicy/other/dns]',
    [
      pod(plain),
      policy('CiliumNetworkPolicy', 'shop', {
        endpointSelector: {},
        egress: [{ toFQDNs: [{ matchName: 'api.example.com' }] }],
      }),
    ],
  ],
  [
    'policy/host-ports',
    ['objects: [CiliumClusterwideNetworkPolicy/nodes]'],
    'objects: [CiliumNetworkPolicy/kube-system/nodes]',
    [
      policy('CiliumClusterwideNetworkPolicy', undefined, {
        nodeSelector: {},
        ingress: [{ fromEntities: ['host'] }],
      }),
    ],
  ],
  [
    'policy/deny-kube-system',
    ['objects: [CiliumNetworkPolicy/kube-system/dns]', 'objects: [CiliumClusterwideNetworkPolicy/dns]'],
    'objects: [CiliumNetworkPolicy/shop/dns]',
    [policy('CiliumNetworkPolicy', 'kube-system', { endpointSelector: {}, ingress: [{}] })],
  ],
  [
    'cni/dhcp-daemon',
    ['objects: [DaemonSet/kube-system/dhcp]', 'multus: true'],
    'objects: [Deployment/kube-system/dhcp]',
    [multus, network('dhcp')],
  ],
  [
    'cni/plugin-missing',
    ['objects: [DaemonSet/kube-system/plugins]', 'multus: true'],
    'cilium: true',
    [multus, network('static')],
  ],
  [
    'cni/kubevirt-network',
    ['objects: [NetworkAttachmentDefinition/shop/lan]'],
    'objects: [NetworkAttachmentDefinition/shop/wan]',
    [machine],
  ],
  [
    'reference/missing',
    ['objects: [ServiceAccount/shop/web]'],
    'objects: [ServiceAccount/other/web]',
    [pod({ ...plain, serviceAccountName: 'web' })],
  ],
])('%s', (code, outside, elsewhere, manifests) => {
  const said = (line: string) =>
    codesOf({ ...TALOS, 'cluster.facts': `complete: true\n${line}`, 'app.yaml': manifests.join('---\n') });

  test('is said where nothing is outside', () => {
    expect(said('')).toContain(code);
  });
  test.each(outside)('is silent beside outside: {%s}', (entry) => {
    expect(said(`outside: {${entry}}\n`)).not.toContain(code);
  });
  test('is said beside something else that is outside', () => {
    expect(said(`outside: {${elsewhere}}\n`)).toContain(code);
  });
});

describe('an entry means', () => {
  const world = (outside: object) =>
    worldOf({
      versions: { cilium: '1.20', gatewayApi: 'v1.6.1' },
      objects: [],
      facts: { facts: { outside }, origin: {} },
    });
  test.each<[entry: object, absent: Parameters<typeof isOutside>[1], answer: boolean]>([
    [{ namespaces: ['monitoring'] }, { kind: 'Namespace', name: 'monitoring' }, true],
    [{ namespaces: ['monitoring'] }, { kind: 'Namespace', name: 'shop' }, false],
    [{ cilium: true }, { kind: 'Service', namespace: 'kube-system', name: 'hubble-relay' }, true],
    [{ cilium: true }, { kind: 'Service', namespace: 'shop', name: 'web' }, false],
    [{ cilium: false }, { kind: 'Service', namespace: 'kube-system', name: 'hubble-relay' }, false],
    [{ multus: true }, { kind: 'ServiceAccount', namespace: 'kube-system', name: 'multus' }, true],
    [{ gatewayApiCrds: true }, { kind: 'CustomResourceDefinition', name: 'gateways.gateway.networking.k8s.io' }, true],
    [{ gatewayApiCrds: true }, { kind: 'CustomResourceDefinition', name: 'widgets.example.com' }, false],
    [{ objects: ['Secret/shop/tls'] }, { kind: 'Secret', namespace: 'shop', name: 'tls' }, true],
    [{ objects: ['Secret/shop/tls'] }, { kind: 'Secret', namespace: 'edge', name: 'tls' }, false],
    [{ objects: ['Secret/shop/tls'] }, { kind: 'Secret' }, true],
    [{}, { kind: 'Secret' }, false],
  ])('%j for %j: %s', (entry, absent, answer) => {
    expect(isOutside(world(entry), absent)).toBe(answer);
  });
  test('nothing where there are no facts', () => {
    const none = worldOf({ versions: { cilium: '1.20', gatewayApi: 'v1.6.1' }, objects: [] });
    expect(isOutside(none, { kind: 'Secret' })).toBe(false);
  });
});
