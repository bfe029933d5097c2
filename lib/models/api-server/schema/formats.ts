// Formats of strings as the API server knows them. A format that it does not know is not checked (idn-hostname, int-or-string …).
// Source: supported formats of apiextensions-apiserver 1.35, with the strictness of its parsers: leading zeros are tolerated in IPv4.
import { isLabel, isLetterLabel, isQualifiedName, isSubdomain } from '../../../manifest';
import { isIPv6 } from 'node:net';
import { IpAddress } from '../../../net';
import { quantity } from './quantity';

type Format = (text: string) => boolean;

const V4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
const isV4 = (text: string): boolean => {
  const octets = V4.exec(text);
  return octets !== null && octets.slice(1).every((octet) => octet.length <= 6 && Number(octet) <= 255);
};
/** Go's net.ParseIP knows no zones. */
const isV6 = (text: string): boolean => isIPv6(text) && !text.includes('%');

function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, prefix] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0 || !/^\d{1,5}$/.test(prefix)) return false;
  return isV4(address) ? Number(prefix) <= 32 : isV6(address) && Number(prefix) <= 128;
}

/** The address, without leading zeros; undefined if it is none or is mapped into IPv6. */
export function addressOf(text: string): IpAddress | undefined {
  try {
    return IpAddress.of(isV4(text) ? text.split('.').map(Number).join('.') : text);
  } catch {
    return undefined;
  }
}

/** True if a network lies inside of another and is smaller; both are CIDRs. */
export function cidrContains(outer: string, inner: string): boolean {
  const [wide, widePrefix] = outer.split('/');
  const [narrow, narrowPrefix] = inner.split('/');
  const [a, b] = [addressOf(wide!), addressOf(narrow!)];
  if (a === undefined || b === undefined) return true;
  const rest = BigInt(a.bits - Number(widePrefix));
  return a.family === b.family && Number(narrowPrefix) > Number(widePrefix) && a._value >> rest === b._value >> rest;
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month! < 1 || month! > 12) return false;
  return day! >= 1 && day! <= new Date(Date.UTC(2000 + (year % 400), month!, 0)).getUTCDate();
}

function isDateTime(text: string): boolean {
  const [, date, hour, minute, second] =
    /^([-\d]{10})[Tt](\d\d):(\d\d):(\d\d)(?:[^\n]\d+)?(?:[zZ]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return date !== undefined && isDate(date) && hour! <= '23' && minute! <= '59' && second! <= '59';
}

const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.))+([a-zA-Z\p{L}]){2,63})$/u;
const isHostname = (text: string): boolean =>
  text.length <= 255 && text.split('.').every((label) => Buffer.byteLength(label) <= 63) && HOSTNAME.test(text);

function isRequestUri(text: string): boolean {
  if (/[\x00-\x20\x7f]|%(?![0-9a-fA-F]{2})/.test(text)) return false;
  return text.startsWith('/') || text === '*' || /^[a-zA-Z][a-zA-Z0-9+.-]*:(?:[^/?#]|\/)/.test(text);
}

const uuid =
  (third: string, fourth: string): Format =>
  (text) =>
    new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i').test(text);

const GO_DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const WORD_DURATION = /\d+\s*(?:ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)/i;
const MAC =
  /^(?:(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|(?:[0-9a-f]{2}:){7}[0-9a-f]{2}|(?:[0-9a-f]{2}:){19}[0-9a-f]{2})|(?:[0-9a-f]{2}-){5}[0-9a-f]{2}|(?:[0-9a-f]{2}-){7}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}|(?:[0-9a-f]{4}\.){3}[0-9a-f]{4})$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

/** IANA service name: a letter is among the characters. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text);
}

/** A key of a ConfigMap or Secret. */
export function isConfigKey(text: string): boolean {
  return text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && !/^\.\.?$|^\.\./.test(text);
}

const CRON_NAMES = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat';
const CRON_FIELD = new RegExp(`^(?:\\*|\\?|(?:\\d+|${CRON_NAMES})(?:-(?:\\d+|${CRON_NAMES}))?)(?:/\\d+)?$`, 'i');

/** The five fields of a schedule; the bounds of numbers are not checked. */
function isCron(text: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(text)) return true;
  const fields = text.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field) => field.split(',').every((each) => CRON_FIELD.test(each)));
}

/** By name, dashes left out as the server does. */
const FORMATS: Readonly<Record<string, Format>> = {
  cidr: isCidr,
  // An address with a dot (kube-openapi, strfmt.IsIPv4), so one that is mapped into IPv6 counts.
  ipv4: (text) => isV4(text) || (isV6(text) && text.includes('.')),
  ipv6: isV6,
  datetime: isDateTime,
  date: isDate,
  duration: (text) => GO_DURATION.test(text) || WORD_DURATION.test(text),
  hostname: isHostname,
  uri: isRequestUri,
  mac: (text) => MAC.test(text),
  byte: (text) => BASE64.test(text),
  uuid: uuid('[0-9a-f]{4}', '[0-9a-f]{4}'),
  uuid3: uuid('3[0-9a-f]{3}', '[0-9a-f]{4}'),
  uuid4: uuid('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}'),
  uuid5: uuid('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}'),
  email: (text) => /^[^@]+@[^@]+$|<[^@]+@[^@]+>$/.test(text),
  k8sshortname: isLabel,
  dnssubdomain: isSubdomain,
  dnslabel: isLabel,
  dns1035: isLetterLabel,
  portname: isPortName,
  labelkey: isQualifiedName,
  configkey: isConfigKey,
  cron: isCron,
  quantity: (text) => quantity(text) !== undefined,
};

/** True if the server checks the format. */
export function formatIsKnown(format: string): boolean {
  return Object.hasOwn(FORMATS, format.replaceAll('-', ''));
}

/** The format that a text should have and has not; undefined if it is good or the format is unknown. */
export function formatFault(format: string, text: string): string | undefined {
  const name = format.replaceAll('-', '');
  return Object.hasOwn(FORMATS, name) && !FORMATS[name]!(text) ? name : undefined;
}
