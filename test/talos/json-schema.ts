// The part of JSON Schema that Talos' schema uses, for patches: `required` does not apply, since a patch states what it changes.
import { isMap, PlainMap } from '../../lib/manifest';

/** What is wrong with a document by the definition of its kind. */
export function schemaErrors(schema: PlainMap, document: PlainMap): string[] {
  const defs = schema.$defs as Record<string, PlainMap>;
  const definition = Object.values(defs).find((def) => {
    const kind = isMap(def.properties) ? def.properties.kind : undefined;
    return isMap(kind) && Array.isArray(kind.enum) && kind.enum.includes(document.kind);
  });
  return definition === undefined
    ? [`${String(document.kind)}: unknown kind`]
    : errorsOf(defs, definition, document, String(document.kind));
}

function errorsOf(defs: Record<string, PlainMap>, schema: PlainMap, value: unknown, path: string): string[] {
  if (typeof schema.$ref === 'string') return errorsOf(defs, defs[schema.$ref.replace('#/$defs/', '')]!, value, path);
  if (Array.isArray(schema.oneOf))
    return schema.oneOf.some((one) => errorsOf(defs, one as PlainMap, value, path).length === 0)
      ? []
      : [`${path}: none of oneOf`];
  const errors: string[] = [];
  if (typeof schema.type === 'string' && !hasType(value, schema.type)) return [`${path}: not ${schema.type}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) errors.push(`${path}: not in the enum`);
  if (typeof schema.pattern === 'string' && typeof value === 'string' && !new RegExp(schema.pattern).test(value))
    errors.push(`${path}: pattern`);
  if (typeof value === 'number' && (value < Number(schema.minimum ?? value) || value > Number(schema.maximum ?? value)))
    errors.push(`${path}: range`);
  if (Array.isArray(value) && isMap(schema.items))
    errors.push(...value.flatMap((item, i) => errorsOf(defs, schema.items as PlainMap, item, `${path}[${i}]`)));
  if (isMap(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const known = isMap(schema.properties) ? schema.properties[name] : undefined;
      if (isMap(known)) errors.push(...errorsOf(defs, known, inner, `${path}.${name}`));
      else if (schema.additionalProperties === false) errors.push(`${path}.${name}: unknown`);
    }
  }
  return errors;
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
