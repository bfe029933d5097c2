// What reach takes from a world: the settings of its Cilium, its facts, the ways of its Gateways, its clusters.
import { readText, World, worldsFor } from '../../lib/check';
import { yaml } from '../../lib/problem';
import {
  answerInWords,
  findEndpoint,
  flowsBetween,
  formatList,
  gatewayWays,
  REACH,
  Reachability,
} from '../../lib/reach';

const worldOf = (text: string): World => worldsFor(readText(text))[0]!;
const reachOf = (text: string): Reachability => worldOf(text).model(REACH)[0]!.reach;
const release = (values: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec: { interval: 1h, chart: { spec: { chart: cilium, version: 1.19.6, sourceRef: { kind: HelmRepository, name: cilium } } }, values: ${values} }
---
`;
const POD = yaml`
  apiVersion: v1
  kind: Pod
  metadata: { name: web, namespace: shop, labels: { app: web } }
  spec: { containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }] }] }
`;
const CLOSED = yaml`
  apiVersion: cilium.io/v2
  kind: CiliumNetworkPolicy
  metadata: { name: closed, namespace: shop }
  spec: { endpointSelector: {}, ingress: [{}] }
`;
const GATEWAY = yaml`
  apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: { name: public, namespace: shop }
  spec: { gatewayClassName: cilium, listeners: [{ name: http, port: 80, protocol: HTTP }] }
  ---
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: { name: web, namespace: shop }
  spec:
    parentRefs: [{ name: public }]
    hostnames: [shop.example.com]
    rules: [{ backendRefs: [{ name: web, port: 80 }] }]
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: web, namespace: shop }
  spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;
const all = (...parts: string[]) => parts.join('\n---\n');
const answer = (reach: Reachability, from: string) => {
  const [source, target] = [from, 'shop/web'].map((text) => findEndpoint(reach, text).parties[0]!);
  return reach.verdict(source!, target!, 'TCP', 8080).answer;
};

test('the values of Cilium in the input set the agent', () => {
  expect(answer(reachOf(all(POD, CLOSED)), 'remote-node')).toBe('denied');
  expect(answer(reachOf(release('{ policyEnforcementMode: never }') + all(POD, CLOSED)), 'remote-node')).toBe(
    'allowed',
  );
  const local = (values: string) => answer(reachOf(release(values) + all(POD, CLOSED)), 'host');
  expect([local('{}'), local('{ extraConfig: { allow-localhost: policy } }')]).toEqual(['allowed', 'denied']);
  expect(reachOf(release('{ cluster: { name: home } }') + POD).policies.agent.minor).toBe('1.19');
});

test('values that somebody names count instead of those of the input', () => {
  const named = { content: { policyEnforcementMode: 'default' }, origin: { file: 'values.yaml' } };
  const input = readText(release('{ policyEnforcementMode: never }') + all(POD, CLOSED));
  const [world] = worldsFor(input, { ciliumValues: [named] });
  expect(answer(world!.model(REACH)[0]!.reach, 'remote-node')).toBe('denied');
});

test('pods of a cluster with a name are of that cluster', () => {
  const own = all(
    POD,
    CLOSED.replace('ingress: [{}]', 'ingress: [{ fromEndpoints: [{}] }]'),
    POD.replace(/web/g, 'cart'),
  );
  expect(answer(reachOf(release('{ cluster: { name: home } }') + own), 'shop/cart')).toBe('allowed');
});

test('a Gateway leads from the world to the proxy, and from there to the port of the pods', () => {
  const reach = reachOf(all(POD, CLOSED, GATEWAY));
  expect(gatewayWays(reach).map(({ hostname, port, connections }) => [hostname, port, connections.toString()])).toEqual(
    [['shop.example.com', 8080, 'no connections']],
  );
  expect(formatList(reach, { format: 'text' })).toContain(
    '\ngateway shop/public HTTP 80 shop.example.com (HTTPRoute/shop/web) => shop/web[Pod] : denied (port 8080)\n',
  );
  const ask = (from: string, to: string, port: number) =>
    flowsBetween(reach, findEndpoint(reach, from), findEndpoint(reach, to), { port, protocol: 'TCP' }).map((flow) =>
      flow.map(answerInWords),
    );
  expect(ask('world', 'gateway:shop/public', 80)).toEqual([
    ['world => ingress, TCP 80: allowed', 'ingress => shop/web[Pod], TCP 8080: denied'],
  ]);
  expect(ask('gateway:public', 'shop/web', 8080)).toEqual([['ingress => shop/web[Pod], TCP 8080: denied']]);
  expect(() => ask('world', 'gateway:shop/public', 443)).toThrow(
    'leads to no pods of the input on port 443; it does on 80 for shop.example.com',
  );
  expect(() => ask('gateway:shop/public', 'shop/web', 80)).toThrow(
    'does not lead there; it leads to shop/web[Pod] 8080',
  );
  expect(() => ask('world', 'gateway:shop/publik', 80)).toThrow(
    'no gateway "shop/publik" delivers to a Service; did you mean "shop/public"?',
  );
});

