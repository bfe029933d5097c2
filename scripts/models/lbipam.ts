// LB-IPAM in the engine's format: objects, later changes and options in; pools, Services and what fails out.
import { HistoryStep, LoadBalancerSettings, runHistory } from '../../lib/models/load-balancer';

export const byMinor = true;

/** The answer to one line. */
export function answer(question: any, minor: string): Record<string, unknown> {
  const settings: LoadBalancerSettings = { ...(question.options ?? {}), version: minor };
  const state = runHistory(question.objects ?? [], (question.then ?? []) as HistoryStep[], settings);
  // The engine looks for a crash when something changes, not after a deletion.
  if (state.crash !== undefined && !state.crashUnseen) return { id: question.id, error: `panic: ${state.crash.code}` };
  return {
    id: question.id,
    pools: state.pools.map(({ pool, status: { conflict, counts } }) => ({
      name: pool.name,
      conflict:
        conflict === undefined ? null : { status: conflict.status, reason: conflict.reason, message: conflict.message },
      ipsTotal: counts?.total.toString() ?? '',
      ipsAvailable: counts?.available.toString() ?? '',
      ipsUsed: counts?.used.toString() ?? '',
    })),
    services: state.services.map(({ key, status }) => ({
      object: key,
      ips: status.ingress.map(({ ip }) => ip),
      conditions: status.conditions.map(({ type, status: value, reason, message }) => ({
        type,
        status: value,
        reason,
        message,
      })),
    })),
    ...(state.failed.length === 0
      ? {}
      : { errors: state.failed.map(({ object, error }) => ({ object, error: JSON.stringify(error) })) }),
  };
}
