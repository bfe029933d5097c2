// The ports of a question or an invariant, and what a connection carries there.
import { PlainMap } from '../manifest';
import { Protocol, ValueError } from '../net';
import { Port } from '../policy';
import type { Content } from '../reach';

/** Ports of one protocol by number or by name, or types of ICMP. */
export interface AskedPorts {
  /** `TCP`, `UDP`, `SCTP`, `ICMP` or `ICMPv6`. */
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
  /** Name of a container port, in place of the numbers. */
  readonly name?: string;
}

const EVERY: readonly string[] = [Protocol.TCP, Protocol.UDP, Protocol.SCTP];

/** Everything that a Port names. */
export function askedPorts(port: Port): AskedPorts[] {
  const ports = port._ports().flatMap((entry) => {
    const { port: text, protocol, endPort } = entry as { port: string; protocol: string; endPort?: number };
    const protocols = protocol === 'ANY' ? EVERY : [protocol];
    return protocols.map((each): AskedPorts => {
      if (text === '0') return { protocol: each, first: 1, last: 65535 };
      if (!/^\d+$/.test(text)) return { protocol: each, first: 0, last: 0, name: text };
      return { protocol: each, first: Number(text), last: endPort ?? Number(text) };
    });
  });
  const messages = port._icmpFields().map((field): AskedPorts => {
    const type = Number(field.type);
    return { protocol: field.family === 'IPv6' ? 'ICMPv6' : 'ICMP', first: type, last: type };
  });
  return [...ports, ...messages];
}

/** `TCP 443`, `TCP 8000-8100`, `UDP`. @throws ValueError `reach/port` for what an invariant cannot be about */
export function portText(port: Port): string {
  if (Object.keys(port._contents()).length > 0)
    throw new ValueError(
      'reach/port',
      `an invariant about the contents of ${port.toString()}`,
      'leave .http(), .dns() and .serverNames() out: an invariant is about connections',
    );
  return askedPorts(port)
    .map(({ protocol, first, last, name }) => {
      if (name !== undefined)
        throw new ValueError(
          'reach/port',
          `an invariant about a port by its name: "${name}"`,
          'write the number: a name means another port in each workload',
        );
      if (first === 1 && last === 65535) return protocol;
      return `${protocol} ${first === last ? first : `${first}-${last}`}`;
    })
    .join(', ');
}

/** What the connection of a question carries: one request, one question of DNS, one server name. @throws ValueError `reach/port` */
export function contentOf(port: Port): Content {
  const { rules = {}, serverNames = [] } = port._contents() as {
    rules?: { http?: PlainMap[]; dns?: PlainMap[] };
    serverNames?: string[];
  };
  const { http = [], dns = [] } = rules;
  if (http.length + dns.length + serverNames.length > 1)
    throw new ValueError('reach/port', `several contents at ${port.toString()}`, 'ask about one request at a time');
  const [request] = http;
  const [question] = dns;
  const [serverName] = serverNames;
  return {
    ...(request === undefined ? {} : { http: requestOf(request) }),
    ...(question === undefined ? {} : { dns: literal('matchName', question.matchName) }),
    ...(serverName === undefined ? {} : { serverName: literal('server name', serverName) }),
  };
}

function requestOf({ method, path, host, headers }: PlainMap): Content['http'] {
  const pairs = (Array.isArray(headers) ? (headers as string[]) : []).map((header): [string, string] => {
    const [, name = '', value = ''] = /^([^:\s]+):?\s*(.*)$/.exec(header) ?? [];
    return [name, value];
  });
  return {
    ...(method === undefined ? {} : { method: literal('method', method) }),
    ...(path === undefined ? {} : { path: literal('path', path) }),
    ...(host === undefined ? {} : { host: literal('host', host) }),
    ...(pairs.length === 0 ? {} : { headers: Object.fromEntries(pairs) }),
  };
}

/** A question is about one text, not about all that an expression matches; a dot stands for itself. */
function literal(what: string, value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/\\\./g, '.') : '';
  if (text === '' || /[\\^$|?*+()[\]{}]/.test(text))
    throw new ValueError(
      'reach/port',
      `a question about many: the ${what} ${JSON.stringify(value)} is a pattern`,
      'write one that a connection may have, such as "/v1/status"',
    );
  return text;
}
