// Durations as Envoy's messages write them.

const SECOND = 1_000_000_000n;

/** A duration of protobuf's JSON: seconds with none, three, six or nine decimals. */
export function protoDuration(nanoseconds: bigint): string {
  const absolute = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const decimals = (absolute % SECOND)
    .toString()
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return `${nanoseconds < 0n ? '-' : ''}${absolute / SECOND}${decimals === '' ? '' : `.${decimals}`}s`;
}
