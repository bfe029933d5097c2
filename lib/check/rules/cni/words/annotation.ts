// The annotation of a pod, in words.
import { ReasonWords } from './types';

export const ANNOTATION_WORDS: ReasonWords = {
  'several-for-eth0': ({ count }) => [`${count} networks for eth0`, 'write one'],
  'not-json': ({ said }) => [
    `not JSON: ${said}`,
    'write a list such as [{"name": "lan"}], with double quotes and without comments',
  ],
  'no-list': ({ value }) => [`${value} is no list`, 'write a list, also for one network: [{"name": "lan"}]'],
  'entry-without-name': () => ['an entry without a name', 'remove the comma'],
  'short-form': ({ written }) => [`${written} is no network`, 'write [namespace/]name[@interface]'],
  'short-form-name': ({ part, written }) => [
    `${part} of ${written} is no name that the short form takes`,
    'write small letters, digits and "-"; a name with dots needs the JSON form',
  ],
  'entry-without-name-2': () => ['an entry without name', 'write the name of a NetworkAttachmentDefinition'],
  'interface-taken': ({ link, name, owner }) => [
    `the interface ${link} of ${name} is taken by ${owner}`,
    'give each network an interface name of its own; those without one are net1, net2 … by position',
  ],
  'two-default-routes': ({ family }) => [
    `two default routes of ${family} over all networks of the pod`,
    'keep one default-route of each family',
  ],
  'no-address': ({ text, repair }) => [`${text} is no address`, `${repair}`],
  'infiniband-guid': ({ guid }) => [
    `${guid} is no GUID of InfiniBand: Multus refuses the pod`,
    'write eight pairs of hex digits, such as "00:11:22:33:44:55:66:77"',
  ],
  'claim-beside-ips': ({ claim }) => [
    `the IPAMClaim ${claim} beside requested addresses: who reads claims refuses both, and Multus reads none`,
    'write one of them',
  ],
};
