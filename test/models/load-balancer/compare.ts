// Compares an answer with what the engine said: all of it but Go's words for errors, which are no contract.

/** An outcome without its id, as one text. */
export function outcomeText(outcome: any): string {
  if (outcome.error !== undefined) return 'error';
  const { pools, services, errors, announce, leases, policies, timings, afterRestart } = outcome;
  return JSON.stringify({
    pools: pools?.map(({ name, conflict, ipsTotal, ipsAvailable, ipsUsed }: any) => [
      name,
      ...(conflict === null ? ['none'] : [conflict.status, conflict.reason, conflict.message]),
      ...[ipsTotal, ipsAvailable, ipsUsed],
    ]),
    services: services?.map(({ object, ips, conditions }: any) => [
      object,
      ips,
      conditions.map(({ type, status, reason, message }: any) => [type, status, reason, message]),
    ]),
    errors: errors?.map(({ object }: any) => object),
    announce: announce?.map((entry: any) => [entry.ip, entry.interface, entry.services]),
    leases,
    policies: policies?.map(({ name, selected, interfaces, conditions, error }: any) => [
      ...[name, selected, interfaces, error !== undefined],
      conditions.map(({ type, status, reason }: any) => [type, status, reason]),
    ]),
    timings: timings && [timings.duration, timings.renewDeadline, timings.retryPeriod],
    afterRestart: afterRestart && [
      afterRestart.announce.map((entry: any) => [entry.ip, entry.interface, entry.services]),
      afterRestart.leases,
    ],
  });
}

/** The outcomes that an engine may have: its own, and those of other runs where it decides by chance. */
export function outcomeTexts(answer: any): string[] {
  return [answer, ...(answer.alternatives ?? answer.anyOf ?? [])]
    .filter((each) => each.anyOf === undefined)
    .map(outcomeText);
}
