// Types that read their own text: enumerations, addresses, URLs, sizes, keys.
import { addrText, parseAddr, parseAddrPort, parsePrefix, prefixText } from '../../net/netip';
import { readBytes } from './sizes';
import { behind, Node } from './nodes';
import { OwnShape } from './shapes';
import { readUrl, urlText } from './url';

/** What stands for a secret that was taken out; it passes as key material of any kind. */
export const BLANKED = 'blanked';

/** A value read, `undefined` being the zero value; or what the text should have been. */
export type Own = { readonly value: unknown } | { readonly expected: string };

type Reader = (text: string) => Own;

const value = (read: unknown): Own => ({ value: read });
const expected = (what: string): Own => ({ expected: what });

const READERS: Readonly<Record<string, Reader>> = {
  'cel.Expression': value,
  'meta.URL': (text) => {
    if (text === '') return value(undefined);
    const url = readUrl(text);
    return url === undefined ? expected('a URL') : value(urlText(url));
  },
  'v1alpha1.Endpoint': (text) => {
    const url = readUrl(text);
    return url === undefined ? expected('a URL') : value(urlText(url));
  },
  'x509.base64': base64,
  'v1alpha1.Base64Bytes': base64,
  'yamlutils.StringBytes': (text) => value(text === '' ? undefined : text),
  'nethelpers.HardwareAddr': (text) => {
    const hex = text.replaceAll(':', '');
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex)) return expected('a MAC address');
    return value(hex === '' ? undefined : hex.toLowerCase().match(/../g)!.join(':'));
  },
  'nethelpers.RoutingTable': (text) => {
    const word = text.toLowerCase();
    if (['unspec', 'default', 'main', 'local'].includes(word)) return value(word);
    return /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-2])$/.test(text)
      ? value(text)
      : expected('a routing table: 1 to 252, main, local, default');
  },
  'block.ByteSize': (text) => {
    if (text === '') return value(undefined);
    return readBytes(text.replace(/^-/, '')) === undefined ? expected('a size') : value(text);
  },
  'block.PercentageSize': percentage,
  'block.Size': (text) => {
    if (text === '') return value(undefined);
    if (text.includes('%')) return percentage(text);
    return readBytes(text.replace(/^-/, '')) === undefined ? expected('a size or a percentage') : value(text);
  },
  'v1alpha1.DiskSize': (text) => {
    const size = readBytes(text);
    return size === undefined ? expected('a size') : value(size === 0 ? undefined : text);
  },
  'v1alpha1.InstallDiskSizeMatcher': (text) => {
    const condition = text.trim();
    const [, size = ''] = /^(?:>=|<=|>|<|==)?(.*)$/.exec(condition) ?? [];
    return readBytes(size.trim()) === undefined ? expected('a comparison with a size, as ">= 10GB"') : value(condition);
  },
};

/** Types that hold one of netip's; each minor has them in another package. */
const ADDRESSES: Readonly<Record<string, Reader>> = {
  Addr: (text) => {
    if (text === '') return value(undefined);
    const address = parseAddr(text);
    return address === undefined ? expected('an IP address') : value(addrText(address));
  },
  Prefix: (text) => {
    if (text === '') return value(undefined);
    const prefix = parsePrefix(text);
    return prefix === undefined ? expected('an address with a prefix length') : value(prefixText(prefix));
  },
  AddrPort: (text) => {
    if (text === '') return value(undefined);
    const read = parseAddrPort(text);
    if (read === undefined) return expected('an address with a port');
    const plain = addrText(read.address);
    return value(`${read.address.family === 6 ? `[${plain}]` : plain}:${read.port}`);
  },
};

/** Reads a node that is not null. */
export function readOwn(shape: OwnShape, node: Node): Own {
  const inner = behind(node);
  if (shape.name.endsWith('.PortRange')) return portRange(inner);
  if (shape.name.endsWith('.ArgValue')) return argValue(inner);
  if (inner.kind !== 'scalar') return expected('text');
  const { text } = inner;
  const reader = READERS[shape.name] ?? ADDRESSES[shape.name.split('.')[1] ?? ''];
  if (reader !== undefined) return reader(text);
  if (shape.words !== undefined) return word(shape, text);
  return value(text === '' ? undefined : text);
}

/** How the zero value of a type is written. */
export function zeroOf(shape: OwnShape): unknown {
  if (shape.zero !== undefined) return shape.zero;
  if (shape.name.endsWith('.PortRange')) return 0;
  if (shape.name.endsWith('.ArgValue')) return null;
  // An enumeration without a word for its zero writes what nobody reads back.
  return shape.words === undefined ? '' : `${shape.name.split('.')[1]}(0)`;
}

function word(shape: OwnShape, text: string): Own {
  const words = shape.words!;
  const low = text.toLowerCase();
  const index = words.findIndex((each) => each === text || each.toLowerCase() === low);
  if (index >= 0) return value(words[index] === shape.zero ? undefined : words[index]);
  // FailOverMAC also takes the number.
  if (shape.name === 'nethelpers.FailOverMAC' && /^\+?[0-2]$/.test(text)) {
    const found = words[Number(text)];
    return value(found === shape.zero ? undefined : found);
  }
  return expected(`one of ${words.join(', ')}`);
}

function base64(text: string): Own {
  if (text === BLANKED) return value(text);
  if (text === '') return value(undefined);
  const bare = text.replace(/[\r\n]/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(bare)
    ? value(bare)
    : expected('base64');
}

function percentage(text: string): Own {
  if (text === '') return value(undefined);
  const number = text.replace(/^-/, '').slice(0, -1);
  if (!text.endsWith('%') || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(number))
    return expected('a percentage');
  const size = Number(number);
  return size < 0 || size > 100 ? expected('a percentage from 0% to 100%') : value(text);
}

function portRange(node: Node): Own {
  if (node.kind !== 'scalar') return expected('a port or a range of ports');
  const { resolved, text } = node;
  if (
    (resolved.type === 'int' || resolved.type === 'float') &&
    resolved.value >= 0 &&
    Math.trunc(resolved.value) <= 65535
  )
    return value(Math.trunc(resolved.value));
  const [, low, high] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (low === undefined || Number(low) > 65535 || Number(high) > 65535)
    return expected('a port or a range, as 30000-32767');
  return value(Number(low) === Number(high) ? Number(low) : `${Number(low)}-${Number(high)}`);
}

function argValue(node: Node): Own {
  if (node.kind === 'scalar') return value(node.text === '' ? undefined : node.text);
  if (node.kind !== 'list') return expected('text or a list of texts');
  const texts: string[] = [];
  for (const item of node.items) {
    const inner = behind(item);
    if (inner.kind !== 'scalar') return expected('text or a list of texts');
    if (inner.resolved.type !== 'null') texts.push(inner.text);
  }
  return value(texts);
}
