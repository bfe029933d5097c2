// Durations as Go reads them and as Envoy's messages write them.

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const SECOND = 1_000_000_000n;

/** Nanoseconds of a duration (`1m30s`, `500ms`), or undefined if Go does not read it. */
export function goDuration(text: string): bigint | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0n;
  for (const [, whole = '', part = '', unit = ''] of rest.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = NANOSECONDS[unit]!;
    sum += BigInt(whole || '0') * scale + (BigInt(part || '0') * scale) / 10n ** BigInt(part.length);
  }
  return sign === '-' ? -sum : sum;
}

/** A duration of protobuf's JSON: seconds with none, three, six or nine decimals. */
export function protoDuration(nanoseconds: bigint): string {
  const absolute = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const decimals = (absolute % SECOND)
    .toString()
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return `${nanoseconds < 0n ? '-' : ''}${absolute / SECOND}${decimals === '' ? '' : `.${decimals}`}s`;
}
