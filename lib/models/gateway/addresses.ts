// Addresses in the statuses of Gateways.
import { isIP } from 'node:net';
import { byBytes } from './read';

/** True if Go reads the text as an address: no zone. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** An address as Go writes it; `<nil>` for what is none. */
export function addressText(text: string): string {
  if (!isAddress(text)) return '<nil>';
  const groups = groupsOf(text);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return dotted(groups);
  const [start, length] = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function dotted(groups: readonly number[]): string {
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

/** Eight groups; IPv4 is mapped. */
function groupsOf(text: string): number[] {
  if (isIP(text) === 4) {
    const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
    return [0, 0, 0, 0, 0, 0xffff, (a << 8) | b, (c << 8) | d];
  }
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [(Number(a) << 8) | Number(b), (Number(c) << 8) | Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = plain.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function longestZeros(groups: readonly number[]): [number, number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best[1]) best = [start, length];
  }
  return best;
}

/** Orders addresses by their value, IPv4 as mapped IPv6. */
export function byAddress(a: string, b: string): number {
  const key = (text: string) =>
    isAddress(text)
      ? groupsOf(text)
          .map((group) => group.toString(16).padStart(4, '0'))
          .join('')
      : '';
  return byBytes(key(a), key(b));
}
