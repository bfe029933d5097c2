// An object that an agent has read before is judged anew wherever the settings make a difference to it.
import { AgentSettings, policyProblems } from '../../../lib/models/agent';

const policy = (rule: object, spec: object = {}) =>
  ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { endpointSelector: {}, egress: [rule], ...spec },
  }) as any;
const NEGATIVE = {
  matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['shop'] }],
};

test.each<[string, object, AgentSettings, AgentSettings]>([
  ['the minor', policy({ toRequires: [{}], toEntities: ['world'] }), { minor: '1.18' }, { minor: '1.20' }],
  ['labels of nodes', policy({ toNodes: [{}] }), { nodeSelectorLabels: true }, { nodeSelectorLabels: false }],
  [
    'the proxy',
    policy({ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{}] } }] }),
    { l7Proxy: true },
    { l7Proxy: false },
  ],
  ['rules for ICMP', policy({ icmps: [{ fields: [{ type: 8 }] }] }), { icmpRules: true }, { icmpRules: false }],
  [
    'ports that may miss',
    policy({ toPorts: [{ ports: [{ protocol: 'TCP' }] }] }),
    { extendedIPProtocols: true },
    { extendedIPProtocols: false },
  ],
  [
    'default deny that is switched off',
    policy({ toEntities: ['world'] }, { enableDefaultDeny: { egress: false } }),
    { nonDefaultDeny: true },
    { nonDefaultDeny: false },
  ],
  [
    'the local cluster',
    policy({ toEndpoints: [NEGATIVE] }),
    { defaultLocalCluster: true },
    { defaultLocalCluster: false },
  ],
  [
    'two families',
    policy({ toEndpoints: [{ matchLabels: { 'reserved:world': '' } }] }),
    { ipv6: true },
    { ipv6: false },
  ],
])('judges an object again for %s', (_, manifest: any, one, other) => {
  const fresh = (settings: AgentSettings) => policyProblems(structuredClone(manifest), settings);
  expect(fresh(one)).not.toEqual(fresh(other));
  for (const settings of [one, other, one]) expect(policyProblems(manifest, settings)).toEqual(fresh(settings));
});
