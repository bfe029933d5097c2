// What somebody demands of who can reach whom, in the facts of the cluster or in the configuration of the check: whether it holds.
import { InvariantFacts } from '../../../facts';
import {
  breachInWords,
  breachRepair,
  breachSteps,
  Claim,
  ClaimError,
  Demand,
  End,
  judgeClaim,
  MissingEnd,
  namesOf,
  Outcome,
  REACH,
  Reachability,
  readClaim,
} from '../../../reach';
import { isOutside } from '../../../world/outside';
import { CheckedDocument, World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';

/** An end that names nothing: said of a configuration only if no cluster of the input knows it. */
export const NAMES_NOTHING = 'invariant/names-nothing';

/** An invariant and where it stands. */
interface Stated {
  readonly at: CheckedDocument;
  readonly path: readonly (string | number)[];
  readonly invariant: InvariantFacts;
}

/** One that can be judged. */
interface Readable extends Stated {
  readonly demand: Demand;
  readonly claim: Claim;
}

interface Unreadable {
  readonly invariant: string;
  readonly problem: string;
  readonly repair: string;
}
interface Broken {
  readonly invariant: string;
  readonly reason?: string;
  readonly connection: string;
  /** Everything between the two, where it is more than that. */
  readonly connections?: string;
  readonly steps: readonly string[];
  readonly repair: string;
}

/** Judges what the facts and the configuration demand. */
export const INVARIANTS: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'invariant/broken',
      title: 'What must hold of who can reach whom holds',
      why: 'Somebody wrote down that policy must never, or must always, let these connections through. The finding names the first one that breaks it, with the rules that decide; there may be others.',
      words: ({ invariant, reason, connection, connections, steps, repair }: Broken) => ({
        message: `${invariant}${inBrackets(reason)}: ${connection}${inBrackets(connections)}: ${steps.join('; ')}`,
        repair,
      }),
    },
    {
      code: NAMES_NOTHING,
      title: 'What an invariant names exists',
      why: 'An invariant about a namespace, workload, Service or Gateway that is not there holds of nothing, and protects nothing. It is a note in a folder that may not be everything, unless a name there is almost the same.',
      words: ({ invariant, problem, repair }: Unreadable) => ({ message: `${invariant}: ${problem}`, repair }),
    },
    {
      code: 'invariant/text',
      title: 'An invariant can be read',
      why: 'An invariant that nobody understands is not judged.',
      words: ({ invariant, problem, repair }: Unreadable) => ({ message: `${invariant}: ${problem}`, repair }),
    },
  ],
  check(world, report) {
    const readable = statedIn(world).flatMap((stated) => read(stated, report));
    if (readable.length === 0) return;
    const names = namesOf(readable.flatMap(({ claim }) => endsOf(claim)));
    const found = world.model(REACH).map(({ reach }) => (names.length === 0 ? reach : reach.withNames(names)));
    // Where nothing is, nothing that an invariant names is.
    const clusters = found.length === 0 ? [new Reachability({ objects: [] })] : found;
    for (const each of readable) judge(each, clusters, world, report);
  },
};

function statedIn({ factsDocument, configuration }: World): Stated[] {
  return [factsDocument, configuration].flatMap((at) => {
    const list = at?.content.invariants;
    return at === undefined || !Array.isArray(list)
      ? []
      : (list as InvariantFacts[]).map((invariant, index) => ({ at, path: ['invariants', index], invariant }));
  });
}

function read(stated: Stated, report: Report): Readable[] {
  const { at, path, invariant } = stated;
  const unreadable = (problem: string, repair: string) => {
    report.error('invariant/text', at, path, { invariant: titleOf(invariant), problem, repair });
    return [];
  };
  const { never, always } = invariant;
  const text = never ?? always;
  if (text === undefined || (never !== undefined && always !== undefined))
    return unreadable(
      'neither never nor always, or both',
      'write one of: never: from … to …, always: from … to … on …',
    );
  const demand = never === undefined ? 'always' : 'never';
  try {
    const claim = readClaim(text);
    if (demand === 'always' && claim.on === undefined)
      return unreadable('"always" without a port', 'say which connections must pass, such as: on TCP 443');
    return [{ ...stated, demand, claim }];
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    return unreadable(error.problem, error.repair);
  }
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`;
}

/** `prod-private: never from world to namespace production`, without a name the demand alone. */
function titleOf({ name, never, always }: InvariantFacts): string {
  const demand = never !== undefined ? `never ${never}` : always !== undefined ? `always ${always}` : 'an invariant';
  return name === undefined ? demand : `${name}: ${demand}`;
}

/** Every end that claims name. */
function endsOf({ from, to, except }: Claim): End[] {
  return [...from, ...to, ...except.flatMap((flows) => [...(flows.from ?? []), ...(flows.to ?? [])])];
}

/** An invariant holds in every cluster; what it names has to be in one of them. */
function judge(
  { at, path, invariant, demand, claim }: Readable,
  clusters: readonly Reachability[],
  world: World,
  report: Report,
): void {
  const outcomes = clusters.map((reach) => judgeClaim(demand, claim, reach));
  const title = titleOf(invariant);
  for (const end of missingEverywhere(outcomes).filter((each) => !isElsewhere(world, each))) {
    const data: Unreadable = { invariant: title, problem: end.problem, repair: end.repair };
    report[levelOfAbsence(world, end.near)](NAMES_NOTHING, at, path, { ...data });
  }
  const breach = outcomes.find((outcome) => outcome.breach !== undefined)?.breach;
  if (breach === undefined) return;
  const may = demand === 'never';
  const data: Broken = {
    invariant: title,
    ...(invariant.reason === undefined ? {} : { reason: invariant.reason }),
    connection: breachInWords(breach, may),
    ...(may && breach.connections !== `${breach.protocol} ${breach.port}` ? { connections: breach.connections } : {}),
    steps: breachSteps(breach),
    repair: breachRepair(breach, may),
  };
  report[breach.certain ? 'error' : 'warning']('invariant/broken', at, path, { ...data });
}

function missingEverywhere([first, ...others]: readonly Outcome[]): MissingEnd[] {
  const missing = first?.missing ?? [];
  return missing.filter(({ end }) => others.every((other) => other.missing.some((each) => each.end === end)));
}

/** The facts say that the namespace is somebody else's. */
function isElsewhere(world: World, { namespace }: MissingEnd): boolean {
  return namespace !== undefined && isOutside(world, { kind: 'Namespace', name: namespace });
}
