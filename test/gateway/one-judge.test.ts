// Gateways with mistakes: what synth says of them is what check says of what they write.
import { ApiObject } from 'cdk8s';
import { CiliumInstall, CiliumVersion } from '../../lib';
import { AllowedRoutes, Backend, Gateway, GatewayRoute, Listener, HttpRouteFilter } from '../../lib/gateway';
import { bothSides } from '../support/one-judge';
import { service, shop } from './shop';

/** A small random generator with a seed. */
function lcg(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const HOSTS = [undefined, 'a.e.com', '*.e.com', '*.b.e.com', 'e.com'];

function generated(seed: number) {
  const random = lcg(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const { app, infra, chart } = shop();
  if (random(3) === 0)
    new CiliumInstall(infra, 'cilium', {
      version: pick([CiliumVersion.V1_18, CiliumVersion.V1_19, CiliumVersion.V1_20]),
    });
  const listeners = Array.from({ length: 1 + random(3) }, (_, index) => {
    const options = {
      hostname: pick(HOSTS),
      allowedRoutes: pick([
        AllowedRoutes.same(),
        AllowedRoutes.all(),
        AllowedRoutes.namespaces('shop'),
        AllowedRoutes.labels({ routes: 'yes' }),
      ]),
    };
    const name = `l${index}`;
    const port = pick([80, 443, 8080]);
    return pick([
      Listener.http(name, { ...options, port }),
      Listener.https(name, { ...options, port, certificate: 'tls', certificateNamespace: pick([undefined, 'certs']) }),
      Listener.tlsPassthrough(name, { ...options, port }),
    ]);
  });
  const gateway = new Gateway(infra, 'public', { listeners });
  for (let index = 0; index <= random(3); index++) {
    const scope = pick([infra, chart]);
    const host = pick(HOSTS);
    const web = service(scope, `web-${index}`, [{ name: 'http', port: 80, targetPort: 8080 }]);
    const made = new GatewayRoute(scope, `r${index}`, {
      gateway,
      hostnames: host === undefined ? [] : [host],
      ...(random(3) === 0 ? { listener: pick(listeners).name } : {}),
      ...(random(4) === 0
        ? { filters: [HttpRouteFilter.redirectToHttps()] }
        : { backends: [Backend.service(web, pick([80, 80, 8080]), { weight: pick([undefined, 1]) })] }),
      openPolicy: pick([true, false]),
    });
    if (random(4) === 0)
      made.override('spec.parentRefs', [{ name: 'public', namespace: 'infra', port: pick([80, 81]) }]);
  }
  if (random(2) === 0)
    new ApiObject(chart, 'deny', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
  if (random(2) === 0)
    new ApiObject(chart, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', namespace: undefined, labels: { routes: pick(['yes', 'no']) } },
    });
  return app;
}

test('60 generated Gateways with their routes are judged alike, and most of them have a finding', () => {
  const said = Array.from({ length: 60 }, (_, seed) => {
    const { synth, check } = bothSides(generated(seed + 1));
    expect(check).toEqual(synth);
    return synth.filter((line) => line.includes(' gateway/'));
  });
  expect(said.filter((lines) => lines.length > 0).length).toBeGreaterThan(30);
  const codes = new Set(said.flat().map((line) => line.split(' ')[1]));
  expect([...codes].sort()).toEqual(expect.arrayContaining(['gateway/route-hostname', 'gateway/route-not-allowed']));
});
