// Rules that ask who can reach whom: what they must not say. What they say stands in the examples beside each rule.
import { check, readText } from '../../../lib/check';

const policy = (name: string, spec: string) => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;
const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: 'shop/main:1.2.3' }] }
`;
const ofReach = (...parts: string[]) =>
  check(readText(parts.join('---\n')), { only: ['reach'] }).problems.map(({ level, code }) => `${level} ${code}`);
const SELECTS = (app: string) => `[{ matchLabels: { app: ${app} } }]`;
const READ = "toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [{ path: /read }] } }]";

test('says nothing of a policy without workloads', () => {
  expect(
    ofReach(
      policy('a', `{ endpointSelector: {}, ingress: [{ fromEndpoints: ${SELECTS('cart')}, ${READ} }] }`),
      policy('b', `{ endpointSelector: {}, ingressDeny: [{ fromEndpoints: ${SELECTS('tool')} }] }`),
    ),
  ).toEqual([]);
});

test('who lets one peer do all and the others little means it', () => {
  const both = policy(
    'web',
    `{ endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEndpoints: [{}], ${READ} }] }`,
  );
  const admin = policy(
    'admin',
    `{ endpointSelector: { matchLabels: { app: web } }, ingress: [{ fromEndpoints: ${SELECTS('admin')} }] }`,
  );
  expect(ofReach(both, admin, pod('web'), pod('admin'), pod('cart'))).toEqual([]);
});

test('a rule for pods of a chart that nobody sees allows something', () => {
  const scraped = policy(
    'scraped',
    `{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { app: prometheus, io.kubernetes.pod.namespace: monitoring } }] }] }`,
  );
  expect(ofReach(scraped, pod('web'))).toEqual([]);
  // Others of the namespace are here; whether all are, only a complete world says.
  const missing = policy('missing', `{ endpointSelector: {}, ingress: [{ fromEndpoints: ${SELECTS('nobody')} }] }`);
  expect(ofReach(missing, pod('web'))).toEqual([]);
  const input = readText([missing, pod('web')].join('---\n'));
  const facts = [{ facts: { complete: true }, origin: { file: 'cluster.facts' } }];
  expect(check({ ...input, facts }, { only: ['reach'] }).problems.map(({ code }) => code)).toContain(
    'reach/allows-nothing',
  );
});

test('what is filled in elsewhere is neither nothing nor less than another rule', () => {
  const open = policy('open', `{ endpointSelector: {}, ingress: [{ fromEndpoints: ${SELECTS("'${CLIENT}'")} }] }`);
  const all = policy('all', `{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }`);
  const deny = policy('deny', `{ endpointSelector: {}, ingressDeny: [{ fromEndpoints: ${SELECTS('tool')} }] }`);
  expect(ofReach(open, all, pod('web'))).toEqual([]);
  expect(ofReach(open, deny, pod('web'))).toEqual([]);
});

test('pods that reach others over a network of their own do not reach nothing', () => {
  const dns = policy(
    'dns',
    "{ endpointSelector: {}, egress: [{ toEntities: [cluster], toPorts: [{ ports: [{ port: '53', protocol: ANY }] }] }] }",
  );
  const attached = pod('web').replace('labels:', 'annotations: { k8s.v1.cni.cncf.io/networks: vpn }, labels:');
  expect(ofReach(dns, attached)).not.toContain('note reach/default-deny');
});

test('deny rules beside an allow, and DNS beside another rule, cut off nothing that was open', () => {
  const deny = policy('deny', `{ endpointSelector: {}, ingressDeny: [{ fromEndpoints: ${SELECTS('tool')} }] }`);
  const allow = policy('allow', `{ endpointSelector: {}, ingress: [{ fromEntities: [cluster] }] }`);
  expect(ofReach(deny, pod('web'))).toEqual(['note reach/default-deny']);
  expect(ofReach(deny, allow, pod('web'))).toEqual([]);
  const dns = policy(
    'dns',
    "{ endpointSelector: {}, egress: [{ toEntities: [cluster], toPorts: [{ ports: [{ port: '53', protocol: ANY }] }] }] }",
  );
  expect(ofReach(dns, pod('web'))).toEqual(['note reach/default-deny']);
  const closed = policy('closed', `{ endpointSelector: {}, egress: [{}] }`);
  expect(ofReach(dns, closed, pod('web'))).toEqual([]);
});

test('a rule that a broader one repeats is a note, at the later of two equal ones only', () => {
  const rule = (name: string) =>
    policy(name, `{ endpointSelector: {}, ingress: [{ fromEndpoints: ${SELECTS('web')} }] }`);
  expect(ofReach(rule('a'), rule('b'), pod('web'))).toEqual(['note reach/shadowed']);
});
