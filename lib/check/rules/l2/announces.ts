// L2 announcement policies that announce nothing.
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, listAt, mapAt } from '../../../world/derived/fields';
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { RE2JS } from '@bufbuild/re2';
import { TALOS_FACTS } from '../../../world/derived/talos-facts';
import { CheckedObject, World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { re2Error } from '../../../models/agent';

/** A policy announces something, on an interface that is there. */
export const L2_ANNOUNCES: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/announces-nothing',
      title: 'An L2 announcement policy sets loadBalancerIPs or externalIPs',
      why: 'Both are false by default; with neither there is not even a lease (run: ips-lb-none-ext-none, policies-neither).',
    },
    {
      code: 'l2/no-device',
      title: 'The interfaces of a policy are among the devices of the agent',
      why: 'Cilium announces only on its devices. A node without a matching device still contends for the lease; if it wins, nobody answers (run: interfaces-none, interfaces-not-in-devices). Judged only where one install with `devices` is in the input.',
    },
    {
      code: 'l2/no-link',
      title: 'The interfaces of a policy match a link that the Talos documents configure',
      why: 'A node without a matching interface still contends for the lease; if it wins, nobody answers (run: interfaces-none). Judged only where Talos documents name links and none is chosen by a selector; a link that no document configures is not known, so this is a warning.',
    },
  ],
  check(world, report) {
    for (const policy of world.of('cilium.io', 'CiliumL2AnnouncementPolicy')) {
      const { loadBalancerIPs, externalIPs } = mapAt(policy.manifest, 'spec');
      if ([loadBalancerIPs, externalIPs].every((flag) => flag === undefined || flag === null || flag === false))
        report.error(
          'l2/announces-nothing',
          policy,
          ['spec'],
          'loadBalancerIPs and externalIPs are both off: the policy announces nothing',
          'write loadBalancerIPs: true',
        );
      const expressions = readable(policy);
      if (expressions === undefined) continue;
      const takes = (name: string) => expressions.some((expression) => expression.test(name));
      devices(world, report, policy, takes);
      links(world, report, policy, takes);
    }
  },
};

function devices(world: World, report: Report, policy: CheckedObject, takes: (name: string) => boolean): void {
  const installs = ciliumInstalls(world);
  const [install] = installs;
  if (install === undefined || installs.length > 1 || !world.model(CLUSTERS).together(install.at, policy)) return;
  const value = install.own('devices');
  const names =
    typeof value === 'string'
      ? value.split(/[\s,]+/).filter((name) => name !== '')
      : Array.isArray(value)
        ? (value as unknown[])
        : [];
  // "eth+" and "!eth1" are patterns of the agent's own.
  if (
    names.length === 0 ||
    !names.every((name) => typeof name === 'string' && /^[A-Za-z0-9._-]+$/.test(name)) ||
    names.some((name) => takes(name as string))
  )
    return;
  report.error(
    'l2/no-device',
    policy,
    ['spec', 'interfaces'],
    `the interfaces match none of the devices of the agent: ${names.join(', ')}`,
    'write an interface of the devices, or add it to the value "devices"',
  );
}

function links(world: World, report: Report, policy: CheckedObject, takes: (name: string) => boolean): void {
  const clusters = world.model(CLUSTERS);
  const facts = world.model(TALOS_FACTS);
  const own = facts.links.filter(({ at }) => clusters.together(at, policy));
  const names = [...new Set(own.map(({ name }) => name))];
  if (
    names.length === 0 ||
    own.length < facts.links.length ||
    facts.unnamedLinks.length > 0 ||
    names.some(isPlaceholder) ||
    names.some(takes)
  )
    return;
  report.warning(
    'l2/no-link',
    policy,
    ['spec', 'interfaces'],
    `the interfaces match none of the links that Talos configures: ${names.join(', ')}`,
    'write one of these links, or check that the nodes have the interface',
  );
}

/** The compiled expressions; undefined without any (all devices), with a placeholder, or with one that does not compile. */
function readable({ manifest }: CheckedObject): RE2JS[] | undefined {
  const expressions = listAt(manifest, 'spec', 'interfaces');
  if (
    expressions.length === 0 ||
    !expressions.every((each) => typeof each === 'string' && !isPlaceholder(each) && re2Error(each) === undefined)
  )
    return undefined;
  return expressions.map((each) => new RE2JS(each as string));
}
