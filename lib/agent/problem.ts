// What is wrong with a policy that somebody wrote as YAML.

/** Who objects. @internal */
export enum Judge {
  /** Cilium's agent refuses the whole policy and enforces nothing of it. */
  AGENT = 'agent',
  /** The API server refuses or prunes it by its schema. */
  SCHEMA = 'schema',
  /** Both take it, and it does not mean what it seems to. */
  MEANING = 'meaning',
}

/** One objection: where, what, and what to write instead. @internal */
export interface PolicyProblem {
  readonly code: string;
  readonly judge: Judge;
  /** Path by YAML names, `spec.ingress[0].toPorts[0]`. */
  readonly at: string;
  readonly problem: string;
  readonly repair: string;
}

/** Collects problems. @internal */
export class Problems {
  public readonly found: PolicyProblem[] = [];

  public agent(code: string, at: string, problem: string, repair: string): void {
    this.found.push({ code: `policy/${code}`, judge: Judge.AGENT, at, problem, repair });
  }

  public schema(code: string, at: string, problem: string, repair: string): void {
    this.found.push({ code: `policy/${code}`, judge: Judge.SCHEMA, at, problem, repair });
  }

  public meaning(code: string, at: string, problem: string, repair: string): void {
    this.found.push({ code: `policy/${code}`, judge: Judge.MEANING, at, problem, repair });
  }
}
