// The matchers: what passes, and what a test says when it fails.
import { ApiObject, App, Chart } from 'cdk8s';
import { CiliumPolicy, Endpoint, Peer, Port, Reachability, Subject } from '../../lib';
import { reachMatchers } from '../../lib/jest';
import { workload } from '../reach/small-world';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const [api, frontend] = ['api', 'frontend'].map((name) => new ApiObject(chart, name, workload('shop', name)));
new CiliumPolicy(chart, 'policy', { subject: Subject.workload(api!) }).allowFrom(
  Peer.workload(frontend!),
  Port.tcp(8080),
);
const reach = Reachability.of(app);
const [from, to] = [Endpoint.workload(frontend!), Endpoint.workload(api!)];

test('toAllow and toDeny are registered by loading the entry', () => {
  expect(reach).toAllow(from, to, Port.tcp(8080));
  expect(reach).toDeny(from, to, Port.tcp(8081));
  expect(reach).toDeny(Endpoint.world(), to, Port.tcp(8080));
  expect(reach).not.toAllow(Endpoint.world(), to, Port.tcp(8080));
  expect(reach).not.toDeny(from, to, Port.tcp(8080));
});

test('a failure shows both directions with their rules, and what to write', () => {
  const { pass, message } = reachMatchers.toAllow(reach, Endpoint.world('203.0.113.7'), to, Port.tcp(8080));
  expect(pass).toBe(false);
  expect(message()).toBe(
    [
      'expect(reachability).toAllow(address 203.0.113.7, workload shop/Deployment/api, 8080/TCP)',
      '',
      'expected: allowed, by policy it is: denied',
      '',
      'world => shop/api[Deployment], TCP 8080: denied',
      '  egress of world: allowed: policy is not enforced there',
      '  ingress of shop/api[Deployment]: denied: a rule selects the subject in this direction, so what no rule allows is denied, and none allows this',
      '',
      '→ allow it in a policy about shop/api[Deployment]: .allowFrom(<peer of world>, <port 8080 TCP>)',
    ].join('\n'),
  );
});

test.each([
  [from, to, '→ take it out of CiliumNetworkPolicy/shop/policy spec.ingress[0], or deny it'],
  [to, from, '→ no rule decides the ingress of shop/frontend[Deployment]'],
])('a connection that should be denied names what allows it', (source, target, words) => {
  const { pass, message } = reachMatchers.toDeny(reach, source, target, Port.tcp(8080));
  expect([pass, message()]).toEqual([false, expect.stringContaining(words)]);
});

test('a negated expectation that fails asks for the opposite', () => {
  const { pass, message } = reachMatchers.toAllow(reach, from, to, Port.tcp(8080));
  expect([pass, message()]).toEqual([true, expect.stringContaining('.not.toAllow(')]);
  expect(message()).toContain('→ take it out of CiliumNetworkPolicy/shop/policy');
});

test('what is no Reachability is refused with how to make one', () => {
  expect(() => reachMatchers.toAllow(app, from, to, Port.tcp(8080))).toThrow('expect(Reachability.of(app)).toAllow(');
});
