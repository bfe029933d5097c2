// Answers as text: for people, programs, tables and pictures.
import { Change, Difference } from './diff';
import { Bundle, eachPair, listBundles, ListOptions, Pair } from './list';
import { notesOf } from './notes';
import { Party } from './parties';
import { Reachability } from './reachability';

/** Formats of lists and differences. @internal */
export const FORMATS = ['text', 'json', 'md', 'csv', 'dot', 'mermaid'] as const;
/** @internal */
export type ReachFormat = (typeof FORMATS)[number];

/** How a list is written. @internal */
export interface FormatOptions extends ListOptions {
  readonly format: ReachFormat;
  /** Groups of parties instead of pairs, where the format has them: text, json, md. @default false */
  readonly grouped?: boolean;
}

/** The list. @internal */
export function formatList(reach: Reachability, options: FormatOptions): string {
  const { format } = options;
  if (options.grouped === true && (format === 'text' || format === 'json' || format === 'md'))
    return formatBundles(reach, options);
  const names = reach.parties.map(({ id }) => id);
  const sets = reach.matrix.store.sets;
  const words = new Map<number, string>();
  const word = (set: number) => {
    let text = words.get(set);
    if (text === undefined) words.set(set, (text = sets[set]!.toString()));
    return text;
  };
  const lines: string[] = [];
  eachPair(reach, options, (from, to, set) => lines.push(line(format, names[from]!, names[to]!, word(set))));
  const body = lines.join(format === 'json' ? ',\n' : '\n');
  switch (format) {
    case 'text':
      return `${notesText(reach)}${body === '' ? 'no connections' : body}\n`;
    case 'json':
      return `{"connections":[\n${body}\n],"notes":${JSON.stringify(notesOf(reach))}}\n`;
    case 'md':
      return `${notesText(reach)}| from | to | connections |\n|---|---|---|\n${body}\n`;
    case 'csv':
      return `from,to,connections\n${body}\n`;
    case 'dot':
      return `digraph reach {\n  rankdir=LR;\n  node [shape=box];\n${clusters(reach, options)}${body}\n}\n`;
    case 'mermaid':
      return `flowchart LR\n${subgraphs(reach, options)}${body}\n`;
  }
}

function line(format: ReachFormat, from: string, to: string, connections: string): string {
  switch (format) {
    case 'text':
      return `${from} => ${to} : ${connections}`;
    case 'json':
      return JSON.stringify({ from, to, connections });
    case 'md':
      return `| ${cell(from)} | ${cell(to)} | ${cell(connections)} |`;
    case 'csv':
      return [from, to, connections].map(field).join(',');
    case 'dot':
      return `  ${JSON.stringify(from)} -> ${JSON.stringify(to)} [label=${JSON.stringify(connections)}];`;
    case 'mermaid':
      return `  ${nodeId(from)} -->|${label(connections)}| ${nodeId(to)}`;
  }
}

