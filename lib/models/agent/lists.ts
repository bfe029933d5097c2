// Reading lists as Go does: an item that is null is an empty one, an item of another type was refused when it was decoded.
import { isMap, PlainMap } from '../../manifest';

const EMPTY: PlainMap = Object.freeze({});

/** Calls back with every item that is a map; null counts as an empty one. @internal */
export function eachMap(list: unknown, visit: (item: PlainMap, index: number) => void): void {
  if (!Array.isArray(list)) return;
  for (let index = 0; index < list.length; index++) {
    const item: unknown = list[index];
    if (item === null) visit(EMPTY, index);
    else if (isMap(item)) visit(item, index);
  }
}

/** Calls back with every item that is a string; null counts as an empty one. @internal */
export function eachText(list: unknown, visit: (text: string, index: number) => void): void {
  if (!Array.isArray(list)) return;
  for (let index = 0; index < list.length; index++) {
    const item: unknown = list[index];
    if (item === null) visit('', index);
    else if (typeof item === 'string') visit(item, index);
  }
}

/** Length of a list, 0 for what is none. @internal */
export function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** True for a list with nothing in it. @internal */
export function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The text, or the empty one that Go has for what is missing. @internal */
export function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
