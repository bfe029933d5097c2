// The check room: rules over plain manifests, whoever wrote them. It knows no construct.
import { posix } from 'node:path';
import { IgnoredCode } from '../facts';
import { byCertainty } from './certainty';
import { markIgnored } from './ignored';
import { Input } from './input';
import { LAYERS, RULES } from './layers';
import { withNodePortRange } from './node-port-range';
import { notedWhereNotApplied } from './not-applied';
import { withoutPatches } from './patches';
import { run } from './run';
import { CheckedDocument, Origin, Versions, World } from '../world/types';
import { pathText } from '../problem';
import { Problem } from './rule';
import { NAMES_NOTHING } from './rules/reach/invariants';
import { versionsFor } from '../world/versions';
import { FactsDocument, worldOf } from '../world/world';

export * from '../world/types';
export * from '../problem';
export * from './rule';
export * from './findings';
export * from './decided';
export { baselineOf, readBaseline } from './baseline';
export { allCodes, CODE_LAYERS, LAYER_NAMES, listedCodes } from './layers';
export { readDocuments, readInput, readText } from './input';
export type { BuildWhen, HeldDocument, Input, InputProblem } from './input';
export { CILIUM_MINORS, GATEWAY_BUNDLES, minorOf, TALOS_MINORS } from '../world/versions';
export { worldOf } from '../world/world';
export { format, FORMATS } from './report';
export type { Format, Summary } from './report';
export * from './settings';

/** What may be chosen. */
export interface CheckOptions {
  /** Versions; those left open are found in the input, else the newest supported. */
  readonly versions?: Partial<Versions>;
  /** Layers to run. @default - all */
  readonly only?: readonly string[];
  /** Values files of Cilium that the user named. */
  readonly ciliumValues?: readonly CheckedDocument[];
  /** Configuration that goes with the input: its invariants are judged. @default - there is none */
  readonly configuration?: CheckedDocument;
  readonly progress?: (done: string) => void;
}

/** What was read, by whoever read it: files, or an app. */
export interface CheckInput
  extends Pick<Input, 'objects' | 'talos' | 'documents'>, Partial<Pick<Input, 'files' | 'text'>> {
  /** Files of facts, each for what lies in its folder and below; or the facts of the app. @default - nobody stated any */
  readonly facts?: readonly FactsDocument[];
}

/** What a check found. */
export interface Checked {
  readonly problems: readonly Problem[];
  /** The ignores of the facts that silenced something. */
  readonly used: ReadonlySet<IgnoredCode>;
  /** The world; of several clusters the first. */
  readonly world: World;
}

/** Runs every layer and rule over what was read. Where files of facts tell clusters apart, each is a world of its own. */
export function check(read: CheckInput, options: CheckOptions = {}): Checked {
  const results = worldsFor(read, options).map((world) => checkOne(world, options));
  return {
    problems: withoutOtherClusters(results).flatMap(({ problems }) => problems),
    used: new Set(results.flatMap(({ used }) => [...used])),
    world: results[0]!.world,
  };
}

/** Of several clusters a configuration names what is in one of them: only what is in none is missing. */
function withoutOtherClusters(results: readonly Checked[]): readonly Pick<Checked, 'problems'>[] {
  const [first] = results;
  const isMissing = ({ code, at }: Problem) => code === NAMES_NOTHING && at === first?.world.configuration;
  if (first === undefined || results.length === 1) return results;
  const key = ({ path, message }: Problem) => `${pathText(path)} ${message}`;
  const everywhere = (problem: Problem) =>
    results.every(({ problems }) => problems.some((other) => isMissing(other) && key(other) === key(problem)));
  return results.map(({ problems }, index) => ({
    problems: problems.filter((problem) => !isMissing(problem) || (index === 0 && everywhere(problem))),
  }));
}

type ClusterInput = Omit<CheckInput, 'facts'> & { readonly facts?: FactsDocument };

/** The worlds of what was read, one for each file of facts: what a check judges, and what other rooms ask. */
export function worldsFor(
  read: CheckInput,
  {
    versions = {},
    ciliumValues,
    configuration,
  }: Pick<CheckOptions, 'versions' | 'ciliumValues' | 'configuration'> = {},
): World[] {
  return byCluster(read).map((part) =>
    worldOf({
      ...part,
      versions: versionsFor(versions),
      ...(ciliumValues === undefined ? {} : { ciliumValues }),
      ...(configuration === undefined ? {} : { configuration }),
    }),
  );
}

function checkOne(world: World, { only, progress }: CheckOptions): Checked {
  const plan = {
    layers: LAYERS,
    rules: RULES,
    ...(only === undefined ? {} : { only }),
    ...(progress === undefined ? {} : { progress }),
  };
  const found = byCertainty(world, plan, run(world, plan));
  const problems = notedWhereNotApplied(world, withNodePortRange(world, withoutPatches(world, found)));
  return { ...markIgnored(problems, world.facts?.ignores ?? []), world };
}

/** What belongs to each file of facts, the nearest one above it; and what belongs to none. */
function byCluster({ facts = [], ...read }: CheckInput): ClusterInput[] {
  const [first, ...more] = facts;
  if (first === undefined) return [read];
  const all = [first, ...more].map((each) => ({ each, folder: folderOf(each.origin.file) }));
  if (more.length === 0 && (first.origin.file === undefined || all[0]!.folder === ''))
    return [{ ...read, facts: first }];
  const owner = (file: string | undefined) =>
    all
      .filter(({ folder }) => folder === '' || `${posix.normalize(file ?? '')}`.startsWith(`${folder}/`))
      .sort((a, b) => b.folder.length - a.folder.length)[0]?.each;
  const part = (mine: FactsDocument | undefined): ClusterInput => {
    const own = <T extends { readonly origin: Origin }>(list: readonly T[]) =>
      list.filter(({ origin }) => owner(origin.file) === mine);
    return {
      objects: own(read.objects),
      talos: own(read.talos),
      documents: own(read.documents),
      ...(read.files === undefined ? {} : { files: read.files.filter((file) => owner(file) === mine) }),
      ...(read.text === undefined ? {} : { text: read.text }),
      ...(mine === undefined ? {} : { facts: mine }),
    };
  };
  const parts = all.map(({ each }) => part(each));
  const rest = part(undefined);
  return rest.objects.length + rest.talos.length + rest.documents.length === 0 ? parts : [...parts, rest];
}

function folderOf(file: string | undefined): string {
  const folder = posix.dirname(posix.normalize(file ?? ''));
  return folder === '.' ? '' : folder;
}
