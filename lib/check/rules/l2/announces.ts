// L2 announcement policies that announce nothing, and pools that no policy is there for.
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, mapAt } from '../../../world/derived/fields';
import { LOAD_BALANCING, LoadBalancing, WrittenPolicy } from '../../../world/derived/load-balancing';
import { isOutside } from '../../../world/outside';
import { World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';

/** A policy announces something, on a device that the agent has; a pool has a policy. */
export const L2_ANNOUNCES: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/announces-nothing',
      title: 'An L2 announcement policy sets loadBalancerIPs or externalIPs',
      why: 'Both are false by default; with neither there is not even a lease (run: ips-lb-none-ext-none, policies-neither).',
      words: () => ({
        message: 'loadBalancerIPs and externalIPs are both off: the policy announces nothing',
        repair: 'write loadBalancerIPs: true',
      }),
    },
    {
      code: 'l2/no-device',
      title: 'The interfaces of a policy are among the devices of the agent',
      why: 'Cilium announces only on its devices. A node without a matching device still contends for the lease; if it wins, nobody answers (run: interfaces-none, interfaces-not-in-devices). Judged only where one install with `devices` is in the input.',
      words: ({ devices }: { devices: string[] }) => ({
        message: `the interfaces match none of the devices of the agent: ${devices.join(', ')}`,
        repair: 'write an interface of the devices, or add it to the value "devices"',
      }),
    },
    {
      code: 'l2/no-policy',
      title: 'Where L2 announcements are on, a policy announces the addresses of the pools',
      why: 'The switch alone announces nothing: without a CiliumL2AnnouncementPolicy no node answers for an address. Judged only where the values that switch it on are in the input, and nothing of BGP; without cluster.facts that say the input is complete, the policy may be missing from it.',
      words: ({ pool }: { pool: string }) => ({
        message: `l2announcements is on, but no CiliumL2AnnouncementPolicy is there: nobody answers for the addresses of pool ${pool}`,
        repair: 'write a CiliumL2AnnouncementPolicy with loadBalancerIPs: true',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      unannounced(world, report, cluster);
      for (const written of cluster.policies) {
        const { loadBalancerIPs, externalIPs } = mapAt(written.at.manifest, 'spec');
        if ([loadBalancerIPs, externalIPs].every((flag) => flag === undefined || flag === null || flag === false))
          report.error('l2/announces-nothing', written.at, ['spec'], {});
        devices(world, report, written);
      }
    }
  },
};

function unannounced(world: World, report: Report, cluster: LoadBalancing): void {
  const { install, policies, pools, bgp } = cluster;
  if (policies.length > 0 || bgp || install?.own('l2announcements.enabled') !== true) return;
  if (isOutside(world, { kind: 'CiliumL2AnnouncementPolicy' })) return;
  for (const pool of pools)
    if (!pool.disabled)
      report[levelOfAbsence(world, true)]('l2/no-policy', pool.object, ['spec'], { pool: pool.name }, [install.at]);
}

function devices(world: World, report: Report, { at, policy }: WrittenPolicy): void {
  const installs = ciliumInstalls(world);
  const [install] = installs;
  if (install === undefined || installs.length > 1 || !world.model(CLUSTERS).together(install.at, at)) return;
  const { interfaces } = policy;
  if (
    interfaces.length === 0 ||
    interfaces.some(({ text, error, tooLong }) => error !== undefined || tooLong || isPlaceholder(text))
  )
    return;
  const value = install.own('devices');
  const names = typeof value === 'string' ? value.split(/[\s,]+/).filter((name) => name !== '') : value;
  // "eth+" and "!eth1" are patterns of the agent's own.
  const isName = (name: unknown): name is string => typeof name === 'string' && /^[A-Za-z0-9._-]+$/.test(name);
  if (!Array.isArray(names) || names.length === 0 || !names.every(isName)) return;
  if (names.some((name) => interfaces.some(({ matches }) => matches(name)))) return;
  report.error('l2/no-device', at, ['spec', 'interfaces'], { devices: names }, [install.at]);
}
