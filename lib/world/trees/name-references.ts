// Fields that hold the name of another object: kustomize's own, and those that a kustomization adds by `configurations`.
import { Manifest, PlainMap } from '../../manifest';
import { mapsIn } from '../derived/fields';
import { Named, NameField, NAME_FIELDS } from '../flux/name-fields';
import { mayName } from '../flux/names';
import { MOVED, namesOf } from '../flux/selector';

/** A field with the kind of the object that it names. @internal */
export interface NameReference extends NameField {
  readonly of: string;
}

const OWN: readonly NameReference[] = Object.entries(NAME_FIELDS).flatMap(([of, fields]) =>
  fields.map((field) => ({ ...field, of })),
);

/** An object before its last new name, that one, and the namespace where it was written. */
interface Moved {
  readonly object: Manifest;
  readonly now: string;
  readonly written: string;
}

/** What objects that got a name or a namespace were called, and what they are called now. @internal */
export class Names {
  /** By kind and every name that an object ever had. */
  private readonly moved = new Map<string, Moved[]>();

  public get isEmpty(): boolean {
    return this.moved.size === 0;
  }

  /** An object before its last new name. */
  public add(object: Manifest, now: string): void {
    const { kind, metadata } = object;
    const names = namesOf(object);
    if (now === metadata.name && metadata.annotations?.[MOVED] === undefined) return;
    const moved = { object, now, written: names.at(-1)!.namespace ?? 'default' };
    for (const name of new Set(names.map((each) => each.name))) {
      const key = `${kind}/${name}`;
      this.moved.set(key, [...(this.moved.get(key) ?? []), moved]);
    }
  }

  /**
   * What a name in an object means now: the objects of a kind that were ever called so and that it can name.
   *
   * @param namespace of the reference: the one where the object was written, else the one where it is. @default - the reference has none
   */
  public meant(by: Manifest, kind: string, name: string, namespace?: string): Named[] {
    const all = (this.moved.get(`${kind}/${name}`) ?? []).filter(({ object }) => mayName(by, object));
    const written = all.filter((each) => namespace === undefined || each.written === namespace);
    const found =
      written.length > 0 ? written : all.filter(({ object }) => (object.metadata.namespace ?? 'default') === namespace);
    const results = found.map(({ object, now }) => ({ name: now, namespace: object.metadata.namespace }));
    return results.filter(
      (each, index) =>
        results.findIndex((other) => other.name === each.name && other.namespace === each.namespace) === index,
    );
  }
}

/**
 * The fields of all kinds.
 *
 * @param added entries of `nameReference`: `{ kind, fieldSpecs: [{ path, kind }] }`
 * @internal
 */
export function nameReferences(added: readonly PlainMap[]): NameReference[] {
  const more = added.flatMap(({ kind: of, fieldSpecs }) =>
    mapsIn(fieldSpecs).flatMap((field): NameReference[] => {
      if (typeof field.path !== 'string' || typeof field.kind !== 'string') return [];
      return [{ of: String(of), path: field.path, kinds: [field.kind], create: false, holds: 'name' }];
    }),
  );
  return [...OWN, ...more];
}
