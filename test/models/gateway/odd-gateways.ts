// Makes sets of Gateway API objects: along the fields that the operator looks at, with values from both sides of every border.
// The same seed always gives the same sets. Types of values are right: what the API server cannot decode is another matter.

type Make = () => unknown;

/** One line of the engine's input. */
export interface OddSet {
  readonly id: string;
  readonly objects: readonly Record<string, unknown>[];
  readonly options: Record<string, unknown>;
}

const GROUP = 'gateway.networking.k8s.io';
const NAMESPACES = ['infra', 'apps', 'ops'];
const HOSTS = ['a.test', 'b.test', 'x.a.test', 'y.x.a.test', '*.a.test', '*.x.a.test', '*.test', '*.b.test'];
const PEM = (kind: string) => Buffer.from(`-----BEGIN ${kind}-----\neA==\n-----END ${kind}-----\n`).toString('base64');

/** @param seed any number; the same seed gives the same sets */
export function oddGateways(seed: number, count: number, minor: string): OddSet[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance = (share: number) => random() < share;
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  /** Mostly the first value. */
  const calm = <T>(first: T, ...others: readonly T[]): T => (chance(0.7) ? first : pick(...others));
  const times = <T>(least: number, most: number, make: (index: number) => T): T[] =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, (_, index) => make(index));
  const some = (share: number, key: string, make: Make) => (chance(share) ? { [key]: make() } : {});
  const object = (apiVersion: string, kind: string, namespace: string | undefined, name: string, rest: object) => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...rest,
  });

  const namespace = () => pick(...NAMESPACES);
  const hostname = () => pick(...HOSTS);
  const port = () => pick(80, 80, 443, 443, 8080, 8443);
  const selector = () =>
    pick<unknown>(
      { matchLabels: { team: 'a' } },
      { matchLabels: { team: 'b' } },
      {},
      { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
      { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] },
      { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['apps', 'ops'] }] },
      { matchExpressions: [{ key: 'team', operator: 'In' }] },
    );
  const from = () => {
    const how = calm('All', 'Same', 'Selector', 'Same');
    return how === 'Selector' ? { from: how, ...some(0.95, 'selector', selector) } : { from: how };
  };
  const kind = () => ({
    ...some(0.2, 'group', () => calm(GROUP, 'example.com')),
    kind: calm('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'Nope'),
  });
  const secretRef = () => ({
    name: calm('cert', 'cert2', 'nope', 'bad'),
    ...some(0.15, 'namespace', namespace),
    ...some(0.04, 'kind', () => 'ConfigMap'),
  });
  const listener = (index: number, sure = false) => {
    const protocol = sure
      ? 'HTTP'
      : pick('HTTP', 'HTTP', 'HTTP', 'HTTPS', 'HTTPS', 'TLS', 'TLS', 'TCP', 'UDP', chance(0.3) ? 'NOPE' : 'HTTP');
    const stream = protocol === 'TCP' || protocol === 'UDP';
    const tls =
      protocol === 'HTTPS'
        ? some(0.93, 'tls', () => ({
            ...some(0.9, 'certificateRefs', () => times(1, chance(0.15) ? 2 : 1, secretRef)),
            ...some(0.3, 'mode', () => 'Terminate'),
            ...some(0.05, 'options', () => ({ 'example.com/a': 'b' })),
          }))
        : protocol === 'TLS'
          ? {
              tls: {
                ...some(0.9, 'mode', () => calm('Passthrough', 'Terminate')),
                ...some(0.15, 'certificateRefs', () => [secretRef()]),
              },
            }
          : {};
    return {
      name: `l${index}`,
      port: stream ? pick(9000, 9001, 80) : port(),
      protocol,
      ...(stream ? {} : some(0.6, 'hostname', hostname)),
      ...tls,
      ...some(0.8, 'allowedRoutes', () => ({
        ...some(0.85, 'namespaces', from),
        ...some(0.2, 'kinds', () => times(chance(0.1) ? 0 : 1, 2, kind)),
      })),
    };
  };
  const backend = () => ({
    name: calm('web', 'two', 'api', 'nope'),
    ...some(0.95, 'port', () => calm(80, 8080, 443, 53)),
    ...some(0.2, 'namespace', namespace),
    ...some(0.04, 'kind', () => pick('Pod', 'ServiceImport', 'Service')),
    ...some(0.03, 'group', () => pick('core', '', 'multicluster.x-k8s.io')),
    ...some(0.3, 'weight', () => pick(0, 1, 2, 100)),
  });
  /** A port is never left out where the operator would end itself. */
  const sureBackend = () => ({ port: 80, ...backend() });
  const parent = (kinds: readonly string[]) => {
    const to = calm('Gateway', ...kinds);
    const service = to === 'Service';
    return {
      name: service ? calm('web', 'two') : to === 'Gateway' ? calm('g0', 'g1', 'nope') : calm('s0', 's1'),
      ...some(service ? 0.3 : 0.85, 'namespace', () => calm('infra', 'apps', 'ops')),
      ...(to === 'Gateway' ? some(0.2, 'kind', () => to) : { kind: to }),
      ...(service ? { group: calm('', 'core', GROUP) } : some(0.05, 'group', () => calm(GROUP, 'example.com'))),
      ...(service ? {} : some(0.3, 'sectionName', () => calm('l0', 'l1', 'l2', 'nope'))),
      ...some(service ? 0.6 : 0.15, 'port', port),
    };
  };
  const header = () => ({ name: calm('x-a', 'x-b', 'x-c'), value: pick('1', '2', 'three') });
  const headers = () => ({
    ...some(0.6, 'set', () => times(1, 2, header)),
    ...some(0.4, 'add', () => [header()]),
    ...some(0.3, 'remove', () => ['x-gone']),
  });
  const headerFilter = () =>
    chance(0.5)
      ? { type: 'RequestHeaderModifier', requestHeaderModifier: headers() }
      : { type: 'ResponseHeaderModifier', responseHeaderModifier: headers() };
  const pathChange = () =>
    chance(0.5)
      ? { type: 'ReplaceFullPath', replaceFullPath: pick('/', '/new', '/a/b') }
      : { type: 'ReplacePrefixMatch', replacePrefixMatch: pick('/', '', '/new', '/new/') };
  const redirect = () => ({
    ...some(0.6, 'scheme', () => pick('https', 'http')),
    ...some(0.3, 'hostname', () => pick('a.test', 'c.test')),
    ...some(0.2, 'port', port),
    ...some(0.4, 'statusCode', () => pick(301, 302, 303, 307, 308)),
    ...some(0.3, 'path', pathChange),
  });
  const filter = () =>
    pick<Make>(
      headerFilter,
      headerFilter,
      () => ({ type: 'RequestRedirect', requestRedirect: redirect() }),
      () => ({
        type: 'URLRewrite',
        urlRewrite: { ...some(0.5, 'hostname', () => 'c.test'), ...some(0.7, 'path', pathChange) },
      }),
      () => ({
        type: 'RequestMirror',
        requestMirror: {
          backendRef: sureBackend(),
          ...some(0.3, 'percent', () => pick(0, 20, 100)),
          ...some(0.2, 'fraction', () => ({
            numerator: pick(0, 1, 5),
            ...some(0.6, 'denominator', () => pick(8, 50)),
          })),
        },
      }),
      () => ({ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'X', name: 'x' } }),
      () => ({
        type: 'CORS',
        cors: {
          allowOrigins: [pick('https://a.test', 'https://*.test', '*')],
          ...some(0.4, 'allowMethods', () => ['GET', 'PUT']),
          ...some(0.4, 'allowCredentials', () => true),
          ...some(0.3, 'maxAge', () => 60),
        },
      }),
      () => ({
        type: 'ExternalAuth',
        externalAuth: {
          protocol: pick('HTTP', 'GRPC'),
          backendRef: { group: '', kind: 'Service', ...sureBackend() },
          ...some(0.3, 'http', () => ({ path: '/auth', allowedHeaders: ['x-a'] })),
          ...some(0.3, 'forwardBody', () => ({ maxSize: 100 })),
        },
      }),
    )();
  const expression = () => calm('/a.*', '/(a|b)', '[', '(', 'a**');
  const match = () => ({
    ...some(0.8, 'path', () => {
      const type = pick('PathPrefix', 'PathPrefix', 'Exact', 'RegularExpression');
      return { type, value: type === 'RegularExpression' ? expression() : pick('/', '/a', '/a/', '/b/c') };
    }),
    ...some(0.3, 'headers', () =>
      times(1, 2, () => ({
        name: pick('x-a', 'x-b'),
        value: pick('1', 'a+'),
        ...some(0.3, 'type', () => 'RegularExpression'),
      })),
    ),
    ...some(0.2, 'queryParams', () => [{ name: pick('q', 'r'), value: pick('1', '2') }]),
    ...some(0.3, 'method', () => pick('GET', 'POST')),
  });
  const httpRule = () => ({
    ...some(0.5, 'matches', () => times(1, 2, match)),
    ...some(0.35, 'filters', () => times(1, 2, filter)),
    ...some(0.9, 'backendRefs', () =>
      times(1, 3, () => ({ ...backend(), ...some(0.15, 'filters', () => times(1, 2, headerFilter)) })),
    ),
    ...some(0.15, 'timeouts', () => ({
      ...some(0.7, 'request', () => pick('10s', '1m30s', '500ms')),
      ...some(0.5, 'backendRequest', () => pick('5s', '1500ms')),
    })),
    ...some(0.1, 'retry', () => ({
      ...some(0.6, 'codes', () => [500, 503]),
      ...some(0.5, 'attempts', () => 2),
      ...some(0.5, 'backoff', () => '100ms'),
    })),
  });
  const grpcRule = () => ({
    ...some(0.6, 'matches', () =>
      times(1, 2, () => ({
        ...some(0.8, 'method', () => ({
          ...some(0.3, 'type', () => pick('Exact', 'RegularExpression')),
          ...some(0.8, 'service', () => pick('a.B', 'a.C', '[')),
          ...some(0.5, 'method', () => pick('Get', 'Put')),
        })),
        ...some(0.2, 'headers', () => [header()]),
      })),
    ),
    ...some(0.2, 'filters', () => [
      chance(0.5) ? headerFilter() : { type: 'RequestMirror', requestMirror: { backendRef: sureBackend() } },
    ]),
    ...some(0.9, 'backendRefs', () => times(1, 2, backend)),
  });
  const streamVersion = minor === '1.20' ? 'v1' : 'v1alpha2';
  const route = (index: number) => {
    const kindName = pick(
      'HTTPRoute',
      'HTTPRoute',
      'HTTPRoute',
      'HTTPRoute',
      'GRPCRoute',
      'TLSRoute',
      'TLSRoute',
      'TCPRoute',
      'UDPRoute',
    );
    const l7 = kindName === 'HTTPRoute' || kindName === 'GRPCRoute';
    const version = l7 ? 'v1' : streamVersion;
    const rules =
      kindName === 'HTTPRoute'
        ? some(0.97, 'rules', () => times(1, 3, httpRule))
        : kindName === 'GRPCRoute'
          ? { rules: times(1, 2, grpcRule) }
          : { rules: times(1, kindName === 'TLSRoute' ? 1 : 2, () => ({ backendRefs: times(1, 3, sureBackend) })) };
    const parents = l7 ? ['ListenerSet', 'Service'] : ['ListenerSet', 'Gateway'];
    return object(`${GROUP}/${version}`, kindName, namespace(), `r${index}`, {
      spec: {
        ...some(0.98, 'parentRefs', () => times(1, chance(0.3) ? 3 : 1, () => parent(parents))),
        ...(kindName === 'TCPRoute' || kindName === 'UDPRoute'
          ? {}
          : some(0.65, 'hostnames', () => times(1, 2, hostname))),
        ...rules,
      },
    });
  };
  const service = (name: string, own: string) =>
    object('v1', 'Service', own, name, {
      spec: {
        ...some(0.05, 'type', () => 'LoadBalancer'),
        ports: [
          { name: 'http', port: 80, ...some(0.3, 'appProtocol', () => pick('http', 'grpc', 'kubernetes.io/h2c')) },
          ...(chance(0.4) ? [{ name: 'alt', port: 8080 }] : []),
          ...(chance(0.1) ? [{ name: 'dns', port: 53, protocol: 'UDP' }] : []),
        ],
        ...some(0.1, 'ipFamilies', () => [pick('IPv4', 'IPv6')]),
      },
    });
  const grant = (index: number) =>
    object(`${GROUP}/v1beta1`, 'ReferenceGrant', namespace(), `grant${index}`, {
      spec: {
        from: times(1, 2, () => ({
          group: GROUP,
          kind: pick('HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'Gateway', 'ListenerSet'),
          namespace: namespace(),
        })),
        to: times(1, 2, () => {
          const toKind = calm('Service', 'Secret');
          return {
            group: '',
            kind: toKind,
            ...some(0.3, 'name', () => (toKind === 'Service' ? pick('web', 'two') : 'cert')),
          };
        }),
      },
    });
  const gateway = (index: number) =>
    object(`${GROUP}/v1`, 'Gateway', calm('infra', 'apps'), `g${index}`, {
      spec: {
        gatewayClassName: calm('cilium', 'second', 'nope'),
        listeners: [listener(0, chance(0.4)), ...times(0, 3, (at) => listener(at + 1))],
        ...some(0.12, 'addresses', () =>
          times(1, 2, () => ({
            ...some(0.5, 'type', () => calm('IPAddress', 'Hostname')),
            value: pick('192.0.2.77', '192.0.2.78', 'nope', '2001:db8::1'),
          })),
        ),
        ...some(0.15, 'infrastructure', () => ({
          ...some(0.5, 'labels', () => ({ pool: 'edge' })),
          ...some(0.4, 'annotations', () =>
            pick({ 'io.cilium/lb-ipam-ips': '192.0.2.77' }, { 'lbipam.cilium.io/ips': '192.0.2.99' }, { a: 'b' }),
          ),
          ...some(0.06, 'parametersRef', () => ({ group: 'cilium.io', kind: 'CiliumGatewayClassConfig', name: 'cfg' })),
        })),
        ...some(0.4, 'allowedListeners', () => ({ ...some(0.95, 'namespaces', from) })),
      },
    });
  const listenerSet = (index: number) =>
    object(`${GROUP}/v1`, 'ListenerSet', namespace(), `s${index}`, {
      spec: {
        parentRef: { name: calm('g0', 'g1'), namespace: calm('infra', 'apps') },
        listeners: times(1, 2, (at) => listener(at, chance(0.3))),
      },
    });
  const policy = (index: number) =>
    object(`${GROUP}/v1`, 'BackendTLSPolicy', namespace(), `p${index}`, {
      spec: {
        targetRefs: [
          {
            group: '',
            kind: 'Service',
            name: calm('web', 'two', 'nope'),
            ...some(0.4, 'sectionName', () => calm('http', 'nope')),
          },
        ],
        validation: {
          hostname: 'a.test',
          ...pick<object>(
            { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: calm('ca', 'nope', 'empty') }] },
            { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
            {
              caCertificateRefs: [
                { group: '', kind: 'ConfigMap', name: 'ca' },
                { group: '', kind: 'ConfigMap', name: 'ca2' },
              ],
            },
            { wellKnownCACertificates: 'System' },
          ),
        },
      },
    });
  const classConfig = () =>
    object('cilium.io/v2alpha1', 'CiliumGatewayClassConfig', 'infra', 'cfg', {
      spec: some(0.9, 'service', () => ({
        ...some(0.4, 'type', () => calm('LoadBalancer', 'NodePort', 'ClusterIP')),
        ...some(0.3, 'externalTrafficPolicy', () => 'Local'),
        ...some(0.3, 'loadBalancerClass', () => 'io.cilium/bgp-control-plane'),
        ...some(0.2, 'loadBalancerSourceRanges', () => ['10.0.0.0/8']),
        ...some(0.2, 'ipFamilies', () => ['IPv6', 'IPv4']),
        ...some(0.2, 'ipFamilyPolicy', () => 'PreferDualStack'),
        ...some(0.2, 'allocateLoadBalancerNodePorts', () => false),
        ...some(0.2, 'trafficDistribution', () => 'PreferClose'),
      })),
    });
  const gatewayClass = (name: string, controllerName: string) =>
    object(`${GROUP}/v1`, 'GatewayClass', undefined, name, {
      spec: {
        controllerName,
        ...some(0.12, 'parametersRef', () => ({
          group: 'cilium.io',
          kind: calm('CiliumGatewayClassConfig', 'ConfigMap'),
          name: calm('cfg', 'nope'),
          ...some(0.93, 'namespace', () => 'infra'),
        })),
      },
    });

  const set = () => {
    const objects: Record<string, unknown>[] = [
      gatewayClass('cilium', 'io.cilium/gateway-controller'),
      gatewayClass('second', calm('io.cilium/gateway-controller', 'example.com/other')),
    ];
    for (const own of NAMESPACES) {
      if (chance(0.6))
        objects.push({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: own, labels: { team: pick('a', 'b') } },
        });
      for (const name of ['web', 'two', 'api'])
        if (chance(name === 'api' ? 0.3 : 0.8)) objects.push(service(name, own));
      if (chance(0.7)) objects.push(object('v1', 'Secret', own, 'cert', { type: 'kubernetes.io/tls' }));
      if (chance(0.3))
        objects.push(
          object('v1', 'Secret', own, 'cert2', {
            type: 'Opaque',
            data: { 'tls.crt': PEM('CERTIFICATE'), 'tls.key': PEM('PRIVATE KEY') },
          }),
        );
      if (chance(0.2))
        objects.push(
          object('v1', 'Secret', own, 'bad', {
            type: 'kubernetes.io/tls',
            data: { 'tls.crt': 'eA==', 'tls.key': PEM('PRIVATE KEY') },
          }),
        );
    }
    if (chance(0.15)) objects.push(classConfig());
    if (chance(0.1))
      objects.push({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'n1' },
        status: { addresses: [{ type: 'InternalIP', address: '192.0.2.1' }] },
      });
    objects.push(...times(1, 2, gateway));
    if (chance(0.4)) objects.push(...times(1, 2, listenerSet));
    objects.push(...times(0, 3, grant), ...times(1, 5, route));
    if (chance(0.25)) {
      objects.push(...times(1, 2, policy));
      objects.push(
        object('v1', 'ConfigMap', 'apps', 'ca', {
          data: { 'ca.crt': Buffer.from(PEM('CERTIFICATE'), 'base64').toString() },
        }),
      );
      if (chance(0.5)) objects.push(object('v1', 'ConfigMap', 'infra', 'ca', { data: { 'ca.crt': 'x' } }));
      if (chance(0.5)) objects.push(object('v1', 'ConfigMap', 'apps', 'empty', { data: { a: 'x' } }));
    }
    return objects
      .map((item) => ({ at: random(), item }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  };
  const options = () => ({
    served: true,
    services: true,
    messages: true,
    ...some(0.06, 'flags', () => ({ 'gateway-api-hostnetwork-enabled': 'true' })),
    ...some(0.06, 'ipv6', () => true),
    ...some(0.06, 'noAddresses', () => true),
  });
  return Array.from({ length: count }, (_, index) => {
    const seen = new Set<string>();
    const objects = set().filter((item) => {
      const { namespace: own, name } = item.metadata as { namespace?: string; name: string };
      const key = `${String(item.kind)}/${own ?? ''}/${name}`;
      const first = !seen.has(key);
      seen.add(key);
      return first;
    });
    return { id: `g${seed}-${index}`, objects, options: options() };
  });
}
