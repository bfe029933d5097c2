// Texts of a tool's file that say something: not those that another program fills in.
import { PlainMap } from '../../manifest';
import { isPlaceholder, textAt } from '../derived/fields';

/** The text at a path; nothing where there is none, or a placeholder. */
export function knownText(content: PlainMap, ...path: string[]): string | undefined {
  const text = textAt(content, ...path);
  return text === undefined || isPlaceholder(text) ? undefined : text;
}
