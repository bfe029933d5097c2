// For people: findings by file, with colours on a terminal.
import { styleText } from 'node:util';
import { CheckFinding } from '../findings';
import { Level } from '../../problem';
import { gather, Gathered } from './gather';
import { Count, Summary } from './summary';

const COLOUR: Readonly<Record<Level, 'red' | 'yellow' | 'cyan'>> = { error: 'red', warning: 'yellow', note: 'cyan' };

export function text(findings: readonly CheckFinding[], summary: Summary): string {
  const { listed, gathered } = summary.verbose === true ? { listed: findings, gathered: [] } : gather(findings);
  const byPlace = new Map<string, CheckFinding[]>();
  for (const finding of listed) {
    const place = placeOf(finding);
    const list = byPlace.get(place);
    if (list === undefined) byPlace.set(place, [finding]);
    else list.push(finding);
  }
  const blocks = [...byPlace].map(([place, list]) => [styleText('bold', shown(place)), ...list.map(block)].join('\n'));
  const together =
    gathered.length === 0 ? [] : [[styleText('bold', '(in several files)'), ...gathered.map(line)].join('\n')];
  return `${[...blocks, ...together, conclusion(findings, summary)].join('\n\n')}\n`;
}

/** What is written above findings: their file; for standard input what its renderer says, too. */
function placeOf({ file, source }: CheckFinding): string {
  if (file !== '-') return file;
  return source === undefined ? '(standard input)' : `${source} (standard input)`;
}

function line({ severity, code, message, repair, files }: Gathered): string {
  const indent = ' '.repeat(9);
  const head = `${' '.repeat(7)}  ${styleText(COLOUR[severity], severity.padEnd(7))}  ${code}`;
  return [
    head,
    `${indent}${shown(message)}, in ${plural(files, 'file')}`,
    `${indent}→ ${shown(repair)}; --verbose lists them`,
  ].join('\n');
}

function block({ severity, code, message, repair, line, object, path }: CheckFinding): string {
  const indent = ' '.repeat(9);
  const where = [object, path].filter((each) => each !== undefined).join('  ');
  const head = `${(line === undefined ? '' : String(line)).padStart(7)}  ${styleText(COLOUR[severity], severity.padEnd(7))}  ${code}${where === '' ? '' : `   ${styleText('dim', shown(where))}`}`;
  return [head, `${indent}${shown(message)}`, `${indent}→ ${shown(repair)}`].join('\n');
}

function conclusion(findings: readonly CheckFinding[], summary: Summary): string {
  const count = (severity: Level, word: string) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [plural(number, word)];
  };
  const counts = [...count('error', 'error'), ...count('warning', 'warning'), ...count('note', 'note')].join(', ');
  const { versions, passedOver, ignored, baseline, kinds, others } = summary;
  const said =
    counts === '' ? 'nothing wrong' : `${counts} in ${plural(new Set(findings.map(({ file }) => file)).size, 'file')}`;
  const against = [
    `Cilium ${versions.cilium}`,
    `Gateway API ${versions.gatewayApi}`,
    ...(versions.talos === undefined ? [] : [`Talos ${versions.talos}`]),
  ].join(', ');
  const seen = [...kindsShown(kinds, summary.verbose === true), ...others];
  return [
    `${said}; checked ${plural(summary.checked, 'object')} in ${plural(summary.files, 'file')} for ${against}`,
    ...(seen.length === 0 ? [] : [`seen: ${listed(seen)}`]),
    ...(passedOver.length === 0 ? [] : [`passed over: ${listed(passedOver)}`]),
    ...(ignored === 0 ? [] : [`ignored by configuration: ${ignored}`]),
    ...(baseline === undefined ? [] : [`known by the baseline: ${baseline.known}`]),
    ...(baseline?.gone ?? []).map((each) => `no longer found: ${shown(each)}; write the baseline anew`),
  ].join('\n');
}

/** Kinds that are named; the others are counted together. */
const KINDS = 6;

function kindsShown(kinds: readonly Count[], all: boolean): readonly Count[] {
  const rest = all ? [] : kinds.slice(KINDS);
  if (rest.length < 2) return kinds;
  const count = rest.reduce((sum, each) => sum + each.count, 0);
  return [...kinds.slice(0, KINDS), { what: `of ${rest.length} other kinds`, count }];
}

function listed(counts: readonly Count[]): string {
  return counts.map(({ what, count }) => shown(`${count} ${what}`)).join(', ');
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** What a stranger's file holds must not steer the terminal. */
function shown(words: string): string {
  return words.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    // JSON leaves the marks that turn the direction of text around as they are.
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
