// The types of Talos' configuration per minor: what a field is called, what it holds, and what a type does by itself.
import table = require('./data/shapes.json');
import { TalosMinor, TALOS_MINORS } from './minors';

/** A type as the loader uses it. */
export type Shape =
  | { readonly is: 'any' }
  | { readonly is: 'string' | 'bool' | 'bytes' }
  | { readonly is: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly is: 'duration' }
  | { readonly is: 'pointer'; readonly of: Shape }
  | { readonly is: 'list'; readonly of: Shape; readonly name: string | undefined }
  | { readonly is: 'map'; readonly of: Shape; readonly name: string | undefined }
  | StructShape
  | OwnShape;

/** A struct. */
export interface StructShape {
  readonly is: 'struct';
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** The map that takes the keys that no field has. */
  readonly rest: Shape | undefined;
  /** Merging two of them fails: Go cannot write their fields. */
  readonly closed: boolean;
  /** It says itself when it is empty. */
  readonly ownZero: boolean;
}

/** A type that reads its own text. */
export interface OwnShape {
  readonly is: 'own';
  readonly name: string;
  /** Words of an enumeration in the order of their numbers; the word of number 0 is the zero value. */
  readonly words: readonly string[] | undefined;
  readonly zero: string | undefined;
  /** Merging takes the right side also where it is zero. */
  readonly closed: boolean;
}

/** A field of a struct. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Left out where it is zero. */
  readonly omitted: boolean;
  /** A patch replaces it instead of merging. */
  readonly replaced: boolean;
}

/** A document kind; `''` is the v1alpha1 document without a kind. */
export interface KindShape {
  readonly kind: string;
  readonly shape: StructShape;
  readonly named: boolean;
  /** Kinds that may not have a document of the same name beside this one. */
  readonly conflicts: readonly string[];
  /** Read by the node only where the machine is a control plane. */
  readonly controlPlaneOnly: boolean;
}

interface TypeRow {
  readonly reads?: string;
  readonly of?: string;
  readonly closed?: boolean;
  readonly ownZero?: boolean;
  readonly words?: readonly string[];
  readonly zero?: string;
  readonly fields?: readonly string[];
}
interface KindRow {
  readonly type: string;
  readonly named?: boolean;
  readonly conflicts?: readonly string[];
  readonly controlPlaneOnly?: boolean;
}
interface MinorTable {
  readonly kinds: Readonly<Record<string, KindRow | null>>;
  readonly types: Readonly<Record<string, TypeRow | null>>;
}

/** The kinds of one minor, and its types by name. */
export interface Shapes {
  readonly kinds: ReadonlyMap<string, KindShape>;
  readonly type: (name: string) => Shape;
}

const CACHE = new Map<TalosMinor, Shapes>();

/** The shapes of a minor. */
export function shapesOf(minor: TalosMinor): Shapes {
  const known = CACHE.get(minor);
  if (known !== undefined) return known;
  const made = make(rowsOf(minor));
  CACHE.set(minor, made);
  return made;
}

/** Rows of a minor: those of the minors before it, changed where a row of its own stands; null takes one away. */
function rowsOf(minor: TalosMinor): MinorTable {
  const minors = table as unknown as Readonly<Record<string, MinorTable>>;
  const kinds: Record<string, KindRow | null> = {};
  const types: Record<string, TypeRow | null> = {};
  for (const each of TALOS_MINORS) {
    Object.assign(kinds, minors[each]?.kinds);
    Object.assign(types, minors[each]?.types);
    if (each === minor) break;
  }
  return { kinds, types };
}

const NUMBERS: Readonly<Record<string, readonly [number, number, boolean]>> = {
  int: [-(2 ** 63), 2 ** 63, true],
  int64: [-(2 ** 63), 2 ** 63, true],
  int32: [-(2 ** 31), 2 ** 31 - 1, true],
  int16: [-(2 ** 15), 2 ** 15 - 1, true],
  int8: [-(2 ** 7), 2 ** 7 - 1, true],
  uint: [0, 2 ** 64, true],
  uint64: [0, 2 ** 64, true],
  uint32: [0, 2 ** 32 - 1, true],
  uint16: [0, 2 ** 16 - 1, true],
  uint8: [0, 2 ** 8 - 1, true],
  float32: [-Infinity, Infinity, false],
  float64: [-Infinity, Infinity, false],
};

function make({ kinds, types }: MinorTable): Shapes {
  const byText = new Map<string, Shape>();
  const shape = (text: string): Shape => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    const made = read(text, undefined);
    byText.set(text, made);
    return made;
  };
  const read = (text: string, name: string | undefined): Shape => {
    const number = NUMBERS[text];
    if (number !== undefined) return { is: 'number', min: number[0], max: number[1], whole: number[2] };
    if (text === 'string' || text === 'bool' || text === 'any') return { is: text };
    if (text.startsWith('*')) return { is: 'pointer', of: shape(text.slice(1)) };
    if (text === '[]uint8') return { is: 'bytes' };
    if (text.startsWith('[]')) return { is: 'list', of: shape(text.slice(2)), name };
    if (text.startsWith('{')) return { is: 'map', of: shape(text.slice(text.indexOf('}') + 1)), name };
    if (text === '@time.Duration') return { is: 'duration' };
    return named(text.slice(1));
  };
  const named = (name: string): Shape => {
    const row = types[name] ?? {};
    if (row.reads !== undefined)
      return { is: 'own', name, words: row.words, zero: row.zero, closed: row.closed === true };
    if (row.of !== undefined) return read(row.of, name);
    const fields = new Map<string, Field>();
    let rest: Shape | undefined;
    const made = {
      is: 'struct' as const,
      name,
      fields,
      closed: row.closed === true,
      ownZero: row.ownZero === true,
      get rest() {
        return rest;
      },
    };
    byText.set(`@${name}`, made);
    for (const line of row.fields ?? []) {
      const [key = '', type = '', flags = ''] = line.split(' ');
      if (flags.includes('i')) {
        const inner = shape(type);
        if (inner.is === 'struct') for (const [each, field] of inner.fields) fields.set(each, field);
        else rest = inner.is === 'map' ? inner.of : inner;
        continue;
      }
      fields.set(key, {
        name: key,
        shape: shape(type),
        omitted: flags.includes('o'),
        replaced: flags.includes('r'),
      });
    }
    return made;
  };
  return {
    type: (name) => shape(`@${name}`),
    kinds: new Map(
      Object.entries(kinds).flatMap(([kind, row]) => {
        const root = row === null ? undefined : shape(`@${row.type}`);
        return row === null || root?.is !== 'struct'
          ? []
          : [
              [
                kind,
                {
                  kind,
                  shape: root,
                  named: row.named === true,
                  conflicts: row.conflicts ?? [],
                  controlPlaneOnly: row.controlPlaneOnly === true,
                },
              ] as const,
            ];
      }),
    ),
  };
}
