// Checks that several groups of properties share: words, whole numbers, ports, lists that must say something.
import { ValueError } from '../../net';

/** @throws ValueError `cilium/option` for a text that is none of an enum's: programs without types get here */
export function valueOf(property: string, value: string | undefined, words: Readonly<Record<string, string>>): void {
  const known = Object.values(words);
  if (value !== undefined && !known.includes(value))
    throw new ValueError(
      'cilium/option',
      `${property} is ${JSON.stringify(value)}`,
      `write one of: ${known.join(', ')}`,
    );
}

/** @throws ValueError `cilium/option` for what is no whole number from `least` on, to `most` if given */
export function wholeNumber(property: string, value: number | undefined, least: number, most?: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && (most === undefined || value <= most)))
    return;
  const range = most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
  throw new ValueError('cilium/option', `${property} is ${String(value)}`, `write a whole number ${range}`);
}

/** @throws ValueError `cilium/option` for an empty list: it would switch off what the property seems to switch on */
export function notEmpty(property: string, list: readonly unknown[] | undefined, example: string): void {
  if (list !== undefined && list.length === 0)
    throw new ValueError(
      'cilium/option',
      `${property} is an empty list`,
      `leave it out, or write ${property}: ${example}`,
    );
}
