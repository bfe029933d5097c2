// Sizes as go-humanize reads them.

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
