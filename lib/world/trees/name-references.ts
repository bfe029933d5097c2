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

/** What objects were called, and what they are called now. @internal */
export class Names {
  private readonly before = new Map<string, Set<string>>();
  private readonly current = new Set<string>();
  /** Objects as they were before their last new name, that one, and their namespace as it was written. */
  private readonly moved: { readonly object: Manifest; readonly now: string; readonly written: string }[] = [];

  public get isEmpty(): boolean {
    return this.before.size === 0 && this.moved.length === 0;
  }

  /** An object before its last new name. */
  public add(object: Manifest, now: string): void {
    const { kind, metadata } = object;
    this.current.add(keyOf(kind, metadata.namespace, now));
    const [, first = { namespace: metadata.namespace }] = namesOf(object);
    if (now !== metadata.name || metadata.annotations?.[MOVED] !== undefined)
      this.moved.push({ object, now, written: first.namespace ?? 'default' });
    const all = [metadata.name, ...namesOf(object).map(({ name }) => name)];
    for (const name of all.filter((each) => each !== now)) {
      const key = keyOf(kind, metadata.namespace, name);
      this.before.set(key, (this.before.get(key) ?? new Set()).add(now));
    }
  }

  /** The names now of what was called so; none where an object is called so still. */
  public now(kind: string, namespace: string | undefined, name: string): readonly string[] {
    const key = keyOf(kind, namespace, name);
    return this.current.has(key) ? [] : [...(this.before.get(key) ?? [])];
  }

  /**
   * What a reference with a namespace means now: the name and the namespace of the one object that was ever called so, in the namespace where it was
   * written or is.
   */
  public meant(by: Manifest, kind: string, name: string, namespace: string | undefined): Named[] {
    const all = this.moved.filter(
      ({ object }) => object.kind === kind && mayName(by, object) && namesOf(object).some((each) => each.name === name),
    );
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

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? 'default'}/${name}`;
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
