// Gateways, Services, pools and BGP against each other, over plain YAML.
import { deployment, policy, relation } from './relation';

const GATEWAY = (more = '', listener = '{ name: http, port: 80, protocol: HTTP }') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: web, namespace: shop }\nspec: { gatewayClassName: cilium, listeners: [${listener}]${more} }\n---\n`;
const ROUTE = (kind: string, spec: string, name = 'web') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: { parentRefs: [{ name: web }], ${spec} }\n---\n`;
const SERVICE = (spec: string, name = 'web', metadata = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop${metadata} }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }], ${spec} }\n---\n`;
const POOL = (block: string, name = 'lan') =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: ${name} }\nspec: { blocks: [${block}] }\n---\n`;
const LAN = POOL('{ start: 192.0.2.200, stop: 192.0.2.209 }');
const L2 = (spec: string) =>
  `apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: { name: lan }\nspec: { loadBalancerIPs: true, ${spec} }\n---\n`;
const WEB = deployment('app: web', '{ containerPort: 8080 }');

describe('Gateways', () => {
  const selector = (requirement: string) =>
    GATEWAY(
      '',
      `{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchExpressions: [${requirement}] } } } }`,
    );
  for (const [minor, effect] of [
    ['1.18', 'panic'],
    ['1.20', 'no route'],
  ] as const)
    relation(
      `a selector of allowedRoutes can be read by Cilium ${minor}`,
      { code: 'gateway/selector', level: 'error', says: [effect], flags: ['--cilium', minor] },
      selector('{ key: team, operator: In }'),
      selector('{ key: team, operator: In, values: [shop] }'),
    );
  relation(
    'a route names each host name once',
    { code: 'gateway/hostname-twice', level: 'note' },
    GATEWAY() + ROUTE('HTTPRoute', 'hostnames: [a.example.com, a.example.com]'),
    GATEWAY() + ROUTE('HTTPRoute', 'hostnames: [a.example.com, b.example.com]'),
  );
  relation(
    'labels of the Gateway that the Service should have stand under infrastructure',
    { code: 'gateway/metadata-labels' },
    GATEWAY().replace('namespace: shop', 'namespace: shop, labels: { pool: lan }') +
      LAN.replace('blocks', 'serviceSelector: { matchLabels: { pool: lan } }, blocks'),
    GATEWAY(', infrastructure: { labels: { pool: lan } }') +
      LAN.replace('blocks', 'serviceSelector: { matchLabels: { pool: lan } }, blocks'),
  );
  relation(
    'a request for an address of the Gateway stands under infrastructure',
    { code: 'gateway/metadata-annotations', says: ['infrastructure'] },
    GATEWAY().replace('namespace: shop', 'namespace: shop, annotations: { lbipam.cilium.io/ips: 192.0.2.201 }') + LAN,
    GATEWAY(", infrastructure: { annotations: { lbipam.cilium.io/ips: '192.0.2.201' } }") + LAN,
  );
  const route = ROUTE('HTTPRoute', 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]');
  const guarded = (rules: string) =>
    GATEWAY() +
    route +
    WEB +
    SERVICE('type: ClusterIP') +
    policy(`endpointSelector: { matchLabels: { app: web } }, ingress: [${rules}]`);
  relation(
    'a backend in default deny lets the gateway in',
    { code: 'gateway/backend-denied', says: ['ingress'] },
    guarded('{ fromEndpoints: [{ matchLabels: { app: other } }] }'),
    guarded('{ fromEntities: [ingress] }'),
  );
});

describe('Services', () => {
  relation(
    'two Services share an address with a key only',
    { code: 'address/requested-twice' },
    LAN +
      SERVICE('type: LoadBalancer', 'a', ", annotations: { lbipam.cilium.io/ips: '192.0.2.201' }") +
      SERVICE('type: LoadBalancer', 'b', ", annotations: { lbipam.cilium.io/ips: '192.0.2.201' }"),
    LAN +
      SERVICE('type: LoadBalancer', 'a', ", annotations: { lbipam.cilium.io/ips: '192.0.2.201' }") +
      SERVICE('type: LoadBalancer', 'b', ", annotations: { lbipam.cilium.io/ips: '192.0.2.202' }"),
  );
  relation(
    'Local traffic goes to a node that has a pod, which the lease does not heed before 1.20.2',
    { code: 'l2/local-traffic', flags: ['--cilium', '1.19'] },
    LAN + L2('interfaces: [^eno1$]') + WEB + SERVICE('type: LoadBalancer, externalTrafficPolicy: Local'),
    LAN + L2('interfaces: [^eno1$]') + WEB + SERVICE('type: LoadBalancer, externalTrafficPolicy: Cluster'),
  );
});

describe('BGP', () => {
  const advertisement = (more: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: { name: lan, labels: { advertise: bgp } }\nspec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }${more} }] }\n---\n`;
  relation(
    'an advertisement of Services has a selector',
    { code: 'reference/bgp-selector' },
    LAN + SERVICE('type: LoadBalancer') + advertisement(''),
    LAN +
      SERVICE('type: LoadBalancer', 'web', ', labels: { bgp: lan }') +
      advertisement(', selector: { matchLabels: { bgp: lan } }'),
  );
  relation(
    'an advertisement selects a Service',
    { code: 'reference/bgp-services' },
    LAN + SERVICE('type: LoadBalancer') + advertisement(', selector: { matchLabels: { bgp: lan } }'),
    LAN +
      SERVICE('type: LoadBalancer', 'web', ', labels: { bgp: lan }') +
      advertisement(', selector: { matchLabels: { bgp: lan } }'),
  );
  relation(
    'a label of the Gateway alone is none of its Service',
    { code: 'reference/bgp-services' },
    LAN +
      GATEWAY().replace('namespace: shop', 'namespace: shop, labels: { bgp: lan }') +
      advertisement(', selector: { matchLabels: { bgp: lan } }'),
    LAN +
      GATEWAY(', infrastructure: { labels: { bgp: lan } }') +
      advertisement(', selector: { matchLabels: { bgp: lan } }'),
  );
});

describe('one ledger of addresses', () => {
  const nad = (range: string) =>
    `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: { name: lan, namespace: shop }\nspec:\n  config: '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"eno1","ipam":{"type":"host-local","ranges":[[{"subnet":"192.0.2.0/24",${range}}]]}}'\n---\n`;
  relation(
    'a range of a network and a pool of Services hold different addresses',
    { code: 'address/overlap', says: ['192.0.2.20'] },
    LAN + nad('"rangeStart":"192.0.2.205","rangeEnd":"192.0.2.215"'),
    LAN + nad('"rangeStart":"192.0.2.215","rangeEnd":"192.0.2.219"'),
  );
  const vip =
    'apiVersion: v1alpha1\nkind: Layer2VIPConfig\nname: 192.0.2.203\nlink: eno1\n---\napiVersion: v1alpha1\nkind: DHCPv4Config\nname: eno1\n';
  relation(
    'the virtual address of the API server is in no pool',
    { code: 'address/overlap', says: ['192.0.2.203'], flags: ['--talos', '1.13'] },
    { 'talos/vip.yaml': vip, 'pool.yaml': LAN },
    { 'talos/vip.yaml': vip.replace('192.0.2.203', '192.0.2.10'), 'pool.yaml': LAN },
  );
});
