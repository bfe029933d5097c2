// Every rule of every definition is a program, or is known to speak of updates only; and what the programs say.
import * as cilium from '../../../../lib/models/api-server/data/cilium';
import * as gateway from '../../../../lib/models/api-server/data/gateway-api';
import * as others from '../../../../lib/models/api-server/data/others';
import { programOf } from '../../../../lib/models/api-server/cel/program';
import { judged } from '../schema/judged';

const RULES = [cilium, gateway, others].flatMap(({ NODES }) =>
  NODES.split('\n')
    .flatMap((line) => (JSON.parse(line) as { rules?: { rule: string }[] }).rules ?? [])
    .map(({ rule }) => rule),
);
const DISTINCT = [...new Set(RULES)];

test('every distinct rule is parsed, and all but the one about updates are evaluated', () => {
  const updates = DISTINCT.filter((rule) => programOf(rule) === undefined);
  expect({ distinct: DISTINCT.length, evaluated: DISTINCT.length - updates.length, updates }).toEqual({
    distinct: 107,
    evaluated: 106,
    updates: ['self == oldSelf'],
  });
});

test('no rule stands where the walk does not come', () => {
  for (const { NODES } of [cilium, gateway, others]) {
    const nodes = NODES.split('\n').map((line) => JSON.parse(line) as Record<string, any>);
    const branches = nodes.flatMap(
      ({ allOf = [], anyOf = [], oneOf = [], not }) =>
        [...allOf, ...anyOf, ...oneOf, ...(not === undefined ? [] : [not])] as number[],
    );
    expect(branches.filter((number) => nodes[number]!.rules !== undefined)).toEqual([]);
  }
});

const route = (rules: unknown) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'shop', namespace: 'shop' },
  spec: { rules },
});

test('a rule that does not hold is said with its own message, at its place, once', () => {
  expect(judged(route([{ matches: [{ path: { type: 'PathPrefix', value: 'cart' } }] }]))).toEqual([
    "error cel/rule spec.rules.0.matches.0.path: value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix'], but {\"type\":\"PathPrefix\",\"value\":\"cart\"} is given | write what satisfies the rule (self.type in ['Exact','PathPrefix']) ? self.value.startsWith('/') : true",
  ]);
});

test('rules see defaults: hold time 10 alone fails, since keepalive is 30', () => {
  const peer = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumBGPPeerConfig',
    metadata: { name: 'tor' },
    spec: { timers: { holdTimeSeconds: 10 } },
  };
  expect(judged(peer)).toEqual([
    'error cel/rule spec.timers: keepAliveTimeSeconds can not be larger than holdTimeSeconds, but {"holdTimeSeconds":10,"connectRetryTimeSeconds":120,"keep… is given | write what satisfies the rule self.keepAliveTimeSeconds <= self.holdTimeSeconds',
  ]);
});

test('an evaluation error is a refusal: TLS without certificateRefs', () => {
  const listener = { name: 'https', port: 443, protocol: 'HTTPS', tls: {} };
  const gatewayObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'web' },
    spec: { gatewayClassName: 'cilium', listeners: [listener] },
  };
  expect(judged(gatewayObject)).toEqual([
    expect.stringMatching(/^error cel\/rule spec\.listeners\.0\.tls: .*the rule cannot be evaluated: /),
  ]);
});

test('rules are left alone where the schema has found a wrong type', () => {
  expect(
    judged(route([{ matches: [{ path: { type: 'PathPrefix', value: 7 } }] }])).map((line) => line.split(' ')[1]),
  ).toEqual(['schema/type']);
});

test('rules run after errors of patterns and bounds', () => {
  const backendRefs = [{ name: 'shop', port: 0 }];
  expect(
    judged(route([{ backendRefs, matches: [{ path: { type: 'PathPrefix', value: 'cart' } }] }])).map(
      (line) => line.split(' ')[1],
    ),
  ).toEqual(['schema/range', 'cel/rule']);
});
