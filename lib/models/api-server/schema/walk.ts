// Where a check of one object stands, and what it has said: the path is kept as a stack, so nothing is made until something is wrong.
import { Data, Level, Path, ServerObjection } from '../../../problem';
import { Say, Served, Subject } from '../subject';
import { Schema } from './node';

/** Codes after which the API server leaves the CEL rules alone, since their types cannot be relied on. */
const UNSAFE = new Set([
  'schema/type',
  'schema/required',
  'schema/enum',
  'schema/too-long',
  'schema/too-many',
  'schema/branch',
]);

/** One walk over one object. */
export class Walk {
  /** Keys and positions down to the value that is looked at. */
  public readonly path: (string | number)[] = [];
  /** Errors said so far, or met while quiet. */
  public errors = 0;
  /** An error was said after which rules cannot be evaluated. */
  public unsafe = false;
  /** Above zero nothing is said, only counted: branches of anyOf, oneOf and not. */
  public quiet = 0;
  /** A value of a wrong type was met: what reads the value further down cannot rely on it. */
  public mistyped = false;
  /** A field that the schema does not have was met. */
  public strange = false;
  /** The object is of a kind that the server has built in. */
  public builtIn = false;

  constructor(
    private readonly at: Subject,
    private readonly hear: Say | undefined,
    public readonly versions?: Served,
  ) {}

  /** Kustomize or Flux may add to the object before it is applied. */
  public get built(): boolean {
    return this.at.built === true;
  }

  public error(code: string, what: ServerObjection, data: Data = {}): void {
    this.say('error', code, what, data);
  }

  public say(level: Level, code: string, what: ServerObjection, data: Data = {}): void {
    if (level === 'error') {
      this.errors++;
      if (this.quiet === 0 && UNSAFE.has(code)) this.unsafe = true;
      if (code === 'schema/type') this.mistyped = true;
      if (code === 'schema/unknown-field') this.strange = true;
    }
    if (this.quiet === 0) this.hear?.(level, code, this.path.slice(), { what, ...data });
  }

  /** Says an error about a place below the present one. */
  public errorAt(below: Path, code: string, what: ServerObjection, data: Data = {}): void {
    this.path.push(...below);
    this.error(code, what, data);
    this.path.length -= below.length;
  }

  /** True if the check of a value says no error; nothing is reported. */
  public fits(check: (value: unknown, schema: Schema, walk: Walk) => void, value: unknown, schema: Schema): boolean {
    const before = this.errors;
    this.quiet++;
    check(value, schema, this);
    this.quiet--;
    const fits = this.errors === before;
    this.errors = before;
    return fits;
  }
}

const SHOWN = 60;
/** How far a value is looked through for what is filled in later. */
const LOOKED_AT = 2000;

/** A value as data and messages show it: JSON, shortened. */
export function show(value: unknown): string {
  const text = json(value, LOOKED_AT);
  if (text.length <= SHOWN) return text;
  // What is filled in later stays to be seen: nothing is said about such values.
  const later = /\$\{[^}]*\}|\{\{.*?\}\}/.exec(text)?.[0];
  const shown = `${text.slice(0, SHOWN - 3)}…`;
  return later === undefined || shown.includes(later) ? shown : `${shown} with ${later}`;
}

/** JSON of a value, given up after some characters: a value may be huge, or be the same list a million times. */
function json(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room) : value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? String(value);
  const list = Array.isArray(value);
  let text = list ? '[' : '{';
  for (const key in value) {
    if (text.length > room) break;
    const inner = (value as Record<string, unknown>)[key];
    if (inner === undefined) continue;
    const separator = text.length > 1 ? ',' : '';
    text += `${separator}${list ? '' : `${JSON.stringify(key)}:`}${json(inner, room - text.length)}`;
  }
  return text + (list ? ']' : '}');
}

/** What a value is, in the words of the API. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
