// The answer about connections from one end to another.
import { answerOf, Explained, explainedInWords, Flow } from '../reach';

/** What the policies say of connections. */
export enum ReachAnswer {
  /** All of them pass. */
  ALLOWED = 'allowed',
  /** None of them passes. */
  DENIED = 'denied',
  /** Some pass and others do not: an end that stands for several, or several ports. */
  MIXED = 'mixed',
  /** Chance, or something that is not in the input, decides. */
  UNKNOWN = 'unknown',
}

/** Connections that an explanation spells out; more of the same tell nobody more. */
const SPELLED_OUT = 8;

/** The answer, with the rules that decide. Made by `Reachability.verdict`. */
export class ReachVerdict {
  private readonly flows: readonly Flow[];

  private constructor(flows: readonly Flow[]) {
    this.flows = flows;
  }

  /** @internal */
  public static _of(flows: readonly Flow[]): ReachVerdict {
    return new ReachVerdict(flows);
  }

  /** Every connection: with a Gateway, the one to its proxy too. @internal */
  public _flows(): readonly Explained[] {
    return [...new Set(this.flows.flat())];
  }

  /** What all connections of the question have in common. */
  public get answer(): ReachAnswer {
    const has = (answer: Explained['answer']) => this.flows.some((flow) => answerOf(flow) === answer);
    if (has('allowed') && has('denied')) return ReachAnswer.MIXED;
    if (has('unknown')) return ReachAnswer.UNKNOWN;
    return has('allowed') ? ReachAnswer.ALLOWED : ReachAnswer.DENIED;
  }

  /** Rules that speak about the connections, each once: `CiliumNetworkPolicy/shop/api spec.ingress[0] allows it`. Empty where no rule does. */
  public get rules(): string[] {
    const all = this._flows().flatMap(({ directions }) =>
      directions.flatMap(({ rules }) => rules.map(({ policy, at, says }) => `${policy} ${at} ${says}`)),
    );
    return [...new Set(all)];
  }

  /** Each connection step by step, both directions with the rules that decide them; the first eight, those that differ from the answer of the first before others. */
  public get explanation(): string {
    const [first] = this.flows;
    const isLike = (flow: Flow) => flow !== first && first !== undefined && answerOf(flow) === answerOf(first);
    const ordered = [...this.flows].sort((a, b) => Number(isLike(a)) - Number(isLike(b)));
    const spelledOut = [...new Set(ordered.slice(0, SPELLED_OUT).flat())];
    const lines = spelledOut.flatMap((step) => explainedInWords(step));
    const more = this.flows.length - SPELLED_OUT;
    return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  }

  /** The explanation. */
  public toString(): string {
    return this.explanation;
  }
}
