// What is wrong, the rules that say so, and what they say it to.
import { Code, Data, Level, Path } from '../problem';
import { CheckedDocument, CheckedObject, Versions, World } from '../world/types';

/** Anything that a problem can be about. */
export type Place = CheckedObject | CheckedDocument;

/** One thing that is wrong: data first, words made from it. */
export interface Problem {
  readonly level: Level;
  /** `<layer>/<name>`: schema/…, cel/…, cilium/…, or the subject of a rule: object/…, reference/…, address/…, cni/…, values/…, l2/…. */
  readonly code: string;
  /** Whose line is reported. */
  readonly at: Place;
  /** Place inside of that object. */
  readonly path: Path;
  readonly data: Data;
  /** Others that it is about: who ignores the code there silences it as well. */
  readonly others?: readonly Place[];
  /** What it rests on that nobody wrote: `Cilium 1.20`. @default - nothing */
  readonly assumed?: readonly string[];
  /** Why somebody ignores it. @default - it counts */
  readonly ignoredBecause?: string;
  /** What is wrong, with the value shown. */
  readonly message: string;
  /** What to write instead. */
  readonly repair: string;
}

/** What is said: data that the code has words for, and the others that it is about. */
export type Said = readonly [data: Data, others?: readonly Place[]];

/** What a rule says, made easy. */
export interface Report {
  error(code: string, at: Place, path: Path, ...said: Said): void;
  warning(code: string, at: Place, path: Path, ...said: Said): void;
  note(code: string, at: Place, path: Path, ...said: Said): void;
}

/** A report that says warnings in place of errors: of the values of a chart, of which nobody here knows what it makes. */
export function withoutErrors(report: Report): Report {
  const warning: Report['warning'] = (...said) => report.warning(...said);
  return { error: warning, warning, note: (...said) => report.note(...said) };
}

/** A rule over everything that was read. One file each; it knows nothing of the other rules. */
export interface Rule {
  /** Layer for `--only`, one of LAYER_NAMES. */
  readonly layer: string;
  readonly codes: readonly Code[];
  check(world: World, report: Report): void;
}

/** The judgement on one object alone: schema, CEL, the agent. */
export interface ObjectLayer {
  readonly layer: string;
  /** Every code that the layer can say. */
  readonly codes: readonly Code[];
  check(object: CheckedObject, versions: Versions, report: Report): void;
}

/**
 * How bad the absence of something is: an error where the world holds everything, a warning where the folder holds both ends of what misses it, else
 * a note.
 *
 * @param bothEnds true if the world holds the objects on both ends
 */
export function levelOfAbsence(world: World, bothEnds: boolean): Level {
  if (world.complete) return 'error';
  return bothEnds ? 'warning' : 'note';
}
