// A difference as text, as data, as a table, or as a picture. For people, changes that say the same are one line.
import { Change, Difference } from '../diff';
import { groupText, unitsOf } from '../groups';
import { Picture } from './picture';
import { field, head, notesText, ReachFormat, row } from './text';

/** How a difference is written. @internal */
export interface DiffFormat {
  readonly format: ReachFormat;
  /** A line or edge for each pair, where the format groups them: text, md, dot, mermaid. @default false */
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
      return picture(difference, pairs).dot();
    case 'mermaid':
      return picture(difference, pairs).mermaid();
  }
}

/** What comes is green, what goes is red, what changes is orange. */
function picture(difference: Difference, pairs: boolean): Picture {
  const drawn = new Picture();
  const { parties, sizes, changes } = difference;
  const units = (ids: readonly string[]) =>
    unitsOf(
      ids.map((id) => parties.get(id)!),
      pairs ? NO_SIZES : sizes,
    );
  const groups = pairs
    ? changes.map((change) => ({ change, from: [change.from], to: [change.to] }))
    : groupsOf(changes);
  for (const { change, from, to } of groups) drawn.connect(units(from), units(to), labelOf(change), change.kind);
  return drawn;
}

const NO_SIZES: ReadonlyMap<string, number> = new Map();
const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** What stands in one line. */
interface Row extends Pick<Change, 'kind' | 'from' | 'to' | 'policies'> {
  readonly before: string;
  readonly after: string;
}

function pairRow({ kind, from, to, before, after, policies }: Change): Row {
  return { kind, from, to, before: before.toString(), after: after.toString(), policies };
}

/** Changes that say the same, between all of some and all of others. */
interface Group {
  readonly change: Change;
  readonly from: string[];
  readonly to: readonly string[];
}

/** Sources with equal changes towards the same targets are one group. */
function groupsOf(changes: readonly Change[]): Group[] {
  const perSource = new Map<string, { change: Change; to: string[] }>();
  for (const change of changes) {
    const key = [change.from, change.before.key, change.after.key, ...change.policies].join('\0');
    const known = perSource.get(key);
    if (known === undefined) perSource.set(key, { change, to: [change.to] });
    else known.to.push(change.to);
  }
  const groups = new Map<string, Group>();
  for (const { change, to } of perSource.values()) {
    const key = [change.before.key, change.after.key, ...change.policies, ...to].join('\0');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { change, from: [change.from], to });
    else known.from.push(change.from);
  }
  return [...groups.values()];
}

function groupRows({ changes, parties, sizes }: Difference): Row[] {
  const text = (ids: readonly string[]) =>
    groupText(
      ids.map((id) => parties.get(id)!),
      sizes,
    );
  return groupsOf(changes).map(({ change, from, to }) => ({ ...pairRow(change), from: text(from), to: text(to) }));
}

function rowText({ kind, from, to, before, after, policies }: Row): string {
  const what = kind === 'added' ? after : kind === 'removed' ? before : `${before} -> ${after}`;
  return `${SIGNS[kind]} ${from} => ${to} : ${what}${policies.length === 0 ? '' : `  (${policies.join(', ')})`}`;
}

function cellsOf({ kind, from, to, before, after, policies }: Row): string[] {
  return [kind, from, to, before, after, policies.join(' ')];
}

function labelOf({ kind, before, after }: Change): string {
  const what = kind === 'added' ? after : kind === 'removed' ? before : `${before.toString()} -> ${after.toString()}`;
  return `${SIGNS[kind]} ${what.toString()}`;
}

function changeData({ kind, from, to, before, after, policies }: Change): object {
  return { kind, from, to, before: before.toString(), after: after.toString(), policies };
}
