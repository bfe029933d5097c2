// What whereabouts refuses: no range, ranges that it cannot read, and ranges without an address to give. Source: whereabouts 0.9.4,
// config.LoadIPAMConfig and iphelpers, read and not run.
import { isMap, PlainMap } from '../../manifest';
import { Cidr, InterfaceAddress, IpAddress, IpRange } from '../../net';
import { parsed } from './addresses';
import { Judge } from './problem';

/** One range, as far as it could be read. */
interface Range {
  readonly judge: Judge;
  readonly subnet: Cidr;
  /** First and last address that is given out, what is excluded not regarded. */
  readonly given: IpRange;
}

const RANGE = 'range with a prefix length, such as 192.168.41.0/24 or 192.168.41.10-192.168.41.20/24';

/** Judges `ipam` of type whereabouts. */
export function judgeWhereabouts(ipam: PlainMap, judge: Judge): void {
  // A file of the node may bring the range.
  if (ipam.configuration_path === undefined && !hasRange(ipam)) judge.error('no-address', 'whereabouts-without-range');
  const lists: readonly (readonly [PlainMap, Judge])[] = [
    [ipam, judge],
    ...(Array.isArray(ipam.ipRanges) ? (ipam.ipRanges as unknown[]) : []).flatMap((each, index) =>
      isMap(each) ? [[each, judge.at('ipRanges', index)] as const] : [],
    ),
  ];
  const read = lists.flatMap(([range, at]) => readRange(range, at) ?? []);
  read.forEach((range, index) => {
    const other = read.slice(0, index).find(({ given }) => given.overlaps(range.given));
    if (other !== undefined)
      range.judge.warning('range', 'whereabouts-overlap', {
        range: range.given.toString(),
        other: other.given.toString(),
      });
  });
}

/** `range`, a list of them, or addresses that stand for themselves. */
function hasRange({ range, ipRanges, addresses }: PlainMap): boolean {
  return (
    (typeof range === 'string' && range !== '') ||
    [ipRanges, addresses].some((list) => Array.isArray(list) && list.length > 0)
  );
}

function readRange(fields: PlainMap, judge: Judge): Range | undefined {
  const { range } = fields;
  if (typeof range !== 'string' || range === '') return undefined;
  // A first and a last address stand before the prefix length as well.
  const [, from, to, prefix] = /^([^-/]+)-([^-/]+)\/(\d+)$/.exec(range.trim()) ?? [];
  const written = from === undefined ? range : `${from.trim()}/${prefix!}`;
  const network = parsed(written, (text) => InterfaceAddress.of(text.trim()), judge.at('range'), RANGE)?.network;
  if (network === undefined) return undefined;
  const bound = (key: string, text: unknown): IpAddress | undefined => {
    if (typeof text !== 'string' || text === '') return undefined;
    const address = parsed(text, (each) => IpAddress.of(each.trim()), judge.at(key), 'address');
    if (address === undefined || network.contains(address)) return address;
    judge
      .at(key)
      .error('range', 'whereabouts-outside', { key, address: address.toString(), subnet: network.toString() });
    return undefined;
  };
  const first = bound('range_start', fields.range_start) ?? bound('range', from) ?? hosts(network).first;
  const last = bound('range_end', fields.range_end) ?? bound('range', to) ?? hosts(network).last;
  if (first._value > last._value) {
    const key = fields.range_end === undefined ? 'range' : 'range_end';
    judge.at(key).error('range', 'whereabouts-backwards', { first: first.toString(), last: last.toString() });
    return undefined;
  }
  const given = IpRange._of(first, last);
  checkExcluded(fields.exclude, given, judge);
  return { judge, subnet: network, given };
}

/** What hosts may have: without the address of the network, and of IPv4 without broadcast, where there is more than a pair. */
function hosts(network: Cidr): IpRange {
  const { first, last } = network.range;
  if (last._value - first._value < 3n) return network.range;
  const at = (value: bigint) => IpAddress._fromNumber(network.family, value);
  return IpRange._of(at(first._value + 1n), at(network.isHost(last) ? last._value : last._value - 1n));
}

function checkExcluded(exclude: unknown, given: IpRange, judge: Judge): void {
  if (!Array.isArray(exclude)) return;
  (exclude as unknown[]).forEach((text, index) => {
    if (typeof text !== 'string') return;
    const at = judge.at('exclude', index);
    const range = parsed(
      text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`,
      (each) => InterfaceAddress.of(each.trim()).network.range,
      at,
      'subnet or address',
    );
    if (range === undefined) return;
    if (!range.overlaps(given))
      at.warning('range', 'whereabouts-exclude-outside', { exclude: text, range: given.toString() });
    else if (range.covers(given))
      at.error('range', 'whereabouts-all-excluded', { exclude: text, range: given.toString() });
  });
}
