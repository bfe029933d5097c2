// How often reach decides as the engine of Cilium does, for each minor and for each feature of rules, as a table:
//   node --import tsx scripts/agreement/index.ts WORLDS.jsonl                  worlds with recorded answers (`expected`)
//   node --import tsx scripts/agreement/index.ts WORLDS.jsonl 1.20=ANSWERS…    answers of an engine, line by line
// A flow counts for a feature if a rule with it is about the sender (egress) or the receiver (ingress). Flows of worlds without layer 7 are also
// held to the list of connections. What differs is printed, and the exit code is 1.
import { readFileSync } from 'node:fs';
import { CILIUM_MINORS } from '../../lib/catalogue/cilium-minors';
import { isMap, Manifest, PlainMap } from '../../lib/manifest';
import { Entry } from '../../lib/models/agent/verdict';
import { findEndpoint, Reachability } from '../../lib/reach';
import { answer as flowAnswer, End, Ends } from '../models/verdict';
import { answer as contentAnswer } from '../models/l7';
import { FEATURES } from './features';
import { endOf, expectedOf, inputOf, VectorWorld } from './worlds';

interface Count {
  flows: number;
  agreed: number;
}
type Expected = ReturnType<typeof expectedOf> & { readonly error?: string };

const TOTAL = 'all flows';
const LISTED = 'the list of connections';
const INVALID = 'worlds with the same policies refused';
const counts = new Map<string, Map<string, Count>>();
let differing = 0;

function count(row: string, minor: string, agreed: boolean): void {
  const perMinor = counts.get(row) ?? new Map<string, Count>();
  const known = perMinor.get(minor) ?? { flows: 0, agreed: 0 };
  perMinor.set(minor, { flows: known.flows + 1, agreed: known.agreed + (agreed ? 1 : 0) });
  counts.set(row, perMinor);
}

function differs(...what: readonly unknown[]): void {
  differing++;
  console.log(...what);
}

function compare(world: VectorWorld, expected: Expected, minor: string): void {
  if (expected.error !== undefined) return;
  const isContent = expected.verdicts.some(({ egress }) => isMap(egress));
  const own = (isContent ? contentAnswer : flowAnswer)(world, minor) as unknown as Expected;
  const refused = ({ invalid }: Expected) => JSON.stringify(invalid.map(({ policy }) => policy).sort());
  count(INVALID, minor, refused(own) === refused(expected));
  if (refused(own) !== refused(expected)) differs(minor, world.id, 'refused', refused(own), refused(expected));
  const ends = new Ends(world, minor);
  const reach = isContent ? undefined : new Reachability(inputOf(world, minor));
  expected.verdicts.forEach((theirs, index) => {
    // What chance decides, the engine does not.
    if (theirs.error !== undefined) return;
    const flow = world.flows[index];
    const ours = own.verdicts[index];
    const agreed = ['egress', 'ingress', 'allowed'].every((key) => same(ours[key], theirs[key]));
    if (!agreed) differs(minor, world.id, JSON.stringify(flow), JSON.stringify(ours), JSON.stringify(theirs));
    count(TOTAL, minor, agreed);
    for (const feature of featuresOf(world, ends.get(flow.from)!, ends.get(flow.to)!)) count(feature, minor, agreed);
    const listed = reach === undefined ? undefined : isListed(reach, world, flow);
    if (listed !== undefined) count(LISTED, minor, listed === theirs.allowed);
    if (listed !== undefined && listed !== theirs.allowed) differs(minor, world.id, JSON.stringify(flow), { listed });
  });
}

function same(a: unknown, b: unknown): boolean {
  if (!isMap(a) || !isMap(b)) return a === b;
  return [...Object.keys(a), ...Object.keys(b)].every((key) => a[key] === b[key]);
}

function isListed(reach: Reachability, world: VectorWorld, { from, to, protocol, port }: any): boolean | undefined {
  const [source, target] = [endOf(world, from), endOf(world, to)];
  if (source === undefined || target === undefined) return undefined;
  const party = (end: string) => findEndpoint(reach, end).parties[0]!;
  return reach.connections(party(source), party(target)).at(protocol, port) !== undefined;
}

function featuresOf({ policies }: VectorWorld, source: End, target: End): Set<string> {
  const found = new Set<string>();
  for (const entry of [...source.egress.entries, ...target.ingress.entries]) {
    const written = { entry, rule: writtenAt(policies, entry) };
    for (const [name, test] of FEATURES) if (test(written)) found.add(name);
  }
  return found;
}

function writtenAt(policies: readonly Manifest[], { origin: { policy, path } }: Entry): PlainMap {
  let at: unknown = policies[policy];
  for (const key of path) at = (at as Record<string | number, unknown> | undefined)?.[key];
  return isMap(at) ? at : {};
}

function linesOf<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

const [file = '', ...answers] = process.argv.slice(2);
const worlds = linesOf<VectorWorld>(file);
const given = new Map(answers.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
for (const minor of CILIUM_MINORS) {
  const theirs = given.get(minor);
  if (given.size > 0 && theirs === undefined) continue;
  const lines = theirs === undefined ? undefined : linesOf<Expected>(theirs);
  worlds.forEach((world, index) => compare(world, lines?.[index] ?? expectedOf(world, minor), minor));
}
const minors = CILIUM_MINORS.filter((minor) => counts.get(TOTAL)?.has(minor) === true);
console.log(`| | ${minors.join(' | ')} |\n|---|${minors.map(() => '---|').join('')}`);
for (const row of [INVALID, TOTAL, LISTED, ...FEATURES.map(([name]) => name)]) {
  const cells = minors.map((minor) => counts.get(row)?.get(minor));
  if (cells.some((cell) => cell !== undefined))
    console.log(`| ${row} | ${cells.map((cell) => `${cell?.agreed ?? 0} of ${cell?.flows ?? 0}`).join(' | ')} |`);
}
process.exitCode = differing === 0 ? 0 : 1;
