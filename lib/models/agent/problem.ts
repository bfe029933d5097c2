// What is wrong with an object that the agent reads, and where: places cost nothing until somebody asks for their text.
import { AgentObjection, Data, pathText } from '../../problem';

/** Who objects. @internal */
export enum Judge {
  /** Cilium's agent refuses the whole object and enforces nothing of it. */
  AGENT = 'agent',
  /** The API server refuses or prunes it by its schema. */
  SCHEMA = 'schema',
  /** Both take it, and it does not mean what it seems to. */
  MEANING = 'meaning',
}

/** One objection: where, what, and with which values. @internal */
export interface PolicyProblem {
  /** `cilium/<name>`; one code for one thing, at synth and in files. */
  readonly code: string;
  readonly judge: Judge;
  /** For MEANING: it opens more than it seems to, or is decided by chance. */
  readonly open: boolean;
  /** Keys and positions from the root of the object. */
  readonly path: (string | number)[];
  /** The same as text with YAML names, `spec.ingress[0].toPorts[0]`. */
  readonly at: string;
  /** What is wrong and with which values: `lib/problem/words/agent` makes words of it. */
  readonly data: Verdict;
}

/** What is wrong, by name, and the values that it is about. @internal */
export type Verdict = Readonly<Record<string, unknown>> & { readonly what: AgentObjection };

/** A place inside of an object: one step and the place it is taken from. @internal */
export class Place {
  public constructor(
    private readonly key: string | number,
    private readonly from?: Place,
  ) {}

  public at(key: string | number): Place {
    return new Place(key, this);
  }

  /** Keys and positions from the root; the root itself has no step. */
  public path(): (string | number)[] {
    const steps: (string | number)[] = [];
    for (let place: Place | undefined = this as Place; place !== undefined; place = place.from)
      if (place.key !== '' || place.from !== undefined) steps.unshift(place.key);
    return steps;
  }
}

/** Collects problems. @internal */
export class Problems {
  public readonly found: PolicyProblem[] = [];

  public agent(code: string, place: Place, what: AgentObjection, data: Data = {}): void {
    this.add(Judge.AGENT, false, code, place, { what, ...data });
  }

  public schema(code: string, place: Place, what: AgentObjection, data: Data = {}): void {
    this.add(Judge.SCHEMA, false, code, place, { what, ...data });
  }

  public meaning(code: string, place: Place, what: AgentObjection, data: Data = {}): void {
    this.add(Judge.MEANING, false, code, place, { what, ...data });
  }

  /** Both take it, and it lets through what it seems to hold back. */
  public open(code: string, place: Place, what: AgentObjection, data: Data = {}): void {
    this.add(Judge.MEANING, true, code, place, { what, ...data });
  }

  private add(judge: Judge, open: boolean, code: string, place: Place, data: Verdict): void {
    const path = place.path();
    this.found.push({ code: `cilium/${code}`, judge, open, path, at: pathText(path), data });
  }
}
