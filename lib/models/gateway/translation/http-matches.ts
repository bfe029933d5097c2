// The path that a match of an HTTPRoute asks for.
import { PlainMap } from '../../../manifest';
import { mapAt, textAt } from '../read';
import { StringMatch } from './served';

/** The path; nothing for a type that nobody knows. */
export function httpPath(match: PlainMap): StringMatch {
  const path = mapAt(match, 'path');
  const value = textAt(path, 'value') ?? '';
  const type = textAt(path, 'type');
  if (type === 'Exact') return { exact: value };
  if (type === 'PathPrefix') return { prefix: value };
  return type === 'RegularExpression' ? { regex: value } : {};
}
