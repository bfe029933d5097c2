// For people: findings by file, with colours on a terminal.
import { styleText } from 'node:util';
import { CheckFinding } from '../findings';
import { Level } from '../../problem';
import { Summary } from './summary';

const COLOUR: Readonly<Record<Level, 'red' | 'yellow' | 'cyan'>> = { error: 'red', warning: 'yellow', note: 'cyan' };

export function text(findings: readonly CheckFinding[], summary: Summary): string {
  const byFile = new Map<string, CheckFinding[]>();
  for (const finding of findings) {
    const list = byFile.get(finding.file);
    if (list === undefined) byFile.set(finding.file, [finding]);
    else list.push(finding);
  }
  const blocks = [...byFile].map(([file, list]) =>
    [styleText('bold', shown(file === '-' ? '(standard input)' : file)), ...list.map(block)].join('\n'),
  );
  return `${[...blocks, conclusion(findings, byFile.size, summary)].join('\n\n')}\n`;
}

function block({ severity, code, message, repair, line, object, path }: CheckFinding): string {
  const indent = ' '.repeat(9);
  const where = [object, path].filter((each) => each !== undefined).join('  ');
  const head = `${(line === undefined ? '' : String(line)).padStart(7)}  ${styleText(COLOUR[severity], severity.padEnd(7))}  ${code}${where === '' ? '' : `   ${styleText('dim', shown(where))}`}`;
  return [head, `${indent}${shown(message)}`, `${indent}→ ${shown(repair)}`].join('\n');
}

function conclusion(findings: readonly CheckFinding[], files: number, summary: Summary): string {
  const count = (severity: Level, word: string) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  const counts = [...count('error', 'error'), ...count('warning', 'warning'), ...count('note', 'note')].join(', ');
  const { versions, passedOver, ignored } = summary;
  const nothing =
    summary.judged === false
      ? 'nothing judged: no Kubernetes object, no Talos document of a known kind, no values of Cilium'
      : 'nothing wrong';
  const said = counts === '' ? nothing : `${counts} in ${plural(files, 'file')}`;
  const against = [
    `Cilium ${versions.cilium}`,
    `Gateway API ${versions.gatewayApi}`,
    ...(versions.talos === undefined ? [] : [`Talos ${versions.talos}`]),
  ].join(', ');
  return [
    `${said}; checked ${plural(summary.checked, 'object')} in ${plural(summary.files, 'file')} for ${against}`,
    ...(passedOver.length === 0 ? [] : [`passed over: ${passedOver.join(', ')}`]),
    ...(ignored === 0 ? [] : [`ignored by configuration: ${ignored}`]),
  ].join('\n');
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** What a stranger's file holds must not steer the terminal. */
function shown(words: string): string {
  return words.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}
