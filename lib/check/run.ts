// Runs the layers and rules over a world. A rule that fails is a finding of its own, and the others go on.
import { holdsPlaceholder, isPlaceholder } from '../manifest';
import { Code, Data, Level, Path, wordsOf } from '../problem';
import { valueAtPath } from '../world/derived/fields';
import { CheckedDocument, CheckedObject, World } from '../world/types';
import { restsOnGuess } from './guess';
import { ObjectLayer, Place, Problem, Report, Rule, Said } from './rule';

/** What is run. */
export interface RunPlan {
  readonly layers: readonly ObjectLayer[];
  readonly rules: readonly Rule[];
  /** Layers to run. @default - all */
  readonly only?: readonly string[];
  /** Called after each thousand objects and before each rule. */
  readonly progress?: (done: string) => void;
}

/** Codes of the frame itself. */
export const RUN_CODES: readonly Code[] = [
  {
    code: 'input/internal',
    title: 'A rule ends with an answer',
    why: 'The rule itself failed on this input, so its part of the check is missing. This is a fault of the tool: please report it with the object.',
    words: ({ rule, said }: { rule: string; said: string }) => ({
      message: `${rule} failed: ${said}`,
      repair: 'this is a fault of the check, not of the object; report it, and go on with --only and the other layers',
    }),
  },
];

/** Everything that the plan finds, each once, in the order of the input. */
export function run(world: World, plan: RunPlan): Problem[] {
  const wanted = (layer: string) => plan.only === undefined || plan.only.includes(layer);
  const collected = new Collected(world, codesOf(plan));
  const layers = plan.layers.filter(({ layer }) => wanted(layer));
  // Object by object: a layer may go on from what the one before made of the object.
  if (layers.length > 0)
    world.objects.forEach((object, index) => {
      for (const layer of layers)
        collected.guard(layer.layer, object, () => layer.check(object, world.versions, collected));
      if (index % 1000 === 999) plan.progress?.(`checking: ${index + 1} of ${world.objects.length} objects`);
    });
  for (const rule of plan.rules.filter((each) => wanted(each.layer))) {
    plan.progress?.(`checking all together: ${rule.codes[0]?.code ?? rule.layer}`);
    collected.guard(rule.codes[0]?.code ?? rule.layer, undefined, () => rule.check(world, collected));
  }
  return collected.ordered();
}

function codesOf({ layers, rules }: RunPlan): Map<string, Code> {
  const codes = [...RUN_CODES, ...layers.flatMap((each) => each.codes), ...rules.flatMap((each) => each.codes)];
  return new Map(codes.map((code) => [code.code, code]));
}

/** What was stated beside the input. */
function statedIn({ factsDocument, configuration }: World): CheckedDocument[] {
  return [factsDocument, configuration].filter((each) => each !== undefined);
}

class Collected implements Report {
  private readonly problems = new Map<string, Problem>();
  private readonly order = new Map<Place, number>();

  public constructor(
    private readonly world: World,
    private readonly codes: ReadonlyMap<string, Code>,
  ) {
    let next = 0;
    for (const each of [...world.objects, ...world.talos, ...world.documents, ...statedIn(world)])
      this.order.set(each, next++);
  }

  public error(code: string, at: Place, path: Path, ...said: Said): void {
    this.say('error', code, at, path, said);
  }

  public warning(code: string, at: Place, path: Path, ...said: Said): void {
    this.say('warning', code, at, path, said);
  }

  public note(code: string, at: Place, path: Path, ...said: Said): void {
    this.say('note', code, at, path, said);
  }

  public guard(name: string, object: CheckedObject | undefined, check: () => void): void {
    try {
      check();
    } catch (error) {
      const said = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      const { objects, talos, documents } = this.world;
      const at = object ?? objects[0] ?? talos[0] ?? documents[0] ?? NOWHERE;
      this.say('error', 'input/internal', at, [], [{ rule: name, said }]);
    }
  }

  public ordered(): Problem[] {
    const place = (problem: Problem) => this.order.get(problem.at) ?? -1;
    return [...this.problems.values()].sort(
      (a, b) =>
        place(a) - place(b) ||
        RANK[a.level] - RANK[b.level] ||
        comparePaths(a.path, b.path) ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
  }

  private say(level: Level, code: string, at: Place, path: Path, [first, second]: Said): void {
    const spoken = typeof first === 'string';
    const data: Data = spoken ? { message: first, repair: second } : first;
    const others = spoken ? undefined : (second as readonly Place[] | undefined);
    const words = wordsOf(this.codes.get(code), data);
    const guess = restsOnGuess(at, path) || (others ?? []).some((other) => restsOnGuess(other, []));
    const most = level === 'error' && guess ? 'warning' : level;
    this.add({ level: most, code, at, path, data, ...(others === undefined ? {} : { others }), ...words });
  }

  private add(problem: Problem): void {
    if (isFilledInLater(problem)) return;
    const key = [this.order.get(problem.at) ?? -1, problem.code, JSON.stringify(problem.path), problem.message].join(
      '\0',
    );
    if (!this.problems.has(key)) this.problems.set(key, problem);
  }
}

const NOWHERE: CheckedDocument = { content: {}, origin: {} };
const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** What another program fills in later: nothing can be said about it. */
function isFilledInLater({ at, path, code, data }: Problem): boolean {
  if (code === 'input/internal') return false;
  if (holdsPlaceholder(data)) return true;
  const last = path.at(-1);
  if (typeof last === 'string' && isPlaceholder(last)) return true;
  const value = valueAtPath('manifest' in at ? at.manifest : at.content, path);
  // CEL judges what hangs below the path as a whole.
  return code.startsWith('cel/') ? holdsPlaceholder(value) : typeof value === 'string' && isPlaceholder(value);
}

function comparePaths(a: Path, b: Path): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x, y] = [a[index]!, b[index]!];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
