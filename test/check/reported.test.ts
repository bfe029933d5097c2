// Mistakes of the kinds that people report of Cilium, Talos, Multus and the Gateway API: each with the form that is right.
import { deployment, policy, relation } from './relation';

const release = (values: string, version = '1.20.0') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cilium, namespace: kube-system }\nspec: { interval: 1h, chart: { spec: { chart: cilium, version: ${version}, sourceRef: { kind: HelmRepository, name: cilium } } }, values: { ${values} } }\n---\n`;
const KPR = 'kubeProxyReplacement: true';
const gateway = (listeners: string, more = '') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: web, namespace: shop }\nspec: { gatewayClassName: cilium, listeners: [${listeners}]${more} }\n---\n`;
const HTTP = '{ name: http, port: 80, protocol: HTTP }';
const route = (spec: string, name = 'web', namespace = 'shop') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { ${spec} }\n---\n`;
const service = (more = '', metadata = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop${metadata} }\nspec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]${more} }\n---\n`;
const pool = (spec: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: lan }\nspec: { ${spec} }\n---\n`;
const LAN = pool('blocks: [{ cidr: 192.0.2.192/28 }]');
const l2 = (spec: string) =>
  `apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: { name: lan }\nspec: { ${spec} }\n---\n`;
const nad = (config: string) =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: { name: lan, namespace: shop }\nspec:\n  config: '{"cniVersion":"1.0.0","name":"lan",${config}}'\n---\n`;
const pod = (annotations: string, spec = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, annotations: { ${annotations} } }\nspec: { containers: [{ name: web, image: 'example.com/web:1.2.3' }]${spec} }\n---\n`;
const WEB = deployment('app: web', '{ containerPort: 8080 }');

describe('Cilium', () => {
  relation(
    'BGP needs its control plane switched on',
    { code: 'values/bgp-off' },
    release(`${KPR}, l2announcements: { enabled: true }`) + BGP(),
    release(`${KPR}, bgpControlPlane: { enabled: true }`) + BGP(),
  );
  relation(
    'L2 announcements are switched on',
    { code: 'values/l2-off' },
    release(KPR) + l2('loadBalancerIPs: true'),
    release(`${KPR}, l2announcements: { enabled: true }`) + l2('loadBalancerIPs: true'),
  );
  relation(
    'an L2 policy announces something',
    { code: 'l2/announces-nothing' },
    LAN + l2('interfaces: [^eno1$]'),
    LAN + l2('interfaces: [^eno1$], loadBalancerIPs: true'),
  );
  relation(
    'a pool gives addresses of hosts: old names of fields',
    { code: 'schema/unknown-field', says: ['blocks'] },
    pool('cidrs: [{ cidr: 192.0.2.192/28 }]'),
    LAN,
  );
  relation(
    'a Service asks for its address by the annotation of Cilium',
    { code: 'address/not-in-pool', says: ['192.0.2.99'] },
    LAN + service('', ', annotations: { lbipam.cilium.io/ips: 192.0.2.99 }'),
    LAN + service('', ', annotations: { lbipam.cilium.io/ips: 192.0.2.200 }'),
  );
  relation(
    'a port of a policy is a text',
    { code: 'schema/type' },
    WEB +
      policy('endpointSelector: {}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: 8080 }] }] }]'),
    WEB +
      policy("endpointSelector: {}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '8080' }] }] }]"),
  );
  relation(
    'a peer in another namespace names it',
    { code: 'policy/selects-nothing', level: 'warning', says: ['k8s-app'] },
    WEB +
      deployment('k8s-app: api', '{ containerPort: 9000 }', 'api', 'back') +
      policy(
        "endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': back, app: api } }] }]",
      ),
    WEB +
      deployment('k8s-app: api', '{ containerPort: 9000 }', 'api', 'back') +
      policy(
        "endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': back, k8s-app: api } }] }]",
      ),
  );
  relation(
    'a clusterwide policy has no namespace',
    { code: 'object/cluster-scoped-namespace' },
    policy(
      'endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEntities: [cluster] }]',
      'CiliumClusterwideNetworkPolicy',
    ).replace('name: web }', 'name: web, namespace: shop }'),
    policy(
      'endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEntities: [cluster] }]',
      'CiliumClusterwideNetworkPolicy',
    ),
  );
});

describe('Gateway API', () => {
  relation(
    'routes of other namespaces are allowed',
    { code: 'gateway/route-not-allowed' },
    gateway(HTTP) + route('parentRefs: [{ name: web, namespace: shop }], hostnames: [a.example.com]', 'web', 'back'),
    gateway('{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }') +
      route('parentRefs: [{ name: web, namespace: shop }], hostnames: [a.example.com]', 'web', 'back'),
  );
  relation(
    'a route names a listener that is there',
    { code: 'reference/listener' },
    gateway(HTTP) + route('parentRefs: [{ name: web, sectionName: https }]'),
    gateway(HTTP) + route('parentRefs: [{ name: web, sectionName: http }]'),
  );
  relation(
    'a host name of a route fits its listener',
    { code: 'gateway/route-hostname' },
    gateway("{ name: http, port: 80, protocol: HTTP, hostname: '*.example.com' }") +
      route('parentRefs: [{ name: web }], hostnames: [a.example.net]'),
    gateway("{ name: http, port: 80, protocol: HTTP, hostname: '*.example.com' }") +
      route('parentRefs: [{ name: web }], hostnames: [a.example.com]'),
  );
  relation(
    'a backend in another namespace is granted',
    { code: 'gateway/grant-missing' },
    gateway(HTTP) +
      route('parentRefs: [{ name: web }], rules: [{ backendRefs: [{ name: api, namespace: back, port: 80 }] }]') +
      service()
        .replace(/web/g, 'api')
        .replace('namespace: shop', 'namespace: back')
        .replace('type: LoadBalancer, ', ''),
    gateway(HTTP) +
      route('parentRefs: [{ name: web }], rules: [{ backendRefs: [{ name: api, port: 80 }] }]') +
      service().replace(/web/g, 'api').replace('type: LoadBalancer, ', ''),
  );
});

describe('Multus and KubeVirt', () => {
  relation(
    'a pod on the network of the node has no network of Multus',
    { code: 'cni/host-network' },
    nad('"type":"macvlan","master":"eno1","ipam":{"type":"dhcp"}') +
      pod('k8s.v1.cni.cncf.io/networks: lan', ', hostNetwork: true'),
    nad('"type":"macvlan","master":"eno1","ipam":{"type":"dhcp"}') + pod('k8s.v1.cni.cncf.io/networks: lan'),
  );
  relation(
    'cniVersion is not called version',
    { code: 'cni/unknown-field', says: ['cniVersion'] },
    nad('"type":"macvlan","master":"eno1"').replace('cniVersion', 'version'),
    nad('"type":"macvlan","master":"eno1"'),
  );
  relation(
    'an id of a VLAN is a number',
    { code: 'cni/type' },
    nad('"type":"vlan","master":"eno1","vlanId":"20","ipam":{"type":"dhcp"}'),
    nad('"type":"vlan","master":"eno1","vlanId":20,"ipam":{"type":"dhcp"}'),
  );
  relation(
    'addresses of a network stand for one pod',
    { code: 'cni/static-shared' },
    nad('"type":"macvlan","master":"eno1","ipam":{"type":"static","addresses":[{"address":"192.0.2.5/24"}]}') +
      WEB.replace('spec:\n  selector', 'spec:\n  replicas: 2\n  selector').replace(
        'metadata: { labels: { app: web } }',
        'metadata: { labels: { app: web }, annotations: { k8s.v1.cni.cncf.io/networks: lan } }',
      ),
    nad('"type":"macvlan","master":"eno1","ipam":{"type":"host-local","ranges":[[{"subnet":"192.0.2.0/24"}]]}') + WEB,
  );
});

describe('Talos', () => {
  const document = (text: string) => ({ 'talos/a.yaml': `apiVersion: v1alpha1\n${text}\n` });
  relation(
    'an address of a link has its prefix length',
    { code: 'talos/value', flags: ['--talos', '1.13'] },
    document('kind: LinkConfig\nname: eno1\naddresses: [{ address: 192.0.2.21 }]\nroutes: [{ gateway: 192.0.2.1 }]'),
    document('kind: LinkConfig\nname: eno1\naddresses: [{ address: 192.0.2.21/24 }]\nroutes: [{ gateway: 192.0.2.1 }]'),
  );
  relation(
    'a kind of a later version is not there yet',
    { code: 'talos/unknown-kind', flags: ['--talos', '1.11'] },
    document('kind: BridgeConfig\nname: br0\nlinks: [eno1]'),
    {
      'talos/a.yaml':
        'machine: { type: worker, network: { interfaces: [{ interface: br0, dhcp: true, bridge: { interfaces: [eno1] } }] } }\n',
    },
  );
  relation(
    'kube-proxy is off where Cilium takes its place',
    { code: 'values/kube-proxy-twice' },
    {
      'talos/a.yaml':
        'machine: { type: controlplane }\ncluster: { proxy: { disabled: false }, network: { cni: { name: none } } }\n',
      'c.yaml': release(`${KPR}, k8sServiceHost: localhost, k8sServicePort: 7445, ipam: { mode: kubernetes }`),
    },
    {
      'talos/a.yaml':
        'machine: { type: controlplane }\ncluster: { proxy: { disabled: true }, network: { cni: { name: none } } }\n',
      'c.yaml': release(
        `${KPR}, k8sServiceHost: localhost, k8sServicePort: 7445, ipam: { mode: kubernetes }, cgroup: { autoMount: { enabled: false }, hostRoot: /sys/fs/cgroup }, securityContext: { capabilities: { ciliumAgent: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID], cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE] } }`,
      ),
    },
  );
});

function BGP(): string {
  return 'apiVersion: cilium.io/v2\nkind: CiliumBGPClusterConfig\nmetadata: { name: lan }\nspec: { bgpInstances: [{ name: a, localASN: 64512, peers: [{ name: r, peerASN: 64513, peerAddress: 192.0.2.1, peerConfigRef: { name: p } }] }] }\n---\n';
}
