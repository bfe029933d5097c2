// The list as text, as data, as a table, or as a picture.
import { GatewayWay, gatewayWays } from '../gateways';
import { groupText, namespaceSizes } from '../groups';
import { eachPair, isFocus, listBundles, ListOptions } from '../list';
import { notesOf } from '../notes';
import { Reachability } from '../reachability';
import { listPicture } from './list-picture';
import { cell, field, head, notesText, ReachFormat, row } from './text';

/** How a list is written. @internal */
export interface FormatOptions extends ListOptions {
  readonly format: ReachFormat;
  /** Groups of parties instead of pairs, where the format has them: all but csv. @default false */
  readonly grouped?: boolean;
}

/** The list. @internal */
export function formatList(reach: Reachability, options: FormatOptions): string {
  const parts: string[] = [];
  writeList(reach, options, (text) => void parts.push(text));
  return parts.join('');
}

/** Writes the list in parts: all pairs of a large cluster are no one text. @internal */
export function writeList(reach: Reachability, options: FormatOptions, write: (text: string) => void): void {
  const { format } = options;
  const ways = gatewayWays(reach).filter(({ target, source }) =>
    [source, target].some((at) => isFocus(reach.parties[at]!, options.focus)),
  );
  switch (format) {
    case 'text':
      write(notesText(notesOf(reach)));
      if (writeLines(reach, options, write, '\n') === 0) write('no connections');
      return write(`\n${waysText(reach, ways)}`);
    case 'json':
      write(`{"${options.grouped === true ? 'groups' : 'connections'}":[\n`);
      writeLines(reach, options, write, ',\n');
      return write(
        `\n],"gateways":${JSON.stringify(ways.map((way) => wayData(reach, way)))},"complete":${reach.complete},"notes":${JSON.stringify(notesOf(reach))}}\n`,
      );
    case 'md':
      write(`${notesText(notesOf(reach))}${head('from', 'to', 'connections')}`);
      writeLines(reach, options, write, '\n');
      return write(`\n${waysTable(reach, ways)}`);
    case 'csv':
      write('from,to,connections\n');
      writeLines(reach, { ...options, grouped: false }, write, '\n');
      return write('\n');
    case 'dot':
      return write(listPicture(reach, ways, options).dot());
    case 'mermaid':
      return write(listPicture(reach, ways, options).mermaid());
  }
}

/** Lines that are written at once. */
const AT_ONCE = 4096;

/** Writes groups or pairs, a line each, and says how many. */
function writeLines(
  reach: Reachability,
  options: FormatOptions,
  write: (text: string) => void,
  separator: string,
): number {
  let count = 0;
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) write(`${count > lines.length ? separator : ''}${lines.join(separator)}`);
    lines = [];
  };
  const add = (text: string) => {
    count++;
    if (lines.push(text) === AT_ONCE) flush();
  };
  if (options.grouped === true) for (const text of bundleLines(reach, options)) add(text);
  else eachLine(reach, options, add);
  flush();
  return count;
}

function eachLine(reach: Reachability, options: FormatOptions, visit: (text: string) => void): void {
  const names = reach.parties.map(({ id }) => id);
  const { sets } = reach.matrix.store;
  const words: string[] = [];
  eachPair(reach, options, (from, to, set) =>
    visit(line(options.format, names[from]!, names[to]!, (words[set] ??= sets[set]!.toString()))),
  );
}

function line(format: ReachFormat, from: string, to: string, connections: string): string {
  switch (format) {
    case 'json':
      return JSON.stringify({ from, to, connections });
    case 'md':
      return `| ${cell(from)} | ${cell(to)} | ${cell(connections)} |`;
    case 'csv':
      return [from, to, connections].map(field).join(',');
    default:
      return `${from} => ${to} : ${connections}`;
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
  const { kind, gateway, route, protocol, ports, hostname, source, target, port, connections } = way;
  return {
    ...{ kind, gateway, route, protocol, ports, hostname, from: parties[source]!.id, to: parties[target]!.id, port },
    connections: connections.toString(),
  };
}

/** `gateway public/web HTTPS 443 shop.example.com (HTTPRoute/shop/shop) => shop/api[Deployment] : TCP 8080`. */
function waysText(reach: Reachability, ways: readonly GatewayWay[]): string {
  if (ways.length === 0) return '';
  const lines = ways.map((way) => {
    const { kind, gateway, route, protocol, ports, hostname, to, port, connections } = wayData(reach, way);
    const found = way.connections.isEmpty ? `denied (port ${port})` : connections;
    return `${kind.toLowerCase()} ${gateway} ${protocol} ${ports.join(', ')} ${hostname} (${route}) => ${to} : ${found}\n`;
  });
  return `\n${lines.join('')}`;
}

function waysTable(reach: Reachability, ways: readonly GatewayWay[]): string {
  if (ways.length === 0) return '';
  return `\n${head('way in', 'host', 'route', 'to', 'connections')}${ways
    .map((way) => {
      const { kind, gateway, route, protocol, ports, hostname, to, connections } = wayData(reach, way);
      return row([`${kind} ${gateway} ${protocol} ${ports.join(', ')}`, hostname, route, to, connections]);
    })
    .join('')}`;
}
