// How Go's templates print a value, because cilium-config holds texts.

/**
 * A value as a template prints it: numbers came out of YAML as floats, so one million is `1e+06`; null is the empty text.
 * Use `integerText` where the chart converts first.
 */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>).sort(byKey);
    return `map[${entries.map(([k, v]) => `${k}:${goText(v)}`).join(' ')}]`;
  }
  return String(value);
}

/** A number after `int`: no exponent, no fraction. */
export function integerText(value: unknown): string {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? String(number) : '0';
}

/** Go's %v of a float64: shortest digits, with an exponent below 1e-4 and from 1e6 on (1.048576e+06). */
function goFloat(value: number): string {
  if (value === 0) return '0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** JSON as Go writes it: keys sorted, no spaces, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Helm's truth: false, 0, empty text, list, map and null are not. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

/** Maps with sorted keys, all the way down. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([k, v]) => [k, sorted(v)]),
  );
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
