// The L2 announcer in the engine's format: policies, Services, a node with its devices and options in; what it announces out.
import { isMap } from '../../lib/manifest';
import { labelsOf } from '../../lib/models/kubernetes/label-selector';
import {
  L2Node,
  LeaseSettings,
  leaseTimings,
  LoadBalancerSettings,
  nodeOutcome,
  NodeOutcome,
  readL2Policy,
  readService,
} from '../../lib/models/load-balancer';
import { timingTexts } from '../../lib/models/load-balancer/lease';

export const byMinor = true;

/** The answer to one line. */
export function answer(question: any, minor: string): Record<string, unknown> {
  const options = (question.options ?? {}) as LoadBalancerSettings & LeaseSettings;
  const settings: LoadBalancerSettings = { ...options, version: minor };
  const objects = (question.objects ?? []) as any[];
  const ofKind = (...kinds: string[]) =>
    objects.filter((object) => isMap(object) && kinds.includes(object.kind as string));
  const policies = ofKind('CiliumL2AnnouncementPolicy')
    .map(readL2Policy)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const services = ofKind('Service').map((manifest) => readService(manifest, settings));
  const name = (question.node?.name as string | undefined) || 'node';
  const again = ofKind('CiliumNode', 'Node').filter(({ metadata }) => metadata?.name === name);
  const labels = again.length > 0 ? again[again.length - 1].metadata.labels : question.node?.labels;
  const node: L2Node = { name, labels: labelsOf(labels), devices: question.devices ?? [] };
  const said = (restarted: boolean) => nodeOutcome(policies, services, node, settings, restarted);
  const [live, restarted] = [said(false), said(true)];
  const outcome = ({ announce, contends }: NodeOutcome) => ({
    announce,
    leases: contends.map(({ lease }) => `kube-system/${lease}`).sort(),
  });
  const timed = ['leaseDuration', 'leaseRenewDeadline', 'leaseRetryPeriod'].some(
    (key) => (question.options?.[key] ?? '') !== '',
  );
  const timings = leaseTimings(options);
  if (timings === undefined) return { id: question.id, error: 'input: not a duration' };
  const differs = JSON.stringify(outcome(live)) !== JSON.stringify(outcome(restarted));
  return {
    id: question.id,
    ...outcome(live),
    policies: live.policies.map(({ policy, selected, interfaces, conditions, problem }) => ({
      name: policy.name,
      selected,
      interfaces,
      conditions,
      ...(problem === undefined ? {} : { error: problem }),
    })),
    ...(timed && live.contends.length > 0 ? { timings: timingTexts(timings) } : {}),
    ...(differs ? { afterRestart: outcome(restarted) } : {}),
  };
}
