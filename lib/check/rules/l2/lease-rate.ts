// Leases cost requests to the API server: the client rate of the agent has to carry them.
import { leaseRate, leaseTimings } from '../../../models/load-balancer';
import { CiliumValues, UNKNOWN } from '../../../world/derived/cilium-values';
import { LOAD_BALANCING, takers } from '../../../world/derived/load-balancing';
import { Rule } from '../../rule';

/** Requests a second of an agent, by default. Source: pkg/k8s/client/config.go of 1.18 to 1.20. */
const DEFAULT_QPS = 10;

/** The client rate carries the leases. */
export const L2_LEASE_RATE: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/lease-rate',
      title: 'k8sClientRateLimit.qps carries the leases of all announced Services',
      why: 'One node may hold every lease, and renews each once per leaseRenewDeadline; an agent that waits for its own rate limit loses leases, and addresses move. Judged where the values of one install are in the input; Services that charts make are not counted.',
      words: ({ services, needed, qps }: { services: number; needed: number; qps: number }) => ({
        message: `${services} announced Services take ${needed} requests a second of one agent to renew their leases, and it may send ${qps}`,
        repair: `write k8sClientRateLimit: {qps: ${qps + needed}, burst: ${2 * (qps + needed)}}, or a longer l2announcements.leaseRenewDeadline`,
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      const { install } = cluster;
      if (install === undefined || !install.isOn('l2announcements.enabled')) continue;
      const services = new Set(
        cluster.services.filter((each) => takers(world, cluster, each).length > 0).map(({ key }) => key),
      ).size;
      const [qps, timings] = [qpsOf(install), timingsOf(install)];
      if (qps === undefined || timings === undefined) continue;
      const needed = Math.ceil(leaseRate(services, timings));
      if (needed < qps) continue;
      const { at, path } = install.placeOf('k8sClientRateLimit.qps');
      report.warning('l2/lease-rate', at, path, { services, needed, qps });
    }
  },
};

function qpsOf(install: CiliumValues): number | undefined {
  const value = install.get('k8sClientRateLimit.qps');
  if (value === UNKNOWN) return undefined;
  const number = Number(value ?? DEFAULT_QPS);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

function timingsOf(install: CiliumValues) {
  const texts = ['leaseDuration', 'leaseRenewDeadline', 'leaseRetryPeriod'].map((name) =>
    install.own(`l2announcements.${name}`),
  );
  if (!texts.every((text) => text === undefined || text === null || typeof text === 'string')) return undefined;
  const [leaseDuration, leaseRenewDeadline, leaseRetryPeriod] = texts.map(
    (text) => (text as string | null) ?? undefined,
  );
  return leaseTimings({
    ...(leaseDuration === undefined ? {} : { leaseDuration }),
    ...(leaseRenewDeadline === undefined ? {} : { leaseRenewDeadline }),
    ...(leaseRetryPeriod === undefined ? {} : { leaseRetryPeriod }),
  });
}
