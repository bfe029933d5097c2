// --list-rules and --explain: the codes that can be said, all of them in a line each, and one in full.
import type { ListedCode } from '../check';
import { nearest } from '../manifest/suggest';
import { Files } from '../problem/code';
import { shownTexts } from '../problem/example';
import { BAD_USAGE, CommandError } from './errors';

/** A line for each code: code and rule. */
export function listText(codes: readonly ListedCode[]): string {
  const width = Math.max(...codes.map(({ code }) => code.length));
  return codes.map(({ code, title }) => `${code.padEnd(width)}  ${title}\n`).join('');
}

/**
 * One code: rule, reason, who says it, and the examples that it has.
 *
 * @throws CommandError for a code that nothing says
 */
export function explanation(wanted: string, codes: readonly ListedCode[]): string {
  const found = codes.find(({ code }) => code === wanted);
  if (found === undefined) {
    const near = nearest(
      wanted,
      codes.map(({ code }) => code),
    );
    throw new CommandError(BAD_USAGE, [
      `error: --explain: unknown code "${wanted}"${near === undefined ? '; --list-rules lists all' : `; did you mean "${near}"?`}`,
    ]);
  }
  const { code, layer, title, why, bad, good } = found;
  const example = (words: string, texts: string | Files | undefined) =>
    texts === undefined
      ? []
      : [
          `${words}:\n${shownTexts(texts)
            .join('\n\n')
            .replace(/^(?=.)/gm, '  ')}`,
        ];
  return `${[`${code} (${layer})`, title, why, ...example('Bad', bad), ...example('Good', good)].join('\n\n')}\n`;
}
