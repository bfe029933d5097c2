// A world with policies whose texts another program fills in: what differs between their two readings is not decided.
import { objectKey } from '../manifest';
import { Policies } from '../models/agent/verdict';
import { Classes } from './classes';
import { Identities } from './identities';
import { Matrix } from './matrix';
import { Party } from './parties';
import { ReachObject } from './input';
import { DirectionVerdict } from './verdict';

/** The reading that lets the least through. */
interface LeastReading {
  readonly matrix: Matrix;
  readonly policyObjects: readonly ReachObject[];
}

/** The reading that lets the most through, beside the world itself, which lets the least through. @internal */
export class PartlyKnown {
  private loaded?: Matrix;
  private readonly joined = new Map<string, number>();

  /**
   * @param policies positions of those that are only partly known
   * @param parties those of the world, as this reading knows them
   */
  public constructor(
    private readonly least: LeastReading,
    public readonly policies: ReadonlySet<number>,
    private readonly parties: readonly Party[],
    private readonly read: Policies,
  ) {}

  public get matrix(): Matrix {
    const classes = () => new Classes(this.parties, this.read, new Identities(this.read.agent.does));
    return (this.loaded ??= new Matrix(this.parties, classes(), this.read));
  }

  /** Number of the set of what passes for certain, and of what may. */
  public between(from: number, to: number, certain: number): number {
    const { of } = this.matrix.classes;
    const most = this.matrix.store.sets[this.matrix.between(of[from]!, of[to]!)]!;
    const { store } = this.least.matrix;
    const set = store.sets[certain]!;
    if (most.without(set).isEmpty) return certain;
    const key = `${certain} ${most.key} ${of[from]!} ${of[to]!}`;
    let joined = this.joined.get(key);
    if (joined === undefined) {
      const why = { proxy: 'undecided', rules: [this.reason(this.about(false, from), this.about(true, to))] } as const;
      const maybe = most.without(set).refined(
        () => why,
        () => [],
      );
      joined = store.id(set.union(maybe));
      this.joined.set(key, joined);
    }
    return joined;
  }

  /** One direction: as the world itself decides it, unless the other reading decides otherwise. */
  public decided(
    incoming: boolean,
    subject: number,
    least: DirectionVerdict,
    most: DirectionVerdict,
  ): DirectionVerdict {
    const allowed = ({ side }: DirectionVerdict) => ('allowed' in side ? side.allowed : undefined);
    if (allowed(least) === allowed(most)) return least;
    const reason = this.reason(this.about(incoming, subject));
    return { lookup: most.lookup, side: { undecided: { class: 'model', reason } } };
  }

  /** Those that may be about an end, in one direction. */
  private about(incoming: boolean, party: number): string[] {
    const { classes } = this.matrix;
    const names = this.read.entries.flatMap(({ ingress, origin: { policy } }, index) =>
      ingress === incoming && this.policies.has(policy) && classes.isAbout(index, classes.of[party]!)
        ? [objectKey(this.least.policyObjects[policy]!.manifest)]
        : [],
    );
    return [...new Set(names)];
  }

  private reason(...names: readonly (readonly string[])[]): string {
    const all = [...new Set(names.flat())];
    const named = all.length === 0 ? 'a policy' : all.join(' and ');
    return `${named} ${all.length > 1 ? 'hold' : 'holds'} texts that another program fills in`;
  }
}
