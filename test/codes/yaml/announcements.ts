// L2 announcements that announce nothing or too much.
import { cilium, documents, object, pool, YamlExample } from './objects';

const l2 = (spec: string) => object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', `spec: {${spec}}`, 'name: lan');

export const ANNOUNCEMENTS: readonly YamlExample[] = [
  [
    'l2/unanchored',
    l2("loadBalancerIPs: true, interfaces: ['eth0']"),
    l2("loadBalancerIPs: true, interfaces: ['^eth0$']"),
  ],
  [
    'l2/regex',
    l2("loadBalancerIPs: true, interfaces: ['eth(?!1)']"),
    l2("loadBalancerIPs: true, interfaces: ['^eth0$']"),
  ],
  [
    'l2/announces-nothing',
    l2("interfaces: ['^eth0$'], externalIPs: false"),
    l2("interfaces: ['^eth0$'], externalIPs: true"),
  ],
  [
    'l2/no-device',
    documents(
      l2("loadBalancerIPs: true, interfaces: ['^eth0$']"),
      cilium('kubeProxyReplacement: true, l2announcements: {enabled: true}, devices: [bond0]'),
    ),
    documents(
      l2("loadBalancerIPs: true, interfaces: ['^bond0$']"),
      cilium('kubeProxyReplacement: true, l2announcements: {enabled: true}, devices: [bond0]'),
    ),
  ],
  [
    'l2/selector',
    pool('cidr: 10.0.0.0/28').replace(
      'spec: {',
      'spec: {serviceSelector: {matchExpressions: [{key: app, operator: In}]}, ',
    ),
    pool('cidr: 10.0.0.0/28'),
  ],
];
