// What can be wrong with a CNI configuration, without a place in a manifest.
import { Data, Level, Path } from '../../problem';

/** One mistake. */
export interface CniProblem {
  readonly level: Level;
  /** Name of the code `cni/<name>`. */
  readonly name: string;
  /** What is wrong, of all that the name covers: the key of its words. */
  readonly reason: string;
  /** Keys and positions inside of the JSON of the configuration. */
  readonly path: Path;
  /** What it is about: plain values. */
  readonly data: Data;
}

/** Collects mistakes of one part of a configuration. */
export class Judge {
  public constructor(
    private readonly problems: CniProblem[],
    private readonly path: Path,
  ) {}

  /** The same judge, further inside. */
  public at(...path: Path): Judge {
    return new Judge(this.problems, [...this.path, ...path]);
  }

  public error(name: string, reason: string, data: Data = {}): void {
    this.problems.push({ level: 'error', name, reason, path: this.path, data });
  }

  public warning(name: string, reason: string, data: Data = {}): void {
    this.problems.push({ level: 'warning', name, reason, path: this.path, data });
  }
}
