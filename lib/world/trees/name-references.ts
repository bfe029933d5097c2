// Fields that hold the name of a generated ConfigMap or Secret: kustomize's own, and those that a kustomization adds by `configurations`.
import { isMap, PlainMap } from '../../manifest';
import { FieldSpec, NAME_REFERENCES } from '../flux/field-specs';

/** A field with the kind of the object that it names. @internal */
export interface NameReference extends FieldSpec {
  readonly of: string;
}

const OWN: readonly NameReference[] = ['ConfigMap', 'Secret'].flatMap((of) =>
  NAME_REFERENCES[of]!.map((field) => ({ ...field, of })),
);

/**
 * The fields of all kinds.
 *
 * @param added entries of `nameReference`: `{ kind, fieldSpecs: [{ path, kind }] }`
 * @internal
 */
export function namesOfData(added: readonly PlainMap[]): NameReference[] {
  const more = added.flatMap(({ kind: of, fieldSpecs }) =>
    (Array.isArray(fieldSpecs) ? (fieldSpecs as unknown[]) : []).flatMap((field): NameReference[] => {
      if (!isMap(field) || typeof field.path !== 'string' || typeof field.kind !== 'string') return [];
      return [{ of: String(of), path: field.path, kinds: [field.kind], create: false }];
    }),
  );
  return [...OWN, ...more];
}
