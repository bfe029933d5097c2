// A duration as Go and Prometheus both read it.
import { Duration } from 'cdk8s';

/** `1h`, `30m`, `1h30m`, `10s`; less than a second is refused by cdk8s. @internal */
export function durationText(duration: Duration): string {
  const all = duration.toSeconds();
  const parts: [number, string][] = [
    [Math.floor(all / 3600), 'h'],
    [Math.floor(all / 60) % 60, 'm'],
    [all % 60, 's'],
  ];
  const written = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return written.length === 0 ? '0s' : written.join('');
}
