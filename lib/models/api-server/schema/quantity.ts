// Quantities of resources as numbers, read as resource.ParseQuantity of Kubernetes does. The one reader of them.

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number, or undefined if it cannot be read. Near enough for comparing what people write. */
export function quantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const [, digits, unit, exponent] =
    /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|([eE][-+]?\d+))?$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  return exponent === undefined ? Number(digits) * UNITS[unit ?? '']! : Number(digits + exponent);
}
