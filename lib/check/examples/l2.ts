// L2 announcements that announce nothing or too much.
import { Files } from '../../problem';
import { YamlExample } from './example';
import { cilium, documents, object, pool, service, sharing } from './parts';

const l2 = (spec: string) => object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', `spec: {${spec}}`, 'name: lan');
const on = (expression: string, more = '') => l2(`loadBalancerIPs: true, interfaces: ['${expression}']${more}`);
const ANY = on('^eno1$');
/** A policy for the Services that say where they belong. */
const LABELLED = on('^eno1$', ', serviceSelector: {matchLabels: {pool: lan}}');
const values = (more: string, version = '1.20.0') =>
  cilium(`kubeProxyReplacement: true, l2announcements: {enabled: true${more}}`, version);
const LAN = pool('{start: 192.168.70.200, stop: 192.168.70.209}');
const FOREIGN = 'loadBalancerClass: example.com/metallb';
const LOCAL = service('web', { spec: 'externalTrafficPolicy: Local' });
const SIX = service('web', { spec: 'ipFamilyPolicy: SingleStack, ipFamilies: [IPv6]' });
const SIX_POOL = pool('cidr: "2001:db8:70::/112"');
const selected = (node: string) => on('^eno1$', `, nodeSelector: {matchLabels: {kubernetes.io/hostname: ${node}}}`);
const withFacts = (text: string): Files => ({
  'cluster.facts': `nodes:
  - { name: cp-1, role: controlplane, addresses: [192.168.70.11] }
  - { name: w-1, role: worker, addresses: [192.168.70.21] }
links:
  - { name: lan, interface: eno1, subnets: [192.168.70.0/24], dhcp: true }
  - { name: dmz, interface: eno2, subnets: [192.168.80.0/24], nodes: [w-1], managed: false }
  - { name: iot, interface: eno3, nodes: [w-1] }
nodeSubnets: [192.168.70.0/24]
`,
  'network.yaml': text,
});
/** A policy for the worker, which has every link. */
const onWorker = (expression: string) => on(expression, ', nodeSelector: {matchLabels: {kubernetes.io/hostname: w-1}}');

export const L2: readonly YamlExample[] = [
  ['l2/unanchored', on('eno1'), ANY],
  ['l2/regex', on('eno(?!2)'), ANY],
  [
    'l2/announces-nothing',
    l2("interfaces: ['^eno1$'], externalIPs: false"),
    l2("interfaces: ['^eno1$'], externalIPs: true"),
  ],
  [
    'l2/no-device',
    documents(ANY, cilium('kubeProxyReplacement: true, l2announcements: {enabled: true}, devices: [bond0]')),
    documents(on('^bond0$'), cilium('kubeProxyReplacement: true, l2announcements: {enabled: true}, devices: [bond0]')),
  ],
  [
    'l2/selector',
    pool('cidr: 192.168.70.192/28', 'lan', 'serviceSelector: {matchExpressions: [{key: app, operator: In}]}'),
    pool(
      'cidr: 192.168.70.192/28',
      'lan',
      'serviceSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}',
    ),
  ],
  [
    'l2/not-announced',
    documents(LAN, LABELLED, service('web')),
    documents(LAN, LABELLED, service('web', { labels: 'pool: lan' })),
  ],
  [
    'l2/class-announced',
    documents(ANY, service('web', { spec: FOREIGN })),
    documents(LABELLED, service('web', { spec: FOREIGN })),
  ],
  [
    'l2/lease-clash',
    documents(ANY, service('web-api', { namespace: 'shop' }), service('api', { namespace: 'shop-web' })),
    documents(ANY, service('web-api', { namespace: 'shop' }), service('backend', { namespace: 'shop-web' })),
  ],
  [
    'l2/shared-address',
    documents(LAN, ANY, sharing('web', '192.168.70.202', 80), sharing('mail', '192.168.70.202', 25)),
    documents(
      LAN,
      ANY,
      service('edge', { spec: 'loadBalancerIP: 192.168.70.202' }).replace(
        '{port: 80}',
        '{name: web, port: 80}, {name: mail, port: 25}',
      ),
    ),
  ],
  [
    'l2/ipv6',
    documents(values('', '1.18.12'), SIX_POOL, ANY, SIX),
    documents(values('', '1.19.6'), SIX_POOL, ANY, SIX),
  ],
  [
    'l2/local-traffic',
    documents(values(''), LAN, ANY, LOCAL),
    documents(values(''), LAN, ANY, service('web', { spec: 'externalTrafficPolicy: Cluster' })),
  ],
  ['l2/no-policy', documents(values(''), LAN), documents(values(''), LAN, ANY)],
  [
    'l2/lease-rate',
    documents(
      values(', leaseRenewDeadline: 1s, leaseRetryPeriod: 200ms').replace(
        '{kube',
        '{k8sClientRateLimit: {qps: 2}, kube',
      ),
      ANY,
      service('web'),
      service('mail'),
    ),
    documents(values('').replace('{kube', '{k8sClientRateLimit: {qps: 2}, kube'), ANY, service('web'), service('mail')),
  ],
  ['l2/no-link', withFacts(on('^eth0$')), withFacts(ANY)],
  ['l2/no-node', withFacts(selected('w-9')), withFacts(selected('w-1'))],
  ['l2/node-without-link', withFacts(on('^eno2$')), withFacts(onWorker('^eno2$'))],
  ['l2/link-without-address', withFacts(onWorker('^eno3$')), withFacts(onWorker('^eno1$'))],
  ['l2/off-link', withFacts(documents(onWorker('^eno2$'), LAN)), withFacts(documents(ANY, LAN))],
];
