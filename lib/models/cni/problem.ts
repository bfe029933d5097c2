// What can be wrong with a CNI configuration, without a place in a manifest.
import { Level } from '../../problem';

/** Keys and positions inside of the JSON of the configuration. */
export type CniPath = readonly (string | number)[];

/** One mistake. */
export interface CniProblem {
  readonly level: Level;
  /** Name of the code `cni/<name>`. */
  readonly name: string;
  readonly path: CniPath;
  readonly message: string;
  readonly repair: string;
}

/** Collects mistakes of one part of a configuration. */
export class Judge {
  public constructor(
    private readonly problems: CniProblem[],
    private readonly path: CniPath,
  ) {}

  /** The same judge, further inside. */
  public at(...path: CniPath): Judge {
    return new Judge(this.problems, [...this.path, ...path]);
  }

  public error(name: string, message: string, repair: string): void {
    this.problems.push({ level: 'error', name, path: this.path, message, repair });
  }

  public warning(name: string, message: string, repair: string): void {
    this.problems.push({ level: 'warning', name, path: this.path, message, repair });
  }
}

/** `plugins[1].sysctl`, as a reader of the JSON would say it. */
export function pathText(path: CniPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[A-Za-z_][\w-]*$/.test(step)
          ? index === 0
            ? step
            : `.${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join('');
}