const cell = (text: string) => text.replace(/\|/g, '\\|');
const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const label = (text: string) => `"${text.replace(/"/g, '#quot;')}"`;
/** A name that Mermaid takes, different for different parties. */
const nodeId = (text: string) =>
  `n_${text.replace(/[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16)}`)}`;

/** What does not count stands before what is said without it. */
function notesText(reach: Reachability): string {
  const notes = notesOf(reach);
  return notes.length === 0 ? '' : `${notes.map((note) => `note: ${note}\n`).join('')}\n`;
}

/** Parties that stand in a pair, by namespace; nodes and the world have none. */
function shown(reach: Reachability, options: ListOptions): Map<string, Party[]> {
  const used = new Set<number>();
  eachPair(reach, options, (from, to) => {
    used.add(from);
    used.add(to);
  });
  const groups = new Map<string, Party[]>();
  for (const index of [...used].sort((a, b) => a - b)) {
    const party = reach.parties[index]!;
    const key = party.workload?.namespace ?? '';
    groups.set(key, [...(groups.get(key) ?? []), party]);
  }
  return groups;
}

function clusters(reach: Reachability, options: ListOptions): string {
  return [...shown(reach, options)]
    .map(([namespace, parties]) => {
      const nodes = parties.map(({ id }) => `    ${JSON.stringify(id)};\n`).join('');
      return namespace === ''
        ? nodes
        : `  subgraph ${JSON.stringify(`cluster_${namespace}`)} {\n    label=${JSON.stringify(namespace)};\n${nodes}  }\n`;
    })
    .join('');
}

function subgraphs(reach: Reachability, options: ListOptions): string {
  return [...shown(reach, options)]
    .map(([namespace, parties]) => {
      const nodes = parties.map(({ id }) => `    ${nodeId(id)}[${label(id)}]\n`).join('');
      return namespace === '' ? nodes : `  subgraph ${nodeId(`ns ${namespace}`)}[${label(namespace)}]\n${nodes}  end\n`;
    })
    .join('');
}

function formatBundles(reach: Reachability, options: FormatOptions): string {
  const bundles = listBundles(reach, options);
  const sizes = new Map<string, number>();
  for (const { workload } of reach.parties)
    if (workload !== undefined) sizes.set(workload.namespace, (sizes.get(workload.namespace) ?? 0) + 1);
  if (options.format === 'json')
    return `{"groups":[\n${bundles
      .map(({ from, to, connections }) =>
        JSON.stringify({
          from: from.map(({ id }) => id),
          to: to.map(({ id }) => id),
          connections: connections.toString(),
        }),
      )
      .join(',\n')}\n],"notes":${JSON.stringify(notesOf(reach))}}\n`;
  const lines = bundles.map(({ from, to, connections }: Bundle) => {
    const [a, b] = [groupText(from, sizes), groupText(to, sizes)];
    return options.format === 'md'
      ? `| ${cell(a)} | ${cell(b)} | ${cell(connections.toString())} |`
      : `${a} => ${b} : ${connections.toString()}`;
  });
  const head = options.format === 'md' ? '| from | to | connections |\n|---|---|---|\n' : '';
  return `${notesText(reach)}${head}${lines.join('\n')}\n`;
}

/** Most names of one namespace that are written out. */
const MOST_NAMES = 4;

/** `all of shop (12)`, `shop/web, shop/api`, `shop (7 of 12: api, cart, …)`, `world`. */
function groupText(parties: readonly Party[], sizes: ReadonlyMap<string, number>): string {
  const groups = new Map<string, string[]>();
  const others: string[] = [];
  for (const { workload, id } of parties) {
    if (workload === undefined) others.push(id);
    else groups.set(workload.namespace, [...(groups.get(workload.namespace) ?? []), workload.name]);
  }
  const whole: string[] = [];
  const parts: string[] = [];
  for (const [namespace, names] of groups) {
    const size = sizes.get(namespace)!;
    if (names.length === size && size > 1) whole.push(`${namespace} (${size})`);
    else if (names.length <= MOST_NAMES) parts.push(...names.map((name) => `${namespace}/${name}`));
    else parts.push(`${namespace} (${names.length} of ${size}: ${names.slice(0, MOST_NAMES - 1).join(', ')}, …)`);
  }
  return [...(whole.length === 0 ? [] : [`all of ${whole.join(', ')}`]), ...parts, ...others].join(', ');
}

/** A difference. @internal */
export function formatDiff({ changes, added, removed }: Difference, format: ReachFormat): string {
  const workloads = [...added.map((id) => `+ workload ${id}`), ...removed.map((id) => `- workload ${id}`)];
  switch (format) {
    case 'json':
      return `${JSON.stringify({ changes: changes.map(changeData), added, removed }, undefined, 1)}\n`;
    case 'csv':
      return `change,from,to,before,after,policies\n${changes.map((change) => changeRow(change).map(field).join(',')).join('\n')}\n`;
    case 'md':
      return `${workloads.map((each) => `- ${each}\n`).join('')}| change | from | to | before | after | because of |\n|---|---|---|---|---|---|\n${changes
        .map((change) => `| ${changeRow(change).map(cell).join(' | ')} |`)
        .join('\n')}\n`;
    case 'dot':
      return `digraph diff {\n  rankdir=LR;\n  node [shape=box];\n${changes
        .map(({ kind, from, to, before, after }) => {
          const colour = kind === 'added' ? 'darkgreen' : kind === 'removed' ? 'red' : 'orange';
          const text = kind === 'removed' ? before.toString() : after.toString();
          return `  ${JSON.stringify(from)} -> ${JSON.stringify(to)} [color=${colour}, label=${JSON.stringify(`${kind}: ${text}`)}];`;
        })
        .join('\n')}\n}\n`;
    case 'mermaid':
      return `flowchart LR\n${[...new Set(changes.flatMap(({ from, to }) => [from, to]))].map((id) => `  ${nodeId(id)}[${label(id)}]`).join('\n')}\n${changes
        .map(
          ({ kind, from, to, before, after }) =>
            `  ${nodeId(from)} -->|${label(`${kind}: ${kind === 'removed' ? before.toString() : after.toString()}`)}| ${nodeId(to)}`,
        )
        .join('\n')}\n`;
    case 'text':
      if (changes.length + workloads.length === 0) return 'no connection changes\n';
      return `${[...workloads, ...changes.map(changeText)].join('\n')}\n`;
  }
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function changeText({ kind, from, to, before, after, policies }: Change): string {
  const what =
    kind === 'added'
      ? after.toString()
      : kind === 'removed'
        ? before.toString()
        : `${before.toString()} -> ${after.toString()}`;
  return `${SIGNS[kind]} ${from} => ${to} : ${what}${policies.length === 0 ? '' : `  (${policies.join(', ')})`}`;
}

function changeRow({ kind, from, to, before, after, policies }: Change): string[] {
  return [kind, from, to, before.toString(), after.toString(), policies.join(' ')];
}

function changeData({ kind, from, to, before, after, policies }: Change): object {
  return { kind, from, to, before: before.toString(), after: after.toString(), policies };
}

/** Pairs as data, for programs. @internal */
export function pairData({ from, to, connections }: Pair): object {
  return { from: from.id, to: to.id, connections: connections.toString() };
}
