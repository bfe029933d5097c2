// Changes of one part of a plain object, without touching the object that was given.
import { isMap, PlainMap } from './types';

/** The value with its part at a path changed; steps that are not there are made. */
export function amendedAt(value: PlainMap, path: readonly string[], change: (part: PlainMap) => PlainMap): PlainMap {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  const inner = value[step];
  return { ...value, [step]: amendedAt(isMap(inner) ? inner : {}, rest, change) };
}
