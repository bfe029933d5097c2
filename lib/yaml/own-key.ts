// Maps whose keys somebody else chose.
import { PlainMap } from '../manifest';

/** A key of a map is its own property, whatever it is called. */
export function setKey(map: PlainMap, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
