// Durations and sizes as Go and go-humanize read them.

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 36e11,
};

/** time.ParseDuration, in nanoseconds; undefined for what it refuses. */
export function readDuration(text: string): number | undefined {
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/.exec(text) ?? [];
  if (body === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let sum = 0;
  for (const [, number = '', unit = ''] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    sum += Number(number) * UNITS[unit]!;
  if (sum > 2 ** 63) return undefined;
  return sign === '-' ? 0 - sum : sum;
}

/** Duration.String of Go. */
export function durationText(value: number): string {
  if (value === 0) return '0s';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const [hours, minutes] = [Math.floor(size / 36e11), Math.floor((size % 36e11) / 6e10)];
  const seconds = (size % 6e10) / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: 2 ** 10,
  kb: 1e3,
  mib: 2 ** 20,
  mb: 1e6,
  gib: 2 ** 30,
  gb: 1e9,
  tib: 2 ** 40,
  tb: 1e12,
  pib: 2 ** 50,
  pb: 1e15,
  eib: 2 ** 60,
  eb: 1e18,
  ki: 2 ** 10,
  k: 1e3,
  mi: 2 ** 20,
  m: 1e6,
  gi: 2 ** 30,
  g: 1e9,
  ti: 2 ** 40,
  t: 1e12,
  pi: 2 ** 50,
  p: 1e15,
  ei: 2 ** 60,
  e: 1e18,
};

/** humanize.ParseBytes; undefined for what it refuses. */
export function readBytes(text: string): number | undefined {
  const [, number = '', unit = ''] = /^([\d.,]*)(.*)$/s.exec(text) ?? [];
  const plain = number.replaceAll(',', '');
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const factor = SIZES[unit.trim().toLowerCase()];
  if (factor === undefined) return undefined;
  const size = Number(plain) * factor;
  return size >= 2 ** 64 ? undefined : Math.floor(size);
}
