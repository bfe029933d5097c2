// Amounts of memory as Kubernetes writes them.
import { ValueError } from '../net';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/**
 * Checks an amount of memory: a whole number with Ki, Mi, Gi, k, M, G or nothing. `512m` would be half a byte.
 *
 * @throws ValueError `multus/memory`
 */
export function checkMemory(text: string): string {
  if (!/^[1-9]\d{0,11}(Ki|Mi|Gi|k|M|G)?$/.test(text))
    throw new ValueError(
      'multus/memory',
      `not an amount of memory: "${text}"`,
      'write a whole number and a unit, such as "512Mi"',
    );
  return text;
}

/** The amount in bytes. */
export function memoryBytes(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)(\D*)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}
