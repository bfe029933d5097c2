// The list as text, as data, as a table, or as a picture.
import { GatewayWay, gatewayWays } from '../gateways';
import { groupText, namespaceSizes } from '../groups';
import { eachPair, isFocus, listBundles, ListOptions } from '../list';
import { notesOf } from '../notes';
import { Party } from '../parties';
import { Reachability } from '../reachability';
import { cell, field, head, label, nodeId, notesText, ReachFormat, row } from './text';

/** How a list is written. @internal */
export interface FormatOptions extends ListOptions {
  readonly format: ReachFormat;
  /** Groups of parties instead of pairs, where the format has them: text, json, md. @default false */
  readonly grouped?: boolean;
}

/** The list. @internal */
export function formatList(reach: Reachability, options: FormatOptions): string {
  const { format } = options;
  const lines: readonly string[] =
    options.grouped === true && (format === 'text' || format === 'json' || format === 'md')
      ? bundleLines(reach, options)
      : pairLines(reach, options);
  const body = lines.join(format === 'json' ? ',\n' : '\n');
  const ways = gatewayWays(reach).filter(({ target, source }) =>
    [source, target].some((at) => isFocus(reach.parties[at]!, options.focus)),
  );
  switch (format) {
    case 'text':
      return `${notesText(notesOf(reach))}${body === '' ? 'no connections' : body}\n${waysText(reach, ways)}`;
    case 'json':
      return `{"${options.grouped === true ? 'groups' : 'connections'}":[\n${body}\n],"gateways":${JSON.stringify(ways.map((way) => wayData(reach, way)))},"complete":${reach.complete},"notes":${JSON.stringify(notesOf(reach))}}\n`;
    case 'md':
      return `${notesText(notesOf(reach))}${head('from', 'to', 'connections')}${body}\n${waysTable(reach, ways)}`;
    case 'csv':
      return `from,to,connections\n${body}\n`;
    case 'dot':
      return `digraph reach {\n  rankdir=LR;\n  node [shape=box];\n${clusters(reach, options)}${body}\n}\n`;
    case 'mermaid':
      return `flowchart LR\n${subgraphs(reach, options)}${body}\n`;
  }
}

function pairLines(reach: Reachability, options: FormatOptions): string[] {
  const names = reach.parties.map(({ id }) => id);
  const sets = reach.matrix.store.sets;
  const words = new Map<number, string>();
  const word = (set: number) => {
    let text = words.get(set);
    if (text === undefined) words.set(set, (text = sets[set]!.toString()));
    return text;
  };
  const lines: string[] = [];
  eachPair(reach, options, (from, to, set) => lines.push(line(options.format, names[from]!, names[to]!, word(set))));
  return lines;
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

function bundleLines(reach: Reachability, options: FormatOptions): string[] {
  const sizes = namespaceSizes(reach);
  return listBundles(reach, options).map(({ from, to, connections }) =>
    options.format === 'json'
      ? JSON.stringify({
          from: from.map(({ id }) => id),
          to: to.map(({ id }) => id),
          connections: connections.toString(),
        })
      : line(options.format, groupText(from, sizes), groupText(to, sizes), connections.toString()),
  );
}

function wayData({ parties }: Reachability, way: GatewayWay) {
  const { gateway, route, protocol, ports, hostname, source, target, port, connections } = way;
  return {
    ...{ gateway, route, protocol, ports, hostname, from: parties[source]!.id, to: parties[target]!.id, port },
    connections: connections.toString(),
  };
}

/** `gateway public/web HTTPS 443 shop.example.com (HTTPRoute/shop/shop) => shop/api[Deployment] : TCP 8080`. */
function waysText(reach: Reachability, ways: readonly GatewayWay[]): string {
  if (ways.length === 0) return '';
  const lines = ways.map((way) => {
    const { gateway, route, protocol, ports, hostname, to, port, connections } = wayData(reach, way);
    const found = way.connections.isEmpty ? `denied (port ${port})` : connections;
    return `gateway ${gateway} ${protocol} ${ports.join(', ')} ${hostname} (${route}) => ${to} : ${found}\n`;
  });
  return `\n${lines.join('')}`;
}

function waysTable(reach: Reachability, ways: readonly GatewayWay[]): string {
  if (ways.length === 0) return '';
  return `\n${head('gateway', 'host', 'route', 'to', 'connections')}${ways
    .map((way) => {
      const { gateway, route, protocol, ports, hostname, to, connections } = wayData(reach, way);
      return row([`${gateway} ${protocol} ${ports.join(', ')}`, hostname, route, to, connections]);
    })
    .join('')}`;
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
