// Spans of time as Go's time.ParseDuration reads and Duration.String writes them: `1m30s`, `200ms`, `1.5h`; in nanoseconds.

/** Nanoseconds of a unit. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** Nanoseconds of a span, or undefined for what Go refuses: no unit, blanks, more than 292 years. */
export function parseDuration(text: string): number | undefined {
  const nanoseconds = parseNanoseconds(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds);
}

/** The same, exact beyond 104 days, from where on a number has not all nanoseconds. */
export function parseNanoseconds(text: string): bigint | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0n;
  for (const [, whole = '', part = '', name = ''] of rest.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const unit = BigInt(UNITS[name]!);
    total += BigInt(whole) * unit + (BigInt(part) * unit) / 10n ** BigInt(part.length);
  }
  // The least of 64 bits has no positive counterpart.
  if (total >= 2n ** 63n) return sign === '-' && total === 2n ** 63n ? -total : undefined;
  return sign === '-' ? -total : total;
}

/** The span as Go writes it: `15s`, `1m0s`, `200ms`. */
export function durationText(nanoseconds: number): string {
  const sign = nanoseconds < 0 ? '-' : '';
  const span = Math.abs(nanoseconds);
  if (span === 0) return '0s';
  for (const [unit, size] of [
    ['ns', 1],
    ['µs', 1e3],
    ['ms', 1e6],
  ] as const)
    if (span < size * 1e3) return `${sign}${decimal(span, size)}${unit}`;
  const [hours, minutes] = [Math.floor(span / 3.6e12), Math.floor((span % 3.6e12) / 6e10)];
  const seconds = `${decimal(span % 6e10, 1e9)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function decimal(span: number, unit: number): string {
  const whole = Math.floor(span / unit);
  const digits = Math.round(Math.log10(unit));
  const part =
    digits === 0
      ? ''
      : String(span % unit)
          .padStart(digits, '0')
          .replace(/0+$/, '');
  return part === '' ? String(whole) : `${whole}.${part}`;
}
