// whereabouts, in words.
import { ReasonWords } from './types';

export const WHEREABOUTS_WORDS: ReasonWords = {
  'whereabouts-without-range': () => [
    'whereabouts has no range, and gives no address',
    'write "range", such as "192.168.41.224/28"; subnet is a field of host-local',
  ],
  'whereabouts-outside': ({ key, address, subnet }) => [
    `${key} ${address} is not in the range ${subnet}`,
    `write an address of ${subnet}`,
  ],
  'whereabouts-backwards': ({ first, last }) => [
    `the range ends at ${last}, before it starts at ${first}`,
    'swap them',
  ],
  'whereabouts-exclude-outside': ({ exclude, range }) => [
    `exclude ${exclude} is outside of ${range}, and excludes nothing`,
    'write addresses of the range, or drop it',
  ],
  'whereabouts-all-excluded': ({ exclude, range }) => [
    `exclude ${exclude} leaves no address of ${range}`,
    'exclude less, or write a wider range',
  ],
  'whereabouts-overlap': ({ range, other }) => [
    `the range ${range} overlaps ${other}: a pod asks for an address of each, and both give from one store`,
    'write ranges of different networks',
  ],
};
