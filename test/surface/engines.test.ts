// What Cilium's own operators of 1.18, 1.19 and 1.20 make of the apps that use the whole typed surface. Skipped where the programs are not built:
// the folder ENGINES holds them as gateway-<minor> and lb-<minor>, ../shared the CRDs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ciliumMinor } from '../../lib/catalogue/cilium-minors';
import { Manifest } from '../../lib/manifest';
import { Minor, MINORS, wholeSurface } from '../../scripts/surface/whole-surface';
import { call } from '../engines/ask';
import { engineProgram, SHARED } from '../support/engines';

const CRDS = join(SHARED, 'crds');
/** A certificate of an authority, for the policies of backends. */
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIQIRi6zePL6mKjOipn+dNuaTAKBggqhkjOPQQDAjASMRAw
DgYDVQQKEwdBY21lIENvMB4XDTE3MTAyMDE5NDMwNloXDTE4MTAyMDE5NDMwNlow
EjEQMA4GA1UEChMHQWNtZSBDbzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABD0d
7VNhbWvZLWPuj/RtHFjvtJBEwOkhbN/BnnE8rnZR8+sbwnc/KhCk3FhnpHZnQz7B
5aETbbIgmuvewdjvSBSjYzBhMA4GA1UdDwEB/wQEAwICpDATBgNVHSUEDDAKBggr
BgEFBQcDATAPBgNVHRMBAf8EBTADAQH/MCkGA1UdEQQiMCCCDmxvY2FsaG9zdDo1
NDUzgg4xMjcuMC4wLjE6NTQ1MzAKBggqhkjOPQQDAgNIADBFAiEA2zpJEPQyz6/l
Wf86aX6PepsntZv2GYlA5UpabfT2EZICICpJ5h/iI+i341gBmLiAFQOyTDT+/wQc
6MF9+Yw1Yy0t
-----END CERTIFICATE-----
`;

/** Answers of a program to one question. */
function ask(program: string, args: string[], question: object): any {
  const { stdout, stderr } = spawnSync(program, args, {
    input: `${JSON.stringify(question)}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function objectsOf(minor: Minor): Manifest[] {
  return wholeSurface(minor).charts.flatMap((chart) => chart.toJson() as Manifest[]);
}

describe.each(MINORS)('Cilium %s', (minor) => {
  const [gateway, loadBalancer] = [engineProgram(`gateway-${minor}`), engineProgram(`lb-${minor}`)];
  const [asksGateway, asksBalancer] = [gateway !== undefined && existsSync(CRDS), loadBalancer !== undefined];
  if (!asksGateway) console.info(`skipped: no program gateway-${minor} in the folder ENGINES, or no ../shared/crds`);
  if (!asksBalancer) console.info(`skipped: no program lb-${minor} in the folder ENGINES`);

  (asksGateway ? test : test.skip)(
    'the gateway operator programs every Gateway, takes every listener, attaches and serves every route',
    () => {
      const objects = [
        ...call('gateway', 'gatewayObjects', objectsOf(minor)),
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'authority', namespace: 'shop' },
          data: { 'ca.crt': AUTHORITY },
        },
      ];
      const crds = [`gateway-api/${ciliumMinor(minor)!.gatewayApi}/experimental`, `cilium/${minor}`];
      const answer = ask(gateway!, ['-crds', CRDS], {
        id: minor,
        objects,
        options: { crds, served: true, messages: true },
      });
      const found = call('gateway', 'judge', objects, answer) as { asked: number; problems: string[] }[];
      expect(found.flatMap(({ problems }) => problems)).toEqual([]);
      expect(found.map(({ asked }) => asked).slice(0, 4)).toEqual(
        minor === '1.20' ? [2, 10, 15, 10] : [1, 4, minor === '1.18' ? 9 : 10, 7],
      );
    },
    120_000,
  );

  (asksBalancer ? test : test.skip)(
    'LB-IPAM gives every Service, and those of the Gateways, exactly the addresses that it asks for, and the nodes that are meant announce them',
    () => {
      const objects = objectsOf(minor);
      const of = (kind: string) => objects.filter((object) => object.kind === kind);
      // Those of Node IPAM are not LB-IPAM's.
      const services = (call('load-balancer', 'servicesOf', objects) as Manifest[]).filter(
        ({ spec }) => (spec as { loadBalancerClass?: string }).loadBalancerClass !== 'io.cilium/node',
      );
      const pools = of('CiliumLoadBalancerIPPool');
      const options = { l2announcements: true, bgpControlPlane: true };
      const given = ask(loadBalancer!, ['lbipam', '-runs', '20'], { objects: [...pools, ...services], options });
      expect(call('load-balancer', 'addressProblems', services, given)).toEqual([]);
      expect(services.length).toBe(minor === '1.20' ? 5 : 4);

      const live = services.map((service) => {
        const key = `${service.metadata.namespace}/${service.metadata.name}`;
        const { ips } = given.services.find((each: { object: string }) => each.object === key);
        return { ...service, status: { loadBalancer: { ingress: ips.map((ip: string) => ({ ip })) } } };
      });
      const announcedBy = (name: string, labels: object) => {
        const node = { name, labels: { 'kubernetes.io/hostname': name, ...labels } };
        const question = {
          objects: [...of('CiliumL2AnnouncementPolicy'), ...live],
          node,
          devices: ['enp1s0', 'enp1s0x'],
        };
        const { announce, policies } = ask(loadBalancer!, ['l2'], question);
        expect(policies.flatMap((policy: { conditions?: object[] }) => policy.conditions ?? [])).toEqual([]);
        return (announce ?? []).map((each: any) => `${each.ip} ${each.interface}`).sort();
      };
      const onLan = ['192.168.70.200', ...(minor === '1.20' ? ['192.168.70.201'] : []), '192.168.70.210'];
      const at = (addresses: string[]) => addresses.map((address) => `${address} enp1s0`);
      expect(announcedBy('worker-1', {})).toEqual(at([...onLan, '192.168.70.226']));
      expect(announcedBy('worker-2', {})).toEqual(at(onLan));
      expect(announcedBy('controlplane-1', { 'node-role.kubernetes.io/control-plane': '' })).toEqual([]);
    },
    120_000,
  );

  const parser = engineProgram(`cilium-${minor}`);
  if (parser === undefined) console.info(`skipped: no program cilium-${minor} in the folder ENGINES`);
  (parser === undefined ? test.skip : test)("Cilium's parser takes every policy that opens a backend", () => {
    const policies = objectsOf(minor).filter(({ kind }) => kind === 'CiliumNetworkPolicy');
    expect(policies.length).toBeGreaterThan(3);
    const answers = policies.map((manifest) => ask(parser!, ['sanitize'], { manifest }));
    expect(answers.filter(({ accepted }) => accepted !== true)).toEqual([]);
  });
});
