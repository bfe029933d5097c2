// Functions that Kubernetes adds to CEL. Values of its own types (addresses, networks, URLs, quantities) are maps with a mark,
// since equality of maps is the equality that these types have. Source: apiserver/pkg/cel/library of Kubernetes 1.35.
import {
  CelFunc,
  CelInput,
  CelList,
  CelMap,
  CelScalar,
  CelValue,
  celFunc,
  celMap,
  celMethod,
  listType,
  mapType,
} from '@bufbuild/cel';
import { Cidr, IpAddress, IpFamily } from '../../../net';
import { formatFault, quantity } from '../schema';
import { FORMATS } from './named-formats';

const { STRING, BOOL, INT, DOUBLE, DYN } = CelScalar;
const LIST = listType(DYN);
const OWN = mapType(STRING, DYN);
type Own = CelMap;

const own = (mark: string, fields: Record<string, CelInput>): CelMap =>
  celMap(new Map<string, CelInput>([['', mark], ...Object.entries(fields)]));

/** The field of a value of one of our types. @throws if it is another type */
function field<T>(value: Own, mark: string, name: string): T {
  if (value.get('') !== mark) throw new Error(`no such overload: not ${mark}`);
  return value.get(name) as T;
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** No zones, no leading zeros, no IPv4 mapped into IPv6. */
const isIp = (text: string): boolean => attempt(() => IpAddress.of(text)) !== undefined;
const addressOf = (value: Own): IpAddress => IpAddress.of(field<string>(value, 'ip', 'text'));
const ipOf = (text: string): CelMap => own('ip', { text: IpAddress.of(text).toString() });

/** A network keeps its host bits: `cidr('10.1.2.3/8').ip()` is 10.1.2.3. */
function cidrOf(text: string): CelMap {
  const [address = '', prefix = ''] = text.split('/');
  const ip = IpAddress.of(address);
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > ip.bits)
    throw new Error(`network address parse error: ${text}`);
  return own('cidr', { ip: ip.toString(), prefix: BigInt(prefix) });
}
function networkOf(value: Own): Cidr {
  const ip = IpAddress.of(field<string>(value, 'cidr', 'ip'));
  const prefix = Number(field<bigint>(value, 'cidr', 'prefix'));
  const rest = BigInt(ip.bits - prefix);
  return Cidr.of(`${IpAddress._fromNumber(ip.family, (ip._value >> rest) << rest).toString()}/${prefix}`);
}
const contains = (outer: Own, inner: Own): boolean => {
  const [wide, narrow] = [networkOf(outer), networkOf(inner)];
  return wide.prefix <= narrow.prefix && wide.contains(narrow.network);
};

function urlOf(text: string): CelMap {
  if (text.startsWith('/')) {
    const url = new URL(text, 'http://x');
    return own('url', { scheme: '', host: '', path: url.pathname });
  }
  const url = new URL(text);
  return own('url', {
    scheme: url.protocol.slice(0, -1),
    host: url.host,
    path: url.pathname === '/' && !/\/$/.test(text) ? '' : url.pathname,
  });
}

function quantityOf(text: string): CelMap {
  const value = formatFault('quantity', text) === undefined ? quantity(text) : undefined;
  if (value === undefined) throw new Error(`quantities must match the regular expression: ${text}`);
  return own('quantity', { value });
}
const amount = (value: Own): number => field<number>(value, 'quantity', 'value');

const items = (list: CelList): CelValue[] => [...list];
const compare = (a: CelValue, b: CelValue): number =>
  (a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0;
const key = (value: CelValue): string => `${typeof value} ${String(value)}`;
const subset = (inner: CelList, outer: CelList): boolean => {
  const known = new Set(items(outer).map(key));
  return items(inner).every((item) => known.has(key(item)));
};
function extreme(list: CelList, sign: number): CelValue {
  const [first, ...rest] = items(list);
  if (first === undefined) throw new Error('called on an empty list');
  return rest.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best), first);
}

/** RE2 here gives no positions, so JavaScript finds; a pattern that it cannot read is an error of the rule. */
function findAll(text: string, pattern: string, limit = Infinity): string[] {
  return [...text.matchAll(new RegExp(pattern, 'gu'))].slice(0, limit).map(([match]) => match);
}

const FAMILY = (ip: IpAddress): bigint => (ip.family === IpFamily.IPV4 ? 4n : 6n);

