// Asks Cilium's own LB-IPAM and L2 announcer (1.20) about what the constructs write. Skipped where the program is not built:
// the folder ENGINES holds it as lb-1.20.
import { ApiObject, App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { spawnSync } from 'node:child_process';
import { L2Announcement, LoadBalancerIpPool, ServiceSelector } from '../../lib/loadbalancer';
import { Manifest } from '../../lib/manifest';
import { IpRange } from '../../lib/net';
import { engineProgram } from '../support/engines';
import { findings, home, service } from './home';

const ENGINE = engineProgram('lb-1.20');
const built = ENGINE !== undefined;
if (!built) console.warn('skipped: no program lb-1.20 in the folder ENGINES');
const whenBuilt = built ? describe : describe.skip;

function ask(command: 'lbipam' | 'l2', lines: object[]): any[] {
  const run = spawnSync(ENGINE!, [command], {
    input: lines.map((line, index) => JSON.stringify({ id: `${index}`, ...line })).join('\n'),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const manifests = (app: App): Manifest[] =>
  app.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => (object as ApiObject).toJson() as Manifest);
/** `namespace/name` to the addresses that the Service gets. */
const given = (answer: any): Record<string, string[]> =>
  Object.fromEntries(answer.services.map((each: any) => [each.object, each.ips]));

whenBuilt('Cilium 1.20', () => {
  test('gives exactly what is asked for, and the intended nodes announce it on the intended interface', () => {
    const { app, network, shop, lan, cluster, iot } = home();
    const cams = cluster.addVlan('cams', { parent: iot, vlanId: 30, subnet: '192.168.30.0/24', dhcp: true });
    const onLan = new L2Announcement(network, 'lan', {
      links: [lan],
      ranges: [IpRange.of('192.168.70.200', '192.168.70.239')],
      serviceSelector: ServiceSelector.namespaces('shop', 'infra'),
    });
    const onCams = new L2Announcement(network, 'cams', {
      links: [cams],
      cidrs: ['192.168.30.240/28'],
      serviceSelector: ServiceSelector.namespaces('edge'),
    });
    const [web, dns, mail] = [
      service(shop, 'web'),
      service(network, 'dns', { ports: [{ port: 53, protocol: 'UDP' }] }),
      service(new Chart(app, 'edge', { namespace: 'edge' }), 'mail'),
    ];
    onLan.share([web, dns], { sharingKey: 'k', addresses: ['192.168.70.210'] });
    onCams.request(mail, '192.168.30.241');
    // Each has a lease of its own, which is said; here it is the addresses that count.
    expect(findings(app).map(({ code }) => code)).toEqual(['l2/shared-address']);

    const objects = manifests(app);
    const [answer] = ask('lbipam', [{ objects }]);
    expect(given(answer)).toEqual({
      'infra/dns': ['192.168.70.210'],
      'shop/web': ['192.168.70.210'],
      'edge/mail': ['192.168.30.241'],
    });
    const live = objects.map((object) => {
      const ips = given(answer)[`${object.metadata.namespace}/${object.metadata.name}`];
      return ips === undefined
        ? object
        : { ...object, status: { loadBalancer: { ingress: ips.map((ip) => ({ ip })) } } };
    });
    const devices = ['enp1s0', 'enp1s0x', 'enp2s0', 'enp2s0.30', 'enp2s0x30'];
    const nodes = [
      { name: 'worker-1', labels: {} },
      { name: 'controlplane-1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
    ];
    const announced = ask(
      'l2',
      nodes.map((node) => ({ objects: live, node, devices })),
    ).map(({ announce, afterRestart }) => [
      announce.map((entry: any) => `${entry.ip} ${entry.interface}`),
      afterRestart,
    ]);
    expect(announced).toEqual([
      [['192.168.30.241 enp2s0.30', '192.168.70.210 enp1s0'], undefined],
      [['192.168.70.210 enp1s0'], undefined],
    ]);
  });

  test('agrees with the findings on 500 small random apps', () => {
    const random = lcg(11);
    const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
    const worlds = Array.from({ length: 500 }, () => {
      const app = new NetworkApp({ outdir: 'unused' });
      const chart = new Chart(app, 'n');
      const selectors = [
        undefined,
        undefined,
        ServiceSelector.labels({ team: 'a' }),
        ServiceSelector.namespaces('x'),
        ServiceSelector.namespaces('x', 'y'),
        ServiceSelector.names('s0', 's1'),
      ];
      new LoadBalancerIpPool(chart, 'p0', {
        cidrs: ['10.0.0.8/29'],
        allowFirstLastIps: random(2) === 1,
        serviceSelector: pick(selectors),
      });
      if (random(2) === 1)
        new LoadBalancerIpPool(chart, 'p1', {
          ranges: [IpRange.of('10.0.1.1', '10.0.1.2')],
          serviceSelector: pick(selectors),
        });
      for (let index = 0; index <= random(3); index++) {
        const annotations: Record<string, string> = {
          'lbipam.cilium.io/ips': pick([
            '10.0.0.8',
            '10.0.0.9',
            '10.0.0.10',
            '10.0.0.15',
            '10.0.1.1',
            '10.0.2.1',
            '10.0.0.9,10.0.0.10',
          ]),
        };
        if (random(3) > 0) annotations['lbipam.cilium.io/sharing-key'] = pick(['k', 'k', 'other']);
        if (random(2) > 0) annotations['lbipam.cilium.io/sharing-cross-namespace'] = pick(['x', 'y', 'x,y', '*']);
        service(
          chart,
          `s${index}`,
          {
            externalTrafficPolicy: pick(['Cluster', 'Cluster', 'Local']),
            selector: pick([{ a: 'b' }, { a: 'b' }, { a: 'c' }]),
            ports: [{ port: pick([80, 81, 53]), protocol: pick(['TCP', 'UDP']) }],
          },
          { annotations, namespace: pick(['x', 'x', 'y']), labels: pick<object>([{}, { team: 'a' }]) },
        );
      }
      return { objects: manifests(app), refused: app.findings().some((finding) => finding.severity === 'error') };
    });
    const differing = ask(
      'lbipam',
      worlds.map(({ objects }) => ({ objects })),
    ).filter((answer, index) => {
      const wanted = Object.fromEntries(
        worlds[index]!.objects.filter((object) => object.kind === 'Service').map((object) => [
          `${object.metadata.namespace}/${object.metadata.name}`,
          object.metadata.annotations!['lbipam.cilium.io/ips']!.split(','),
        ]),
      );
      const satisfied =
        answer.error === undefined &&
        answer.services.every(
          (each: any) =>
            [...each.ips].sort().join() === [...wanted[each.object]!].sort().join() &&
            each.conditions.every((condition: any) => condition.status === 'True'),
        );
      return satisfied === worlds[index]!.refused;
    });
    expect(differing).toEqual([]);
    expect(worlds.filter((world) => world.refused).length).toBeGreaterThan(100);
    expect(worlds.filter((world) => !world.refused).length).toBeGreaterThan(50);
  });
});

/** A small random generator with a seed. */
function lcg(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
