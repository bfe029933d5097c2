// Spans of time in the grammar of Gateway API (GEP-2257).
import { Duration } from 'cdk8s';

/** `30s`, `1s500ms`; undefined stays undefined. */
export function gatewayDuration(duration: Duration | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const all = duration.toMilliseconds();
  const [seconds, rest] = [Math.floor(all / 1000), all % 1000];
  return `${seconds > 0 || rest === 0 ? `${seconds}s` : ''}${rest > 0 ? `${rest}ms` : ''}`;
}