export const KUBERNETES: CelFunc[] = [
  celFunc('isIP', [STRING], BOOL, isIp),
  celFunc('ip', [STRING], OWN, ipOf),
  celFunc('ip.isCanonical', [STRING], BOOL, (text) => IpAddress.of(text).toString() === text),
  celMethod('family', OWN, [], INT, function () {
    return FAMILY(addressOf(this));
  }),
  celMethod('isLoopback', OWN, [], BOOL, function () {
    return /^127\.|^::1$/.test(addressOf(this).toString());
  }),
  celMethod('isUnspecified', OWN, [], BOOL, function () {
    return addressOf(this)._value === 0n;
  }),
  celMethod('isLinkLocalUnicast', OWN, [], BOOL, function () {
    return /^169\.254\.|^fe[89ab]/.test(addressOf(this).toString());
  }),
  celMethod('isLinkLocalMulticast', OWN, [], BOOL, function () {
    return /^224\.0\.0\.|^ff.2:/.test(addressOf(this).toString());
  }),
  celMethod('isGlobalUnicast', OWN, [], BOOL, function () {
    const ip = addressOf(this);
    return (
      ip._value !== 0n &&
      ip.toString() !== '255.255.255.255' &&
      !/^127\.|^::1$|^22[4-9]\.|^23\d\.|^ff|^169\.254\.|^fe[89ab]/.test(ip.toString())
    );
  }),
  celFunc('isCIDR', [STRING], BOOL, (text) => attempt(() => cidrOf(text)) !== undefined),
  celFunc('cidr', [STRING], OWN, cidrOf),
  celMethod('containsIP', OWN, [STRING], BOOL, function (text) {
    return networkOf(this).contains(IpAddress.of(text));
  }),
  celMethod('containsIP', OWN, [OWN], BOOL, function (ip) {
    return networkOf(this).contains(addressOf(ip));
  }),
  celMethod('containsCIDR', OWN, [STRING], BOOL, function (text) {
    return contains(this, cidrOf(text));
  }),
  celMethod('containsCIDR', OWN, [OWN], BOOL, function (inner) {
    return contains(this, inner);
  }),
  celMethod('ip', OWN, [], OWN, function () {
    return ipOf(field<string>(this, 'cidr', 'ip'));
  }),
  celMethod('prefixLength', OWN, [], INT, function () {
    return field<bigint>(this, 'cidr', 'prefix');
  }),
  celMethod('masked', OWN, [], OWN, function () {
    return cidrOf(networkOf(this).toString());
  }),
  celFunc('isURL', [STRING], BOOL, (text) => attempt(() => urlOf(text)) !== undefined),
  celFunc('url', [STRING], OWN, urlOf),
  ...(
    [
      ['getScheme', 'scheme'],
      ['getHost', 'host'],
      ['getEscapedPath', 'path'],
    ] as const
  ).map(([name, part]) =>
    celMethod(name, OWN, [], STRING, function () {
      return field<string>(this, 'url', part);
    }),
  ),
  celFunc('isQuantity', [STRING], BOOL, (text) => attempt(() => quantityOf(text)) !== undefined),
  celFunc('quantity', [STRING], OWN, quantityOf),
  celMethod('isGreaterThan', OWN, [OWN], BOOL, function (other) {
    return amount(this) > amount(other);
  }),
  celMethod('isLessThan', OWN, [OWN], BOOL, function (other) {
    return amount(this) < amount(other);
  }),
  celMethod('compareTo', OWN, [OWN], INT, function (other) {
    return BigInt(Math.sign(amount(this) - amount(other)));
  }),
  celMethod('sign', OWN, [], INT, function () {
    return BigInt(Math.sign(amount(this)));
  }),
  celMethod('isInteger', OWN, [], BOOL, function () {
    return Number.isInteger(amount(this));
  }),
  celMethod('asInteger', OWN, [], INT, function () {
    return BigInt(amount(this));
  }),
  celMethod('asApproximateFloat', OWN, [], DOUBLE, function () {
    return amount(this);
  }),
  ...Object.keys(FORMATS).map((name) => celFunc(`format.${name}`, [], OWN, () => own('format', { name }))),
  // The server answers with an optional, which is never null; a list is none of the two either.
  celMethod('validate', OWN, [STRING], LIST, function (text) {
    return FORMATS[field<string>(this, 'format', 'name')]!(text);
  }),
  celMethod('hasValue', LIST, [], BOOL, function () {
    return this.size > 0;
  }),
  // The library cuts as JavaScript does, and takes hexadecimal for a number.
  celMethod('split', STRING, [STRING, INT], LIST, function (separator, limit) {
    const parts = this.split(separator);
    const most = Number(limit);
    return most < 0 || parts.length <= most
      ? parts
      : most === 0
        ? []
        : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
  }),
  celFunc('int', [STRING], INT, (text) => {
    if (!/^[-+]?\d+$/.test(text)) throw new Error(`type conversion error from string to int: ${text}`);
    return BigInt(text);
  }),
  celMethod('find', STRING, [STRING], STRING, function (pattern) {
    return findAll(this, pattern, 1)[0] ?? '';
  }),
  celMethod('findAll', STRING, [STRING], LIST, function (pattern) {
    return findAll(this, pattern);
  }),
  celMethod('findAll', STRING, [STRING, INT], LIST, function (pattern, limit) {
    return findAll(this, pattern, limit < 0n ? Infinity : Number(limit));
  }),
  celFunc('sets.contains', [LIST, LIST], BOOL, (outer, inner) => subset(inner, outer)),
  celFunc('sets.equivalent', [LIST, LIST], BOOL, (a, b) => subset(a, b) && subset(b, a)),
  celFunc('sets.intersects', [LIST, LIST], BOOL, (a, b) =>
    items(a).some((item) => items(b).some((other) => key(item) === key(other))),
  ),
  celMethod('min', LIST, [], DYN, function () {
    return extreme(this, -1) as CelInput;
  }),
  celMethod('max', LIST, [], DYN, function () {
    return extreme(this, 1) as CelInput;
  }),
  celMethod('sum', LIST, [], DYN, function () {
    const all = items(this);
    return typeof all[0] === 'number'
      ? (all as number[]).reduce((sum, item) => sum + item, 0)
      : (all as bigint[]).reduce((sum, item) => sum + item, 0n);
  }),
  celMethod('isSorted', LIST, [], BOOL, function () {
    return items(this).every((item, i, all) => i === 0 || compare(all[i - 1]!, item) <= 0);
  }),
  celMethod('indexOf', LIST, [DYN], INT, function (wanted) {
    return BigInt(items(this).findIndex((item) => key(item) === key(wanted)));
  }),
  celMethod('lastIndexOf', LIST, [DYN], INT, function (wanted) {
    return BigInt(items(this).map(key).lastIndexOf(key(wanted)));
  }),
];
