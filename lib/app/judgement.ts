// What is wrong with an app: the rules of the check room over what it makes, each finding at the construct that made the object.
import { IConstruct } from 'constructs';
import type { InputProblem, Problem } from '../check';
import { Boundary } from '../cluster';
import { collectStructured, errorAt, Finding, ValidationError, warningAt } from '../construct';
import { ClusterFacts } from '../facts';
import { objectKey } from '../manifest';
import { typescriptRepair } from '../problem';
import { TalosFile, talosFiles } from '../talos';
import { appDocuments, appFacts, factsDocument, ignoresOf } from './app-world';
import { Invariant } from './invariant';
import { OwnedManifest, renderedObjects } from './objects';

type CheckRoom = typeof import('../check');

/** The findings of one boundary, and the facts that go with its objects. */
export interface Judgement {
  /** What the rules say, notes too. */
  readonly problems: readonly Problem[];
  /** Documents that no check can take for what they are. */
  readonly unread: readonly InputProblem[];
  readonly findings: Finding[];
  readonly facts: ClusterFacts;
}

/**
 * What the rules say of one cluster of an app.
 *
 * @param talos the machine-config patches of the boundary
 * @param own what the constructs say of themselves, which uses ignores too. @default - ignores that silence nothing are not said
 */
export function judge(
  boundary: Boundary,
  objects: readonly OwnedManifest[],
  talos: readonly TalosFile[],
  own?: readonly Finding[],
): Judgement {
  const room = checkRoom();
  const facts = appFacts(boundary, objects);
  const { problems: unread, ...read } = room.readDocuments(appDocuments(boundary, objects, talos));
  const { problems, used } = room.check({ ...read, facts: [factsDocument(boundary, facts)] });
  const codes = new Set(room.allCodes().map(({ code }) => code));
  const findings = problems
    .filter(({ level }) => level !== 'note')
    .map((problem) => findingOf(problem, room.pathText(problem.path), invariantOf(problem, boundary)));
  // The ignores of the facts are made of the same list, in the same order.
  const isUsed = (by: IConstruct, code: string) =>
    own?.some((each) => each.ignoredBecause !== undefined && each.code === code && each.path === by.node.path) ?? true;
  const idle = ignoresOf(boundary, objects).filter(
    ({ by, ignore }, index) => !used.has(facts.ignores![index]!) && !isUsed(by, ignore.code),
  );
  return {
    findings: [
      ...unread.filter(({ level }) => level === 'error').map(unreadFinding),
      ...findings,
      ...idle.map(({ by, ignore }) => idleIgnore(by, ignore.code, codes)),
    ],
    facts,
    problems,
    unread,
  };
}

/** Loaded here: the rules and schemas are needed at synth only. */
function checkRoom(): CheckRoom {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../check') as CheckRoom;
}

/** For cdk8s's own App, which collects texts: the same rules over what it will write. Asked for several times in one synth. */
export function addObjectRules(isOurs: (app: IConstruct) => boolean): void {
  const answers = new WeakMap<IConstruct, { text: string; findings: Finding[] }>();
  Boundary.addRuleEverywhere({
    code: 'app/objects',
    check: (boundary) => {
      if (isOurs(boundary.root.node.root)) return [];
      const objects = rendered(boundary);
      const text = JSON.stringify(objects);
      const known = answers.get(boundary.root);
      if (known?.text === text) return known.findings;
      const { findings } = judge(boundary, objects, patchesOf(boundary));
      answers.set(boundary.root, { text, findings });
      return findings;
    },
  });
}

function rendered(boundary: Boundary): OwnedManifest[] {
  try {
    return collectStructured(() => renderedObjects(boundary));
  } catch (error) {
    // cdk8s meets the same error when it writes, and says it.
    if (error instanceof Error) return [];
    throw error;
  }
}

function patchesOf(boundary: Boundary): TalosFile[] {
  try {
    return talosFiles(boundary.root);
  } catch (error) {
    // The rules of the Talos room say it.
    if (error instanceof ValidationError) return [];
    throw error;
  }
}

/** The construct that states what a problem is about, where that is an invariant: the facts list them in the order of the tree. */
function invariantOf({ code, path }: Problem, boundary: Boundary): IConstruct | undefined {
  const [key, index] = path;
  return code.startsWith('invariant/') && key === 'invariants'
    ? Invariant._allOf(boundary)[index as number]
    : undefined;
}

/** @param by the construct, where it made no object */
function findingOf(problem: Problem, place: string, by?: IConstruct): Finding {
  const { level, code, at, data, repair, ignoredBecause } = problem;
  const message = `${problem.message}${namesakesOf(problem)}`;
  const object = 'manifest' in at ? objectKey(at.manifest) : '';
  const where = [object, place].filter((each) => each !== '').join(' ');
  const finding = (level === 'error' ? errorAt : warningAt)(
    by?.node.path ?? at.origin.construct ?? '',
    code,
    where === '' || by !== undefined ? message : `${where}: ${message}`,
    typescriptRepair(code, data) ?? repair,
  );
  return ignoredBecause === undefined ? finding : { ...finding, ignoredBecause };
}

/** The constructs of others that are called the same: the name alone does not tell them apart. */
function namesakesOf({ at, others = [] }: Problem): string {
  const key = 'manifest' in at ? objectKey(at.manifest) : undefined;
  const constructs = others.flatMap((other) =>
    'manifest' in other && objectKey(other.manifest) === key ? (other.origin.construct ?? []) : [],
  );
  return constructs.length === 0 ? '' : ` (${constructs.join(', ')})`;
}

/** What no checker takes for an object. */
function unreadFinding({ code, file, construct, message, repair }: InputProblem): Finding {
  return errorAt(construct ?? '', code, `${file}: ${message}`, repair);
}

/** An ignore that silenced nothing, or one of a code that nothing says. */
function idleIgnore(by: IConstruct, code: string, codes: ReadonlySet<string>): Finding {
  if (!codes.has(code))
    return errorAt(
      by.node.path,
      'app/unknown-code',
      `ignore('${code}'), a code that nothing says`,
      'write the code of the finding as the report names it; `talosnet check --list-rules` lists all',
    );
  return warningAt(
    by.node.path,
    'app/unused-ignore',
    `ignore('${code}') silences nothing`,
    'remove it: what it was for is gone, or stands at another construct',
  );
}
