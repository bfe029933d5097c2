// What Cilium's agent holds against addresses, groups of them, and DNS names.
import { Sentences } from '../sentences';

export const ADDRESSES = {
  'cidr-without-prefix': ({ text, family }) => [
    `"${text}" without prefix length, which the API server refuses`,
    `did you mean "${text}/${family === 4 ? 32 : 128}"?`,
  ],
  'cidr-zone-panic': ({ text }) => [
    `an address with a zone: "${text}", which makes the agent panic`,
    'write it without the zone',
  ],
  'cidr-zone': ({ text }) => [
    `an address with a zone: "${text}", which the API server refuses`,
    'write it without the zone',
  ],
  'entry-sources': ({ given }) => [
    given.length === 0 ? 'an entry without addresses' : `${given.join(' and ')} in one entry`,
    'write one of cidr, cidrGroupRef, cidrGroupSelector in each entry',
  ],
  'group-name': ({ group }) => [
    `not a name for a CiliumCIDRGroup: "${group}"`,
    'write lower-case letters, digits, "-" and "."',
  ],
  'exception-beside-group': ({ text }) => [
    `exception "${text}" beside a group of addresses makes the agent panic`,
    'write network and prefix length, such as "10.0.0.0/8"',
  ],
  'exception-cidr': ({ text }) => [`not a CIDR: "${text}"`, 'write network and prefix length, such as "10.0.0.0/8"'],
  'exception-outside': ({ text, cidr }) => [`exception ${text} does not lie in ${cidr}`, 'write networks inside of it'],
  'exception-wider': ({ text, cidr }) => [
    `exception ${text} does not lie in ${cidr}: it is wider`,
    'write networks inside of it',
  ],
  'exception-takes-all': ({ text, cidr }) => [
    `exception ${text} takes all of ${cidr} away`,
    'write smaller networks, or leave the entry out',
  ],
  'cidr-value': ({ said, instead }) => [said, instead],
  cidr: ({ text, instead }) => [
    `not a CIDR: "${text}"`,
    instead ?? 'write network and prefix length, such as "10.0.0.0/8"',
  ],
  'name-missing': () => ['an entry without name', 'write matchName or matchPattern'],
  'dns-name': ({ text, pattern }) => [
    `not a DNS name: "${text}"`,
    `write letters, digits, "-", "_" and "."${pattern ? '; a name with "*" goes to matchPattern' : ''}`,
  ],
  'dns-name-length': ({ text, longest }) => [`a DNS name of ${text.length} characters`, `write at most ${longest}`],
  'dns-pattern': ({ text }) => [`not a DNS pattern: "${text}"`, 'write letters, digits, "-", "_" and ".", and "*"'],
  'one-label-pattern': ({ text }) => [
    `"${text}" matches one label only before Cilium 1.19`,
    'write a pattern for each depth, such as "*.*.example.com"',
  ],
  'empty-label': ({ text }) => [`an empty label in "${text}"`, 'write one dot between labels'],
  'group-everybody': () => [
    'an empty cidrGroupSelector means everybody: pods, nodes and all addresses',
    'name a label of the groups, or write { key, operator: Exists }',
  ],
  'group-negative': ({ matchesPods }) => [
    `a cidrGroupSelector that only says what is not: it matches addresses of no group too, and pods and nodes ${matchesPods ? 'too' : 'up to Cilium 1.19'}`,
    'add a label that the groups have, or an Exists expression',
  ],
  'name-and-pattern': () => ['matchName and matchPattern in one entry', 'write two entries'],
  'dns-pattern-length': ({ text, longest }) => [
    `a DNS pattern of ${text.length} characters`,
    `write at most ${longest}`,
  ],
} satisfies Sentences;
