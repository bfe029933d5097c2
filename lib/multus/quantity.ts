// Amounts of memory as Kubernetes writes them.
import { ValueError } from '../net';

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
