// What rules are made of, so that agreement can be counted for each: a row is a name and how a rule is told to have it.
import { isMap, PlainMap } from '../../lib/manifest';
import { Entry } from '../../lib/models/agent/verdict';

/** A rule as the engine reads it, and as it is written. */
export interface WrittenRule {
  readonly entry: Entry;
  readonly rule: PlainMap;
}

type Test = (written: WrittenRule) => boolean;

const has =
  (...suffixes: readonly string[]): Test =>
  ({ rule }) =>
    suffixes.some((suffix) => rule[`from${suffix}`] !== undefined || rule[`to${suffix}`] !== undefined);
const peers = ({ rule }: WrittenRule, ...suffixes: readonly string[]) =>
  [rule.from, rule.to, ...suffixes.flatMap((suffix) => [rule[`from${suffix}`], rule[`to${suffix}`]])]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .filter(isMap);
const ports =
  (test: (port: Entry['ports'][number]['ports'][number]) => boolean): Test =>
  ({ entry }) =>
    entry.ports.some((rule) => rule.ports.some(test));
const contents =
  (test: (contents: NonNullable<Entry['ports'][number]['contents']>) => boolean): Test =>
  ({ entry }) =>
    entry.ports.some((rule) => rule.contents !== undefined && test(rule.contents));

/** Features of rules, in the order of the table. */
export const FEATURES: readonly (readonly [name: string, test: Test])[] = [
  ['CiliumNetworkPolicy', ({ entry }) => entry.origin.kind === 'CiliumNetworkPolicy'],
  ['CiliumClusterwideNetworkPolicy', ({ entry }) => entry.origin.kind === 'CiliumClusterwideNetworkPolicy'],
  ['NetworkPolicy', ({ entry }) => entry.origin.kind === 'NetworkPolicy'],
  ['policies about nodes (host firewall)', ({ entry }) => entry.node],
  ['deny rules', ({ entry }) => entry.deny],
  ['enableDefaultDeny: false', ({ entry }) => !entry.defaultDeny],
  ['endpoints by labels', has('Endpoints')],
  ['matchExpressions', (written) => JSON.stringify(peers(written, 'Endpoints')).includes('matchExpressions')],
  ['entities', has('Entities')],
  ['networks (CIDR, CIDRSet, ipBlock)', (written) => has('CIDR', 'CIDRSet')(written) || hasKey(written, 'ipBlock')],
  ['except', (written) => JSON.stringify(peers(written, 'CIDRSet')).includes('"except"')],
  ['CiliumCIDRGroup', (written) => JSON.stringify(peers(written, 'CIDRSet')).includes('"cidrGroup')],
  ['toFQDNs', has('FQDNs')],
  ['ranges of ports', ports(({ end, name }) => end !== 0 && name === '')],
  ['names of ports', ports(({ name }) => name !== '')],
  ['icmps', ({ rule }) => rule.icmps !== undefined],
  ['HTTP rules', contents(({ http }) => http.length > 0)],
  ['DNS rules', contents(({ dns }) => dns.length > 0)],
  ['serverNames', contents(({ serverNames }) => serverNames.length > 0)],
];

function hasKey(written: WrittenRule, key: string): boolean {
  return peers(written).some((peer) => peer[key] !== undefined);
}