test('who gets a copy of the requests of a Gateway is behind it too; who gets no share of them is not', () => {
  const mirrored = GATEWAY.replace(
    'rules: [{ backendRefs: [{ name: web, port: 80 }] }]',
    'rules: [{ backendRefs: [{ name: none, port: 80 }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web, port: 80 } } }] }]',
  );
  const unused = GATEWAY.replace('port: 80 }] }]', 'port: 80, weight: 0 }, { name: other, port: 80 }] }]');
  const targets = (text: string) => {
    const reach = reachOf(all(POD, text));
    return gatewayWays(reach).map(({ target }) => reach.parties[target]!.id);
  };
  expect(targets(mirrored)).toEqual(['shop/web[Pod]']);
  expect(targets(unused)).toEqual([]);
});

test('an Ingress of the class of Cilium is a way in, unless its controller is off', () => {
  const ingress = yaml`
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web, namespace: shop }
    spec:
      ingressClassName: cilium
      tls: [{ hosts: [shop.example.com], secretName: shop }]
      rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
  `;
  const service = GATEWAY.slice(GATEWAY.lastIndexOf('---'));
  const list = (...parts: string[]) => formatList(reachOf(all(POD, ingress, ...parts)), { format: 'text' });
  expect(list(service)).toContain(
    '\ningress shop/web HTTPS 443 shop.example.com (Ingress/shop/web) => shop/web[Pod] : TCP 8080\n',
  );
  expect(list(service, release('{ ingressController: { enabled: false } }'))).not.toContain('\ningress shop/web');
  expect(list(service, release('{ ingressController: { enabled: true, enforceHttps: false } }'))).toContain(
    '\ningress shop/web HTTP 80 shop.example.com (Ingress/shop/web) => shop/web[Pod] : TCP 8080\n',
  );
});

test('pods in the network of their node are the nodes, behind a Service too', () => {
  const host = POD.replace('spec: {', 'spec: { hostNetwork: true,');
  const reach = reachOf(all(host, GATEWAY));
  const service = findEndpoint(reach, 'service:shop/web');
  expect(service.parties.map((index) => reach.parties[index]!.id)).toEqual(['host', 'remote-node']);
  expect(service.port!(service.parties[0]!, 80, 'TCP')).toBe(8080);
});

test('facts say which addresses are nodes, pods and Services, and that nothing else exists', () => {
  const facts = {
    complete: true,
    nodes: [
      { name: 'a', role: 'controlplane' as const, addresses: ['192.0.2.11'] },
      { name: 'b', role: 'worker' as const, addresses: ['192.0.2.21'] },
    ],
    podSubnets: ['10.244.0.0/16'],
  };
  const [world] = worldsFor({ ...readText(all(POD, CLOSED)), facts: [{ facts, origin: { file: 'cluster.facts' } }] });
  const { reach } = world!.model(REACH)[0]!;
  const end = (text: string) => reach.parties[findEndpoint(reach, text).parties[0]!]!.id;
  expect([end('192.0.2.11'), end('192.0.2.21'), end('192.0.2.31')]).toEqual(['kube-apiserver', 'remote-node', 'world']);
  expect(() => end('10.244.3.4')).toThrow('"10.244.3.4" lies in 10.244.0.0/16, the addresses of pods');
  expect(formatList(reach, { format: 'text' })).not.toContain('note:');
});

test('policies of an input that may not be all say so', () => {
  expect(formatList(reachOf(all(POD, CLOSED)), { format: 'text' })).toContain(
    'note: what the input does not hold is not known',
  );
});
