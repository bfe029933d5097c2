// Asks Cilium's own Gateway API operator (1.20) about what the constructs write. Skipped where the program is not built:
// the folder ENGINES holds it as gateway-1.20, ../shared the CRDs.
import { App, Chart } from 'cdk8s';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkApp } from '../../lib';
import {
  AllowedRoutes,
  Backend,
  Gateway,
  GatewayRoute,
  GatewayTcpRoute,
  GatewayTlsRoute,
  GatewayUdpRoute,
  Listener,
  HttpRouteFilter,
  HttpRouteMatch,
} from '../../lib/gateway';
import { LoadBalancerIpPool } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { engineProgram, SHARED } from '../support/engines';
import { findings, manifests, service, shop } from './shop';

const ENGINE = engineProgram('gateway-1.20');
const CRDS = join(SHARED, 'crds');
const built = ENGINE !== undefined && existsSync(CRDS);
if (!built) console.warn('skipped: no program gateway-1.20 in the folder ENGINES, or no ../shared/crds');
const whenBuilt = built ? describe : describe.skip;

const CLASS = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'cilium' },
  spec: { controllerName: 'io.cilium/gateway-controller' },
};
const secret = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: { name, namespace },
});

function ask(apps: { app: App; secrets?: object[] }[]): any[] {
  const lines = apps.map(({ app, secrets }, index) =>
    JSON.stringify({
      id: `${index}`,
      objects: [CLASS, ...(secrets ?? []), ...manifests(app)],
      options: { served: true },
    }),
  );
  const run = spawnSync(ENGINE!, ['-crds', CRDS], { input: lines.join('\n'), maxBuffer: 1 << 28, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Host names that the proxy serves. */
const domains = (answer: any): string[] =>
  [
    ...new Set<string>(
      (answer.served ?? [])
        .filter((each: any) => /\/listener-[^/]+$/.test(each.config))
        .flatMap((each: any) => each.domains as string[])
        .filter((domain: string) => !domain.endsWith(':*')),
    ),
  ].sort();
const statuses = (conditions: any) =>
  Object.fromEntries(Object.entries<any>(conditions).map(([type, { status }]) => [type, status]));

whenBuilt('Cilium 1.20', () => {
  test('programs the Gateway on its address, attaches routes to the named listener, serves them', () => {
    const { app, infra, chart } = shop();
    new LoadBalancerIpPool(infra, 'lan', { ranges: [IpRange.of('192.168.70.200', '192.168.70.239')] });
    const gateway = new Gateway(infra, 'public', {
      addresses: ['192.168.70.200'],
      listeners: [
        Listener.http('plain'),
        Listener.https('web', { hostname: '*.home.example', certificate: 'tls', certificateNamespace: 'certs' }),
        Listener.tlsPassthrough('mail', { port: 8443 }),
        Listener.tcp('sql', { port: 5432 }),
        Listener.udp('dns', { port: 53 }),
      ],
    });
    gateway.allowRoutesFrom('shop');
    const web = service(chart, 'web', [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'tls', port: 443 },
      { name: 'sql', port: 5432 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]);
    new GatewayRoute(chart, 'to-https', { gateway, listener: 'plain', filters: [HttpRouteFilter.redirectToHttps()] });
    new GatewayRoute(chart, 'web', {
      gateway,
      listener: 'web',
      hostnames: ['shop.home.example'],
      matches: [HttpRouteMatch.path('/v1')],
      backends: [Backend.service(web, 80)],
    });
    new GatewayRoute(infra, 'admin', {
      gateway,
      listener: 'web',
      hostnames: ['admin.home.example'],
      backends: [Backend.service(web, 80)],
    });
    new GatewayTlsRoute(chart, 'mail', {
      gateway,
      hostnames: ['mail.home.example'],
      backends: [Backend.service(web, 443)],
    });
    new GatewayTcpRoute(chart, 'sql', { gateway, backends: [Backend.service(web, 5432)] });
    new GatewayUdpRoute(infra, 'dns', { gateway, backends: [Backend.service(web, 53)] });
    expect(findings(app)).toEqual([]);

    const [answer] = ask([{ app, secrets: [secret('certs', 'tls')] }]);
    const [seen] = answer.gateways;
    const good = { Accepted: 'True', Programmed: 'True', ResolvedRefs: 'True' };
    expect({ status: statuses(seen.conditions), addresses: seen.addresses, failures: answer.failures }).toEqual({
      status: { Accepted: 'True', Programmed: 'True' },
      addresses: ['192.168.70.200'],
      failures: undefined,
    });
    expect(seen.listeners.map((each: any) => [each.name, each.attachedRoutes, statuses(each.conditions)])).toEqual([
      ['plain', 1, good],
      ['web', 2, good],
      ['mail', 1, good],
      ['sql', 1, good],
      ['dns', 1, good],
    ]);
    expect(
      answer.routes
        .flatMap((route: any) =>
          route.parents.map((parent: any) => [route.object, parent.parentRef.sectionName, statuses(parent.conditions)]),
        )
        .sort(),
    ).toEqual(
      [
        ['HTTPRoute/infra/admin', 'web'],
        ['HTTPRoute/shop/to-https', 'plain'],
        ['HTTPRoute/shop/web', 'web'],
        ['TCPRoute/shop/sql', 'sql'],
        ['TLSRoute/shop/mail', 'mail'],
        ['UDPRoute/infra/dns', 'dns'],
      ].map(([route, listener]) => [route, listener, { Accepted: 'True', ResolvedRefs: 'True' }]),
    );
    expect(domains(answer)).toEqual(['*', 'admin.home.example', 'shop.home.example']);
  });

  test('agrees with the findings on 60 small random Gateways: what is served, and that nothing is', () => {
    const random = lcg(7);
    const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
    const hosts = [undefined, 'a.e.com', 'b.e.com', '*.e.com', '*.b.e.com', 'x.b.e.com', 'e.com'];
    const worlds = Array.from({ length: 60 }, () => {
      const app = new NetworkApp({ outdir: 'unused' });
      const chart = new Chart(app, 'routes', { namespace: pick(['infra', 'infra', 'shop']) });
      const listeners = new Map<string, Listener>();
      for (let index = 0; index <= random(3); index++) {
        const options = {
          hostname: pick(hosts),
          allowedRoutes: pick([AllowedRoutes.same(), AllowedRoutes.all(), AllowedRoutes.namespaces('infra', 'shop')]),
        };
        const kind = random(3);
        const listener =
          kind === 0
            ? Listener.https(`l${index}`, { ...options, certificate: 'tls' })
            : Listener.http(`l${index}`, { ...options, port: kind === 1 ? 80 : 8080 });
        listeners.set(`${kind} ${options.hostname}`, listener);
      }
      const gateway = new Gateway(new Chart(app, 'gateway', { namespace: 'infra' }), 'public', {
        listeners: [...listeners.values()],
      });
      const hostnames = [...new Set([pick(hosts), random(2) === 0 ? undefined : pick(hosts)])].filter(
        (host): host is string => host !== undefined,
      );
      const route = new GatewayRoute(chart, 'r', {
        gateway,
        hostnames,
        listener: random(3) === 0 ? pick(gateway.listeners).name : undefined,
        backends: [Backend.service(service(chart, 'web'), 80)],
      });
      const served = route._answers()!.filter(({ refusals }) => refusals.length === 0);
      const expected = [...new Set(served.flatMap(({ hostnames: own }) => own))].sort();
      return {
        app,
        secrets: [secret('infra', 'tls')],
        expected,
        refused: findings(app).some((finding) => finding.severity === 'error'),
      };
    });
    expect(ask(worlds).map(domains)).toEqual(worlds.map((world) => world.expected));
    expect(worlds.filter((world) => world.refused)).toEqual(worlds.filter((world) => world.expected.length === 0));
    expect(worlds.filter((world) => world.refused).length).toBeGreaterThan(10);
  }, 60_000);
});

const POLICY_ENGINE = engineProgram('cilium-1.20');
(POLICY_ENGINE !== undefined ? test : test.skip)(
  'a default-denied backend is reached by the gateway on its container port, and by nobody else; an open one stays open',
  () => {
    const { app, chart } = shop();
    const gateway = new Gateway(chart, 'public', { listeners: [Listener.http('plain')] });
    new GatewayRoute(chart, 'web', {
      gateway,
      backends: [Backend.service(service(chart, 'web', [{ port: 80, targetPort: 'http' }]), 80)],
    });
    const opening = manifests(app).filter((manifest) => manifest.kind === 'CiliumNetworkPolicy');
    const deny = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'deny', namespace: 'shop' },
      spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
    };
    const pods = [
      {
        namespace: 'shop',
        name: 'web',
        labels: { app: 'web' },
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
      { namespace: 'shop', name: 'other', labels: { app: 'other' } },
    ];
    const flows = ['ingress 8080', 'ingress 9090', 'pod:shop/other 8080', 'external:inet 8080'];
    const worlds = [[deny], [deny, ...opening], opening].map((policies, id) => ({
      id: `${id}`,
      policies,
      pods,
      namespaces: [{ name: 'shop', labels: {} }],
      external: [{ name: 'inet', ips: ['203.0.113.7'] }],
      flows: flows.map((flow) => ({
        from: flow.split(' ')[0],
        to: 'pod:shop/web',
        protocol: 'TCP',
        port: Number(flow.split(' ')[1]),
      })),
    }));
    const run = spawnSync(POLICY_ENGINE!, ['verdict'], {
      input: worlds.map((world) => JSON.stringify(world)).join('\n'),
      encoding: 'utf8',
    });
    const answers = run.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).verdicts.map((verdict: any) => verdict.ingress === 'allowed'));
    expect(answers).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [true, true, true, true],
    ]);
  },
);

/** A small random generator with a seed. */
function lcg(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
