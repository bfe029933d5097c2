// Spans of time as Go's time.ParseDuration reads and Duration.String writes them: `1m30s`, `200ms`, `1.5h`; in nanoseconds.

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
  const match = /^([-+]?)(.+)$/s.exec(text);
  if (match === null) return undefined;
  const [, sign, rest] = match as unknown as [string, string, string];
  if (rest === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0;
  for (const [, amount, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [whole, part = ''] = amount!.split('.') as [string, string?];
    total += Number(whole === '' ? '0' : whole) * UNITS[unit!]!;
    if (part !== '') total += Math.trunc(Number(`0.${part}`) * UNITS[unit!]!);
  }
  if (total >= 2 ** 63) return undefined;
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
