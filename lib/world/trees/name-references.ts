// Fields that hold the name of another object: kustomize's own, and those that a kustomization adds by `configurations`.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { NameField, NAME_FIELDS } from '../flux/name-fields';
import { namesOf } from '../flux/selector';

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

  public get isEmpty(): boolean {
    return this.before.size === 0;
  }

  /** An object before its last new name. */
  public add(object: Manifest, now: string): void {
    const { kind, metadata } = object;
    this.current.add(keyOf(kind, metadata.namespace, now));
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
    (Array.isArray(fieldSpecs) ? (fieldSpecs as unknown[]) : []).flatMap((field): NameReference[] => {
      if (!isMap(field) || typeof field.path !== 'string' || typeof field.kind !== 'string') return [];
      return [{ of: String(of), path: field.path, kinds: [field.kind], create: false, holds: 'name' }];
    }),
  );
  return [...OWN, ...more];
}
