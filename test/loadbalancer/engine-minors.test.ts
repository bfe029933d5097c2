// Small random pools and Services for each minor: Cilium's own LB-IPAM gives every Service exactly what it asks for where synth finds no error, and
// nowhere else. Skipped where the programs are not built: the folder ENGINES holds them as lb-<minor>.
import { spawnSync } from 'node:child_process';
import { Chart } from 'cdk8s';
import { CiliumInstall, NetworkApp } from '../../lib';
import { LoadBalancer, LoadBalancerIpPool, ServiceSelector } from '../../lib/loadbalancer';
import { IpRange } from '../../lib/net';
import { CILIUM_VERSIONS, Minor, MINORS } from '../../scripts/surface/whole-surface';
import { callEach } from '../engines/ask';
import { manifests } from '../gateway/shop';
import { engineProgram } from '../support/engines';
import { Random, randomOf } from '../support/random';
import { service } from './home';

const WORLDS = 40;
const ADDRESSES = ['10.0.0.9', '10.0.0.10', '10.0.0.13', '10.0.1.1', '10.0.2.1'];

/** One or two pools, and up to four Services that ask for their addresses, alone or shared. */
function world(random: Random, minor: Minor) {
  const app = new NetworkApp({ outdir: 'unused' });
  const network = new Chart(app, 'network', { namespace: 'network' });
  new CiliumInstall(network, 'cilium', { version: CILIUM_VERSIONS[minor] });
  const selectors = [
    undefined,
    undefined,
    ServiceSelector.labels({ team: 'a' }),
    ServiceSelector.namespaces('shop'),
    ServiceSelector.namespaces('shop', 'infra'),
    ServiceSelector.names('s0', 's1'),
  ];
  const serviceSelector = () => random.pick(selectors);
  new LoadBalancerIpPool(network, 'first', { cidrs: ['10.0.0.8/29'], serviceSelector: serviceSelector() });
  if (random.chance(0.5))
    new LoadBalancerIpPool(network, 'second', {
      ranges: [IpRange.of('10.0.1.1', '10.0.1.2')],
      serviceSelector: serviceSelector(),
    });
  const charts = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'infra', { namespace: 'infra' })];
  const services = Array.from({ length: 1 + random.below(4) }, (_, index) => {
    const made = service(random.pick(charts), `s${index}`, {
      ports: [{ port: random.pick([80, 81, 53]), protocol: random.pick(['TCP', 'UDP']) }],
      selector: random.pick([{ a: 'b' }, { a: 'c' }]),
    });
    const balancer = LoadBalancer.of(made);
    if (random.chance(0.4)) balancer.selectedBy(ServiceSelector.labels({ team: 'a' }));
    if (random.chance(0.2)) balancer.localTraffic();
    return made;
  });
  const [first, second, ...others] = services;
  const shared = second !== undefined && random.chance(0.5) ? [first!, second] : [];
  if (shared.length > 0) LoadBalancer.share(shared, { sharingKey: 'k', addresses: [random.pick(ADDRESSES)] });
  for (const each of shared.length > 0 ? others : services) LoadBalancer.of(each).ips(random.pick(ADDRESSES));
  return app;
}

describe.each(MINORS)('Cilium %s', (minor) => {
  const program = engineProgram(`lb-${minor}`);
  if (program === undefined) console.info(`skipped: no program lb-${minor} in the folder ENGINES`);

  (program === undefined ? test.skip : test)(
    `of ${WORLDS} random sets of Services, those without an error get exactly what they ask for, and no others do`,
    () => {
      const random = randomOf(Number(minor.slice(2)));
      const worlds = Array.from({ length: WORLDS }, () => {
        const app = world(random, minor);
        const objects = manifests(app).filter(({ kind }) => ['Service', 'CiliumLoadBalancerIPPool'].includes(kind));
        return { objects, errors: app.findings().filter(({ severity }) => severity === 'error') };
      });
      const { stdout } = spawnSync(program!, ['lbipam', '-runs', '5'], {
        input: worlds.map(({ objects }, id) => `${JSON.stringify({ id: `${id}`, objects })}\n`).join(''),
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      const answers = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      const services = callEach(
        'load-balancer',
        'servicesOf',
        worlds.map(({ objects }) => [objects]),
      );
      const problems = callEach(
        'load-balancer',
        'addressProblems',
        answers.map((answer, index) => [services[index], answer]),
      ) as string[][];
      const differing = worlds.flatMap(({ errors }, index) =>
        (errors.length === 0) === (problems[index]!.length === 0)
          ? []
          : [{ index, errors: errors.map(({ code, problem }) => `${code}: ${problem}`), problems: problems[index] }],
      );
      expect(differing).toEqual([]);
      expect(problems.filter((each) => each.length > 0).length).toBeGreaterThan(3);
      expect(problems.filter((each) => each.length === 0).length).toBeGreaterThan(3);
    },
    300_000,
  );
});
