// Plugins of one list beside each other, in words.
import { ReasonWords } from './types';

export const LISTS_WORDS: ReasonWords = {
  'needs-ipam': ({ type }) => [`${type} needs ipam`, 'write ipam with a type, such as host-local'],
  'ipvlan-after-veth': ({ type }) => [
    `ipvlan after ${type} finds more than one interface to build on`,
    'write ipvlan alone, with master',
  ],
  'two-main-plugins': ({ type, type2 }) => [
    `${type} after ${type2}: two plugins of one list make the same interface`,
    'write a network for each, and list both in the annotation',
  ],
  'no-main-plugin': ({ type, isList }) => [
    `${type} changes an interface, and no plugin before it makes one`,
    isList ? 'put a main plugin such as macvlan first' : 'write "plugins": [ a main plugin, then this one ]',
  ],
};
