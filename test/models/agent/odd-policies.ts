// Makes odd policies: along the fields of Go's types, with values from both sides of every border that the agent looks at.
// The same seed always gives the same policies.

type Make = () => unknown;
type Fields = Record<string, readonly [chance: number, make: Make]>;

const long = (length: number) => 'x'.repeat(length);

/** @param seed any number; the same seed gives the same policies */
export function oddPolicies(
  seed: number,
  count: number,
): { id: string; manifest: any; config: Record<string, boolean> }[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance = (share: number) => random() < share;
  /** Share of values of a wrong type. */
  let wrong = 0;
  /** Share of first values, which are good ones. */
  let calm = 0;
  const pick = <T>(...values: T[]): T => values[chance(calm) ? 0 : Math.floor(random() * values.length)]!;
  const odd = () => pick<unknown>(null, '', 0, -1, true, [], {}, [null], [''], 'x', 80, 1.5, 2 ** 31, { a: 1 }, [{}]);
  const maybe = (make: Make) => (chance(wrong) ? odd() : make());
  const of =
    (...values: unknown[]): Make =>
    () =>
      maybe(() => pick(...values));
  const list = (make: Make, most = 2): Make => {
    const item = () => (chance(0.01) ? null : make());
    return () => maybe(() => Array.from({ length: chance(0.06) ? 0 : 1 + Math.floor(random() * most) }, item));
  };
  const map = (fields: Fields): Make => {
    const spelled = (key: string) =>
      chance(0.004) ? pick(key.toUpperCase(), key[0]!.toUpperCase() + key.slice(1), `${key}s`) : key;
    return () =>
      maybe(() =>
        Object.fromEntries(
          Object.entries(fields).flatMap(([key, [share, make]]) => (chance(share) ? [[spelled(key), make()]] : [])),
        ),
      );
  };

  // Selectors
  const segment = () =>
    pick(
      'a',
      'app',
      'A.b',
      'a_b',
      '',
      '-a',
      'a-',
      'é',
      'a b',
      long(52),
      long(53),
      long(54),
      long(59),
      long(60),
      long(63),
      long(64),
    );
  const domain = () =>
    pick(
      'example.com',
      'EX.com',
      'a..b',
      'x',
      '10.0.0.0',
      `${'a.'.repeat(124)}aaa`,
      `${'a.'.repeat(126)}a`,
      `${'a.'.repeat(126)}aa`,
      '',
    );
  const source = () => pick('', '', '', 'k8s:', 'any:', 'reserved:', ':', '$', 'a_b:', '-:', 'k8s:x:', 'é:');
  const key = () =>
    chance(0.5)
      ? pick('app', 'k8s:app', 'app.kubernetes.io/name', 'k8s:io.kubernetes.pod.namespace', 'reserved:host')
      : `${source()}${chance(0.4) ? `${domain()}/` : ''}${segment()}${pick('', '', '', '', '/x', '=y')}`;
  const value = () => pick('web', 'a.b', '', '-a', 'a-', 'é', 'a b', long(63), long(64));
  const labels = () => maybe(() => (chance(0.1) ? {} : { [key()]: chance(0.02) ? odd() : value() }));
  const expression = map({
    key: [0.98, () => maybe(key)],
    operator: [0.98, of('In', 'NotIn', 'Exists', 'Exists', 'DoesNotExist', 'in', '')],
    values: [0.5, list(() => maybe(value))],
  });
  const oddSelector = map({ matchLabels: [0.6, labels], matchExpressions: [0.35, list(expression)] });
  const selector = () =>
    chance(0.6) ? pick<unknown>({}, { matchLabels: { app: 'web' } }, { matchLabels: { 'k8s:a': 'b' } }) : oddSelector();

  // Addresses
  const v4 = () => pick('10.0.0.0', '10.1.2.3', '256.1.1.1', '10.0.0', '010.0.0.1', '1..2.3');
  const v6 = () =>
    pick(
      '::',
      '2001:db8::',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7::',
      '1::2::3',
      '::ffff:10.0.0.1',
      '::ffff:1.2.3',
      '64:ff9b::1.2.3.4',
      '12345::',
      ':::',
    );
  const address = () => (chance(0.6) ? v4() : v6() + pick('', '', '', '%eth0', '%', '%a/b'));
  const bits = () => pick<unknown>(0, 8, 24, 32, 33, 64, 128, 129, '08', '', '+8', 'a');
  const oddCidr = () => `${address()}${chance(0.75) ? `/${String(bits())}` : ''}`;
  const cidr = () => maybe(() => (chance(0.6) ? pick('10.0.0.0/8', '2001:db8::/32', '0.0.0.0/0') : oddCidr()));
  const except = () =>
    maybe(() =>
      chance(0.6) ? pick('10.0.0.0/16', '10.0.0.0/4', '11.0.0.0/8', '10.1.2.3', 'fe80::1%eth0') : oddCidr(),
    );
  const cidrSet = map({
    cidr: [0.6, cidr],
    cidrGroupRef: [0.25, of('g', '', 'Bad Name')],
    cidrGroupSelector: [0.25, selector],
    except: [0.35, list(except)],
  });

  // Ports and contents
  const oddPort = () =>
    pick(
      ...[
        '0x50',
        `0x${'0'.repeat(14)}50`,
        '0b1_0',
        '0o_7',
        '0_7',
        '0_',
        '_7',
        '1__0',
        '1_0',
        '0x_50',
        '0b2',
        '09',
        '00',
        '65535',
        '65536',
        '0177777',
        '0200000',
      ],
      ...['a-b', 'a--b', '-a', 'a-', `${'9'.repeat(15)}a`, long(15), long(16), '1-1', '1-a', '', '80$', ' 80'],
    );
  const port = map({
    port: [0.96, () => maybe(() => (chance(0.7) ? pick('80', '0', 'http', '53') : oddPort()))],
    endPort: [0.15, of(0, 80, 90, 65536, -1, 54, 2 ** 31)],
    protocol: [
      0.8,
      of('TCP', 'TCP', 'TCP', 'UDP', 'ANY', 'tcp', 'vrrp', 'VRRP', 'IGMP', 'GRE', 'IPV6', 'AH', 'ICMP', ''),
    ],
  });
  const regex = of(
    '/a.*',
    'GET|POST',
    '(',
    '[a',
    'a{2,1}',
    '(?=x)',
    '\\d+',
    '\\p{Greek}',
    '\\p{Letter}',
    '\\p{Nope}',
    'x{1001}',
    '(?P<n>a)(?P<n>b)',
    '**',
    '\\z',
  );
  const secret = map({ name: [0.9, of('s', '')], namespace: [0.5, of('n')] });
  const header = map({
    name: [0.95, of('X', '')],
    mismatch: [0.4, of('LOG', 'ADD', '', 'log')],
    secret: [0.2, secret],
  });
  const http = map({
    method: [0.4, regex],
    path: [0.5, regex],
    host: [0.3, regex],
    headerMatches: [0.2, list(header)],
  });
  const dnsName = of(
    'example.com',
    '*',
    '*.x.com',
    '**.x.com',
    'a'.repeat(255),
    'a'.repeat(256),
    '*'.repeat(256),
    'a b',
    'é',
    'a..b',
    '',
    '[a]',
  );
  const names = map({ matchName: [0.5, dnsName], matchPattern: [0.5, dnsName] });
  const kafka = map({
    role: [0.3, of('produce', 'Consume', 'x')],
    apiKey: [0.3, of('fetch', 'FETCH', 'nope')],
    apiVersion: [0.3, of('0', '32767', '32768', '-1', '+1', 'x')],
    topic: [0.4, of('t', 'a b', 'a\\b', 't'.repeat(256))],
  });
  const anyRules = map({
    http: [0.3, list(http)],
    dns: [0.3, list(names)],
    kafka: [0.3, list(kafka)],
    l7proto: [0.3, of('r2d2', '')],
    l7: [0.3, list(of({ a: 'b' }, { '': 'x' }, {}))],
  });
  const rules = () =>
    chance(0.5) ? map({ http: [0.95, list(http)] })() : chance(0.5) ? map({ dns: [0.95, list(names)] })() : anyRules();
  const listener = map({
    envoyConfig: [0.9, map({ kind: [0.9, of('CiliumEnvoyConfig')], name: [0.9, of('e')] })],
    name: [0.9, of('l')],
    priority: [0.4, of(1, 100, 255, 256, -1)],
  });
  const toPorts = map({
    ports: [0.96, list(port)],
    rules: [0.45, rules],
    serverNames: [0.1, list(of('a.b', '', '*'))],
    terminatingTLS: [0.08, map({ secret: [0.9, secret] })],
    listener: [0.06, listener],
  });
  const icmp = map({
    fields: [
      0.97,
      list(
        map({
          family: [0.5, of('IPv4', 'IPv6', 'ipv4', '', 'IPv5')],
          type: [
            0.97,
            of(
              8,
              0,
              256,
              -1,
              '8',
              '0',
              '00',
              '+5',
              ' 5',
              '0x8',
              'EchoRequest',
              'echorequest',
              'NeighborSolicitation',
              '9'.repeat(20),
              2 ** 31,
              '',
            ),
          ],
        }),
      ),
    ],
  });

  // Rules
  const entity = of(
    'all',
    'world',
    'host',
    'none',
    'cluster-mesh',
    'world-ipv4',
    'World',
    '',
    'kube-apiserver',
    'ingress',
  );
  const service = map({
    k8sService: [0.5, map({ serviceName: [0.9, of('s', '')], namespace: [0.5, of('n')] })],
    k8sServiceSelector: [0.5, map({ selector: [0.9, selector] })],
  });
  const peers = (to: boolean): Record<string, Make> => ({
    ...{
      Endpoints: list(selector),
      Entities: list(entity),
      CIDR: list(cidr),
      CIDRSet: list(cidrSet),
      Nodes: list(selector),
    },
    ...{
      Groups: list(map({ aws: [0.9, map({ region: [0.5, of('r')] })] })),
      Requires: () => (chance(0.5) ? list(selector)() : list(of('x'))()),
    },
    ...(to ? { Services: list(service), FQDNs: list(names) } : {}),
  });
  const rule = (to: boolean) => {
    const kinds = peers(to);
    return () =>
      maybe(() => {
        const made: Record<string, unknown> = {};
        for (let left = chance(0.12) ? 0 : chance(0.1) ? 2 : 1; left > 0; left--) {
          const kind = pick('Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'CIDRSet', ...Object.keys(kinds));
          made[(to ? 'to' : 'from') + kind] = kinds[kind]!();
        }
        if (chance(0.05)) made[(to ? 'to' : 'from') + pick(...Object.keys(kinds))] = [];
        if (chance(0.45)) made.toPorts = list(toPorts)();
        if (chance(0.12)) made.icmps = list(icmp)();
        return made;
      });
  };
  const spec = map({
    endpointSelector: [0.9, selector],
    nodeSelector: [0.1, selector],
    ingress: [0.55, list(rule(false))],
    egress: [0.55, list(rule(true))],
    ingressDeny: [0.15, list(rule(false))],
    egressDeny: [0.15, list(rule(true))],
    enableDefaultDeny: [0.1, map({ ingress: [0.6, of(true, false)] })],
    labels: [0.04, list(of('a', '', { key: 'a' }, { key: '' }, { Key: 'a' }, { key: 'a', value: 1 }, 5))],
  });
  const networkSelector = map({
    matchLabels: [
      0.6,
      () => ({
        [pick('app', 'a/b', long(26), long(28), long(29), long(59), long(60), '', 'k8s:a', `${'a.'.repeat(109)}com/x`)]:
          value(),
      }),
    ],
    matchExpressions: [
      0.3,
      list(
        map({
          key: [0.97, of('app', '')],
          operator: [0.97, of('In', 'Exists', 'x')],
          values: [0.5, list(() => maybe(value))],
        }),
      ),
    ],
  });
  const block = map({ cidr: [0.95, cidr], except: [0.4, list(except)] });
  const networkPeers = list(
    map({ podSelector: [0.4, networkSelector], namespaceSelector: [0.4, networkSelector], ipBlock: [0.3, block] }),
  );
  const networkPorts = list(
    map({
      protocol: [0.7, of('TCP', 'ICMP', 'tcp', 'VRRP', '')],
      port: [0.8, () => maybe(() => pick<unknown>(80, 0, 65536, -1, 'http', '80', oddPort()))],
    }),
  );
  const networkSpec = map({
    podSelector: [0.95, networkSelector],
    ingress: [0.6, list(map({ from: [0.8, networkPeers], ports: [0.5, networkPorts] }))],
    egress: [0.4, list(map({ to: [0.8, networkPeers], ports: [0.5, networkPorts] }))],
    policyTypes: [0.5, list(of('Ingress', 'Egress'))],
  });
  const metadata = map({
    name: [0.98, of('p', 'p', 'p', '', 'Bad Name')],
    namespace: [0.8, of('shop', 'shop', '', 'Bad Ns')],
    labels: [0.1, of({ a: 'b' }, { a: 1 })],
    creationTimestamp: [0.02, of('2024-01-02T03:04:05Z', '2024-02-30T00:00:00Z', '2024-01-02')],
  });
  const on = (name: string, share: number, value: boolean): [string, boolean][] =>
    chance(share) ? [[name, value]] : [];

  return Array.from({ length: count }, (_, index) => {
    calm = 0;
    wrong = pick(0, 0, 0.005, 0.02);
    calm = pick(0, 0.8, 0.95);
    const kind = chance(0.1)
      ? 'NetworkPolicy'
      : chance(0.65)
        ? 'CiliumNetworkPolicy'
        : 'CiliumClusterwideNetworkPolicy';
    const manifest = {
      ...{ apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2', kind, metadata: metadata() },
      ...(chance(0.95) ? { spec: kind === 'NetworkPolicy' ? networkSpec() : spec() } : {}),
      ...(chance(0.08) && kind !== 'NetworkPolicy' ? { specs: list(spec)() } : {}),
    };
    const config = Object.fromEntries([
      ...[...on('l7Proxy', 0.06, false), ...on('icmpRules', 0.05, false), ...on('nodeSelectorLabels', 0.3, true)],
      ...[...on('extendedIPProtocols', 0.2, true), ...on('defaultLocalCluster', 0.1, chance(0.5))],
    ]);
    return { id: `${seed}-${index}`, manifest, config };
  });
}
