// Policies whose texts another program fills in: what they may decide either way is unknown, what they cannot change is not.
import { PlainMap } from '../../lib/manifest';
import { boundsOf, diff, findEndpoint, formatDiff, formatList, Reachability } from '../../lib/reach';
import { app, policy, reachOf } from './small-world';

const ask = (reach: Reachability, from: string, to: string, port = 8080) => {
  const party = (text: string) => findEndpoint(reach, text).parties[0]!;
  return reach.verdict(party(from), party(to), 'TCP', port).answer;
};
const web = (...ingress: readonly PlainMap[]) => policy('web', { endpointSelector: app('web'), ingress });
const port = (text: string) => ({ ports: [{ port: text, protocol: 'TCP' }] });

test('a peer that is filled in may be anybody of its kind, and nobody else', () => {
  const reach = reachOf(
    web({ fromEndpoints: [app('${CLIENT}')] }, { fromEndpoints: [app('client')], toPorts: [port('80')] }),
  );
  expect(ask(reach, 'shop/client', 'shop/web')).toBe('unknown');
  expect(ask(reach, 'shop/client', 'shop/web', 80)).toBe('allowed');
  expect(ask(reach, 'ops/tool', 'shop/web')).toBe('denied');
  expect(ask(reach, '203.0.113.7', 'shop/web')).toBe('denied');
});

test.each<[string, PlainMap, string, string]>([
  ['a network', { fromCIDR: ['${HOME}'] }, '203.0.113.7', 'ops/tool'],
  [
    'a namespace',
    { fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': '${NS}' } }] },
    'ops/tool',
    '203.0.113.7',
  ],
  ['an entity', { fromEntities: ['${WHO}'] }, 'remote-node', ''],
])('%s that is filled in', (_what, rule, may, cannot) => {
  const reach = reachOf(web(rule));
  expect(ask(reach, may, 'shop/web')).toBe('unknown');
  if (cannot !== '') expect(ask(reach, cannot, 'shop/web')).toBe('denied');
});

test('a port that is filled in may be any', () => {
  const reach = reachOf(web({ fromEndpoints: [app('client')], toPorts: [port('${PORT}')] }));
  expect([ask(reach, 'shop/client', 'shop/web'), ask(reach, 'ops/tool', 'shop/web')]).toEqual(['unknown', 'denied']);
});

test('a policy about pods that are filled in may close any of its namespace, and no other', () => {
  const reach = reachOf(
    policy('some', { endpointSelector: app('${APP}'), ingress: [{ fromEndpoints: [app('client')] }] }),
  );
  expect(ask(reach, 'ops/tool', 'shop/web')).toBe('unknown');
  expect(ask(reach, 'shop/client', 'ops/tool')).toBe('allowed');
});

test('what is denied stays denied, whatever is filled in elsewhere', () => {
  const deny = policy('deny', { endpointSelector: app('web'), ingressDeny: [{ fromEntities: ['all'] }] });
  expect(ask(reachOf(web({ fromEntities: ['${WHO}'] }), deny), 'shop/client', 'shop/web')).toBe('denied');
  const open = policy('deny', { endpointSelector: app('web'), ingressDeny: [{ fromEntities: ['${WHO}'] }] });
  expect(ask(reachOf(web({ fromEntities: ['all'] }), open), 'shop/client', 'shop/web')).toBe('unknown');
});

test('the list and the difference say what is not decided, and why', () => {
  const reach = reachOf(web({ fromEndpoints: [app('${CLIENT}')] }));
  expect(formatList(reach, { format: 'text', focus: ['shop/web'] })).toContain(
    'shop/client[Deployment] => shop/web[Deployment] : all connections (not decided: CiliumNetworkPolicy/shop/web holds texts that another program fills in)\n',
  );
  expect(formatDiff(diff(reach, reach), { format: 'text' })).toBe('no connection changes\n');
  expect(formatDiff(diff(reach, reachOf(web({}))), { format: 'csv' })).toContain('removed,shop/client[Deployment]');
});

test('a NetworkPolicy is read between the same bounds', () => {
  const knp = (spec: PlainMap) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web', namespace: 'shop' } },
    spec,
  });
  const rule = { from: [{ podSelector: app('${CLIENT}') }] };
  const peer = reachOf(knp({ podSelector: app('web'), ingress: [rule] }));
  expect([ask(peer, 'shop/client', 'shop/web'), ask(peer, 'ops/tool', 'shop/web')]).toEqual(['unknown', 'denied']);
  const subject = reachOf(knp({ podSelector: app('${APP}'), ingress: [{}] }));
  expect(ask(subject, 'ops/tool', 'shop/web')).toBe('unknown');
});

test('a policy that is wholly known has no bounds', () => {
  expect(boundsOf(web({ fromEndpoints: [app('client')] }))).toBeUndefined();
});
