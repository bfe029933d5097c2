// Amounts of memory.
import { quantity } from '../models/api-server/schema';
import { ValueError } from '../net';

/**
 * Checks an amount of memory: a quantity of whole bytes. `512m` would be half a byte, which the API server takes.
 *
 * @throws ValueError `multus/memory`
 */
export function checkMemory(text: string): string {
  const bytes = quantity(text);
  if (bytes === undefined || bytes <= 0 || !Number.isInteger(bytes))
    throw new ValueError(
      'multus/memory',
      `not an amount of memory: "${text}"`,
      'write a whole number and a unit, such as "512Mi"',
    );
  return text;
}
