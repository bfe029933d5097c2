// A difference as text, as data, as a table, or as a picture. For people, changes that say the same are one line.
import { Change, Difference } from '../diff';
import { groupText } from '../groups';
import { field, head, label, nodeId, notesText, ReachFormat, row } from './text';

/** How a difference is written. @internal */
export interface DiffFormat {
  readonly format: ReachFormat;
  /** A line for each pair, where the format groups them: text, md. @default false */
  readonly pairs?: boolean;
}

/** A difference. @internal */
export function formatDiff(difference: Difference, { format, pairs = false }: DiffFormat): string {
  const { changes, added, removed, notes } = difference;
  const workloads = [...added.map((id) => `+ workload ${id}`), ...removed.map((id) => `- workload ${id}`)];
  const rows = () => (pairs ? changes.map(pairRow) : groupRows(difference));
  switch (format) {
    case 'json':
      return `${JSON.stringify({ changes: changes.map(changeData), added, removed, notes }, undefined, 1)}\n`;
    case 'csv':
      return `change,from,to,before,after,policies\n${changes.map((change) => `${cellsOf(pairRow(change)).map(field).join(',')}\n`).join('')}`;
    case 'md':
      return `${notesText(notes)}${workloads.map((each) => `- ${each}\n`).join('')}${workloads.length === 0 ? '' : '\n'}${
        changes.length === 0
          ? 'No connection changes.\n'
          : `${head('change', 'from', 'to', 'before', 'after', 'because of')}${rows()
              .map((each) => row(cellsOf(each)))
              .join('')}`
      }`;
    case 'text':
      return `${notesText(notes)}${[...workloads, ...(changes.length === 0 ? ['no connection changes'] : rows().map(rowText))].join('\n')}\n`;
    case 'dot':
      return `digraph diff {\n  rankdir=LR;\n  node [shape=box];\n${changes
        .map(
          (change) =>
            `  ${JSON.stringify(change.from)} -> ${JSON.stringify(change.to)} [color=${COLOURS[change.kind]}, label=${JSON.stringify(labelOf(change))}];\n`,
        )
        .join('')}}\n`;
    case 'mermaid':
      return `flowchart LR\n${[...new Set(changes.flatMap(({ from, to }) => [from, to]))]
        .map((id) => `  ${nodeId(id)}[${label(id)}]\n`)
        .join('')}${changes
        .map((change) => `  ${nodeId(change.from)} -->|${label(labelOf(change))}| ${nodeId(change.to)}\n`)
        .join('')}`;
  }
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
const COLOURS = { added: 'darkgreen', removed: 'red', changed: 'orange' } as const;

/** What stands in one line. */
interface Row extends Pick<Change, 'kind' | 'from' | 'to' | 'policies'> {
  readonly before: string;
  readonly after: string;
}

function pairRow({ kind, from, to, before, after, policies }: Change): Row {
  return { kind, from, to, before: before.toString(), after: after.toString(), policies };
}

/** Sources with equal changes towards the same targets are one row. */
function groupRows({ changes, parties, sizes }: Difference): Row[] {
  const perSource = new Map<string, { change: Change; to: string[] }>();
  for (const change of changes) {
    const key = [change.from, change.before.key, change.after.key, ...change.policies].join('\0');
    const known = perSource.get(key);
    if (known === undefined) perSource.set(key, { change, to: [change.to] });
    else known.to.push(change.to);
  }
  const rows = new Map<string, { change: Change; from: string[]; to: readonly string[] }>();
  for (const { change, to } of perSource.values()) {
    const key = [change.before.key, change.after.key, ...change.policies, ...to].join('\0');
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { change, from: [change.from], to });
    else known.from.push(change.from);
  }
  const text = (ids: readonly string[]) =>
    groupText(
      ids.map((id) => parties.get(id)!),
      sizes,
    );
  return [...rows.values()].map(({ change, from, to }) => ({ ...pairRow(change), from: text(from), to: text(to) }));
}

function rowText({ kind, from, to, before, after, policies }: Row): string {
  const what = kind === 'added' ? after : kind === 'removed' ? before : `${before} -> ${after}`;
  return `${SIGNS[kind]} ${from} => ${to} : ${what}${policies.length === 0 ? '' : `  (${policies.join(', ')})`}`;
}

function cellsOf({ kind, from, to, before, after, policies }: Row): string[] {
  return [kind, from, to, before, after, policies.join(' ')];
}

function labelOf({ kind, before, after }: Change): string {
  return `${kind}: ${(kind === 'removed' ? before : after).toString()}`;
}

function changeData({ kind, from, to, before, after, policies }: Change): object {
  return { kind, from, to, before: before.toString(), after: after.toString(), policies };
}
