// What routes attach to: the listeners that fit, sets of listeners, Services inside of the cluster.
import { CiliumInstall } from '../../lib';
import {
  AllowedListeners,
  AllowedRoutes,
  Backend,
  Gateway,
  GatewayGrpcRoute,
  GatewayRoute,
  HttpRouteFilter,
  HttpsRedirect,
  HubbleUiRoute,
  Listener,
  ListenerSet,
} from '../../lib/gateway';
import { findings, gatewayOf, service, shop, specs } from './shop';

const parentsOf = (app: Parameters<typeof specs>[0], kind: string, name: string) => specs(app, kind)[name].parentRefs;

test('a route that only redirects to https attaches to the plain listeners alone', () => {
  const { app, infra, chart } = shop();
  const gateway = gatewayOf(infra);
  new HttpsRedirect(chart, 'to-https', { gateway });
  new GatewayRoute(infra, 'both', { gateway, backends: [Backend.named('web', 80)] });
  new GatewayRoute(infra, 'to-http', { gateway, filters: [HttpRouteFilter.redirect({ scheme: 'http' })] });
  expect(parentsOf(app, 'HTTPRoute', 'infra/to-https')).toEqual([{ name: 'public', sectionName: 'plain' }]);
  expect(parentsOf(app, 'HTTPRoute', 'infra/both')).toEqual([
    { name: 'public', sectionName: 'plain' },
    { name: 'public', sectionName: 'web' },
  ]);
  expect(parentsOf(app, 'HTTPRoute', 'infra/to-http')).toEqual([{ name: 'public', sectionName: 'web' }]);
});

test("Hubble's user interface is behind HTTPS, and the Gateway takes routes of its namespace there alone", () => {
  const { app, infra } = shop();
  const install = new CiliumInstall(infra, 'cilium');
  const gateway = gatewayOf(infra);
  new HubbleUiRoute(infra, 'hubble', { gateway, hostname: 'hubble.home.example' });
  expect(specs(app, 'HTTPRoute')['kube-system/hubble']).toEqual({
    parentRefs: [{ name: 'public', namespace: 'infra', sectionName: 'web' }],
    hostnames: ['hubble.home.example'],
    rules: [{ backendRefs: [{ name: 'hubble-ui', port: 80 }] }],
  });
  expect(specs(app, 'Gateway')['infra/public'].listeners.map((each: any) => each.allowedRoutes)).toEqual([
    undefined,
    {
      namespaces: {
        from: 'Selector',
        selector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['infra', 'kube-system'] }],
        },
      },
    },
  ]);
  expect(install.chartValues()).toMatchObject({ hubble: { relay: { enabled: true }, ui: { enabled: true } } });
  expect(findings(app).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a listener set names its Gateway, a route names the set, and the Gateway says who may add listeners', () => {
  const { app, infra, chart } = shop();
  const gateway = new Gateway(infra, 'public', {
    listeners: [Listener.http('http')],
    allowedListeners: AllowedListeners.namespaces('shop'),
  });
  const set = new ListenerSet(chart, 'own', {
    gateway,
    listeners: [
      Listener.https('https', { hostname: 'shop.example', certificate: 'tls', certificateNamespace: 'certificates' }),
    ],
  });
  const web = service(chart, 'web', [{ port: 80 }]);
  new GatewayRoute(chart, 'r', { listenerSet: set, listener: 'https', backends: [Backend.service(web, 80)] });
  expect(specs(app, 'Gateway')['infra/public'].allowedListeners).toEqual({
    namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
  });
  expect(specs(app, 'ListenerSet')['shop/own'].parentRef).toEqual({ name: 'public', namespace: 'infra' });
  expect(parentsOf(app, 'HTTPRoute', 'shop/r')).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'own', sectionName: 'https' },
  ]);
  // The certificate is granted to the set: a grant to the Gateway would not help it.
  expect(specs(app, 'ReferenceGrant')['certificates/listenerset-shop-own'].from).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'ListenerSet', namespace: 'shop' },
  ]);
  expect(findings(app).filter(({ code }) => code.startsWith('gateway/'))).toEqual([]);
});

test('a listener set that the Gateway does not allow is found', () => {
  const { app, infra, chart } = shop();
  const gateway = new Gateway(infra, 'public', { listeners: [Listener.http('http')] });
  new ListenerSet(chart, 'own', { gateway, listeners: [Listener.http('more', { port: 8080 })] });
  expect(
    findings(app)
      .filter(({ path }) => path === 'shop/own')
      .map(({ code, repair }) => [code, repair]),
  ).toEqual([
    [
      'gateway/set-not-accepted',
      'write allowedListeners on the Gateway: AllowedListeners.namespaces(<the namespace of the set>)',
    ],
  ]);
});

test('a route for the callers of a Service names it with the empty group, opens nothing, and needs the controllers', () => {
  const { app, chart } = shop();
  const install = new CiliumInstall(chart, 'cilium');
  const web = service(chart, 'web', [{ port: 80 }]);
  new GatewayRoute(chart, 'http', { service: web, servicePort: 80, backends: [Backend.service(web, 80)] });
  new GatewayGrpcRoute(chart, 'grpc', { service: web, backends: [Backend.service(web, 80)] });
  expect(parentsOf(app, 'HTTPRoute', 'shop/http')).toEqual([{ group: '', kind: 'Service', name: 'web', port: 80 }]);
  expect(parentsOf(app, 'GRPCRoute', 'shop/grpc')).toEqual([{ group: '', kind: 'Service', name: 'web' }]);
  expect(specs(app, 'CiliumNetworkPolicy')).toEqual({});
  expect(install.chartValues()).toMatchObject({ gatewayAPI: { enabled: true } });
});

test('a wildcard that two namespaces share and everybody may claim is a warning of an app, and those named ones are not', () => {
  const said = (allowedRoutes: AllowedRoutes) => {
    const { app, infra, chart } = shop();
    const gateway = new Gateway(infra, 'public', {
      listeners: [Listener.http('http', { hostname: '*.home.example', allowedRoutes })],
    });
    for (const scope of [infra, chart])
      new GatewayRoute(scope, 'r', {
        gateway,
        hostnames: [`${scope.namespace}.home.example`],
        backends: [Backend.service(service(scope, 'web', [{ port: 80 }]), 80)],
      });
    return findings(app)
      .filter(({ code }) => code === 'gateway/open-host-names')
      .map(({ severity, path, repair }) => [severity, path, repair]);
  };
  expect(said(AllowedRoutes.all())).toEqual([
    [
      'warning',
      'network/public',
      "write allowedRoutes: AllowedRoutes.namespaces('infra', 'shop'), or call allowRoutesFrom(...) for each",
    ],
  ]);
  expect(said(AllowedRoutes.namespaces('infra', 'shop'))).toEqual([]);
});
