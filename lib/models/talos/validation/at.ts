// Where a check stands: the document it speaks of, and where its findings go.
import { PlainMap, isMap } from '../../../manifest';
import { TalosMinor } from '../minors';
import { TalosPath, TalosProblem } from '../problem';

/** What Talos validates for. */
export type TalosMode = 'metal' | 'cloud' | 'container';

/** Collects what is wrong with one document. */
export class Check {
  public constructor(
    public readonly minor: TalosMinor,
    public readonly mode: TalosMode,
    private readonly document: string,
    private readonly errors: TalosProblem[],
    private readonly warnings: TalosProblem[],
  ) {}

  public error(reason: string, path: TalosPath = [], data: PlainMap = {}): void {
    this.errors.push({ reason, document: this.document, path, data });
  }

  public warn(reason: string, path: TalosPath = [], data: PlainMap = {}): void {
    this.warnings.push({ reason, document: this.document, path, data });
  }

  /** An error where the value is missing. */
  public need(value: PlainMap, ...keys: string[]): void {
    for (const key of keys) if (isUnset(value[key])) this.error('required', [key]);
  }
}

/** True for what is not set: absent or empty text. */
export function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}

/** A section; empty if it is absent. */
export function section(value: unknown, ...path: string[]): PlainMap {
  return (sectionOrNone(value, ...path) ?? {}) as PlainMap;
}

/** A section, or undefined if it is absent. */
export function sectionOrNone(value: unknown, ...path: string[]): PlainMap | undefined {
  let at = value;
  for (const key of path) at = isMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isMap(at) ? at : undefined;
}

/** The items of a list; none if it is absent. */
export function items(value: unknown, ...path: string[]): readonly unknown[] {
  let at = value;
  for (const key of path) at = isMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return Array.isArray(at) ? at : [];
}

/** The sections of a list. */
export function sections(value: unknown, ...path: string[]): readonly PlainMap[] {
  return items(value, ...path).map((item) => (isMap(item) ? item : {}));
}

/** A text; empty if it is absent. */
export function text(value: unknown, ...path: string[]): string {
  let at = value;
  for (const key of path) at = isMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return typeof at === 'string' ? at : '';
}

/** A number; 0 if it is absent. */
export function number(value: unknown, key: string): number {
  const at = isMap(value) ? value[key] : undefined;
  return typeof at === 'number' ? at : 0;
}

/** The texts among the items of a list. */
export function texts(list: readonly unknown[]): string[] {
  return list.filter((each) => typeof each === 'string');
}
