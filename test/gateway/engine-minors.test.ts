// Small random Gateways with routes of every kind, for each minor: what Cilium's own operator does not attach or serve as it is written, synth has
// found; and what synth calls refused, the operator does not serve. Skipped where the programs are not built: the folder ENGINES holds them as
// gateway-<minor>, ../shared the CRDs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CiliumInstall } from '../../lib';
import { ciliumMinor } from '../../lib/catalogue/cilium-minors';
import {
  AllowedListeners,
  AllowedRoutes,
  Backend,
  Gateway,
  GatewayGrpcRoute,
  GatewayRoute,
  GatewayTcpRoute,
  GatewayTlsRoute,
  GatewayUdpRoute,
  HttpRouteFilter,
  HttpRouteMatch,
  Listener,
  ListenerSet,
} from '../../lib/gateway';
import { Manifest } from '../../lib/manifest';
import { CILIUM_VERSIONS, Minor, MINORS } from '../../scripts/surface/whole-surface';
import { callEach } from '../engines/ask';
import { engineProgram, SHARED } from '../support/engines';
import { Random, randomOf } from '../support/random';
import { findings, manifests, service, shop } from './shop';

const CRDS = join(SHARED, 'crds');
const WORLDS = 40;
const HOSTS = ['a.e.com', 'b.e.com', '*.e.com', 'x.b.e.com', 'e.com'];
const PARTS = /^(gateway\.networking\.k8s\.io|v1|cilium\.io)/;

/** A Gateway with up to four listeners, perhaps a set, and up to four routes. */
function world(random: Random, minor: Minor) {
  const { app, infra, chart } = shop();
  new CiliumInstall(infra, 'cilium', { version: CILIUM_VERSIONS[minor] });
  const options = () => ({
    hostname: random.chance(0.4) ? undefined : random.pick(HOSTS),
    allowedRoutes: random.pick([undefined, AllowedRoutes.all(), AllowedRoutes.namespaces('infra', 'shop')]),
  });
  const listeners = Array.from({ length: 1 + random.below(4) }, (_, index) =>
    random.pick([
      () => Listener.http(`l${index}`, { ...options(), port: 80 + index }),
      () => Listener.https(`l${index}`, { ...options(), port: 443 + index, certificate: 'tls' }),
      () => Listener.tlsPassthrough(`l${index}`, { ...options(), port: 8443 + index }),
      ...(minor === '1.20'
        ? [
            () => Listener.tcp(`l${index}`, { port: 5432 + index, allowedRoutes: options().allowedRoutes }),
            () => Listener.udp(`l${index}`, { port: 53 + index, allowedRoutes: options().allowedRoutes }),
          ]
        : []),
    ])(),
  );
  const gateway = new Gateway(infra, 'public', {
    listeners,
    ...(minor === '1.20' ? { allowedListeners: random.pick([undefined, AllowedListeners.namespaces('shop')]) } : {}),
  });
  const set =
    minor === '1.20' && random.chance(0.3)
      ? new ListenerSet(chart, 'own', { gateway, listeners: [Listener.http('set', { ...options(), port: 9080 })] })
      : undefined;
  for (let index = 0; index <= random.below(4); index++) {
    const scope = random.pick([infra, chart]);
    const ports = [
      { name: 'tcp', port: 80 },
      { name: 'udp', port: 53, protocol: 'UDP' },
    ];
    const web = service(random.pick([infra, chart]), `web-${index}`, ports);
    const parent = {
      ...(set !== undefined && random.chance(0.5)
        ? { listenerSet: set }
        : { gateway, listener: random.chance(0.4) ? random.pick(listeners).name : undefined }),
    };
    const hostnames = random.chance(0.3) ? [] : [random.pick(HOSTS)];
    const common = { ...parent, openPolicy: false };
    const backends = [Backend.service(web, 80)];
    random.pick([
      () =>
        new GatewayRoute(scope, `r${index}`, {
          ...common,
          hostnames,
          backends,
          matches: [HttpRouteMatch.path(`/${index}`)],
        }),
      () =>
        new GatewayRoute(scope, `r${index}`, { ...common, hostnames, filters: [HttpRouteFilter.redirectToHttps()] }),
      () => new GatewayGrpcRoute(scope, `r${index}`, { ...common, hostnames, backends }),
      () => new GatewayTlsRoute(scope, `r${index}`, { ...common, hostnames: [random.pick(HOSTS)], backends }),
      () => new GatewayTcpRoute(scope, `r${index}`, { ...parent, backends }),
      () => new GatewayUdpRoute(scope, `r${index}`, { ...parent, backends: [Backend.service(web, 53)] }),
    ])();
  }
  return app;
}

/** Findings that say that something is refused, attached to nothing, or not served. */
const REFUSED =
  /^gateway\/(route-(hostname|not-allowed|kind|port|not-accepted)|not-accepted|listener-(not-accepted|conflict|isolation)|set-.*|kind-version)$/;

describe.each(MINORS)('Cilium %s', (minor) => {
  const program = engineProgram(`gateway-${minor}`);
  const built = program !== undefined && existsSync(CRDS);
  if (!built) console.info(`skipped: no program gateway-${minor} in the folder ENGINES, or no ../shared/crds`);

  (built ? test : test.skip)(
    `of ${WORLDS} random Gateways, what is not attached or not served was found, and what was found refused is neither`,
    () => {
      const random = randomOf(minor === '1.18' ? 18 : minor === '1.19' ? 19 : 20);
      const worlds = Array.from({ length: WORLDS }, () => {
        const app = world(random, minor);
        const objects = manifests(app).filter(({ apiVersion }) => PARTS.test(apiVersion)) as Manifest[];
        const said = findings(app);
        return { objects, said: said.map(({ code }) => code) };
      });
      const questions = callEach(
        'gateway',
        'gatewayObjects',
        worlds.map(({ objects }) => [objects]),
      );
      const crds = [`gateway-api/${ciliumMinor(minor)!.gatewayApi}/experimental`, `cilium/${minor}`];
      const { stdout } = spawnSync(program!, ['-crds', CRDS], {
        input: questions
          .map((objects, id) => `${JSON.stringify({ id: `${id}`, objects, options: { crds, served: true } })}\n`)
          .join(''),
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      const answers = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      const judged = callEach(
        'gateway',
        'judge',
        answers.map((answer, index) => [questions[index], answer]),
      );
      const problems = judged.map((found) => (found as { problems: string[] }[]).flatMap((each) => each.problems));
      const differing = worlds.flatMap(({ said }, index) => {
        const isRefused = said.some((code) => REFUSED.test(code));
        const isFine = problems[index]!.length === 0;
        return (isFine && isRefused) || (!isFine && said.length === 0)
          ? [{ index, said, problems: problems[index] }]
          : [];
      });
      expect(differing).toEqual([]);
      expect(problems.filter((each) => each.length === 0).length).toBeGreaterThan(3);
      expect(problems.filter((each) => each.length > 0).length).toBeGreaterThan(10);
    },
    300_000,
  );
});
