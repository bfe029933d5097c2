// The error of a value that cannot be what its caller says it is: data first (what, value, repair), words second.

/** A value that Go, the kernel or Kubernetes would refuse. Constructs turn it into a ValidationError with their path. */
export class ValueError extends Error {
  /** Stable code, for example `net/cidr-host-bits`. */
  public readonly code: string;
  /** What is wrong, with the value shown. */
  public readonly problem: string;
  /** What to write instead. */
  public readonly repair: string;

  public constructor(code: string, problem: string, repair: string) {
    super(`${problem}; ${repair}`);
    this.name = 'ValueError';
    this.code = code;
    this.problem = problem;
    this.repair = repair;
  }
}
