// As much of JSON schema as the Talos schemas use: type, properties, required, additionalProperties, items, enum, pattern, $ref, oneOf.

const TYPES = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  array: Array.isArray,
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
};

/**
 * What is wrong with a value, each with its path.
 *
 * @param {{ required: boolean }} options required false: a part of a document may leave fields out
 */
export function schemaProblems(root, schema, value, path = '', options = { required: true }) {
  if (schema.$ref !== undefined)
    return schemaProblems(root, root.$defs[schema.$ref.slice('#/$defs/'.length)], value, path, options);
  if (schema.oneOf !== undefined) {
    const answers = schema.oneOf.map((one) => schemaProblems(root, one, value, path, options));
    return answers.some((problems) => problems.length === 0)
      ? []
      : [`${path}: fits none of ${answers.length} forms (${answers[0][0]})`];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${path}: ${JSON.stringify(value)} is none of ${schema.enum.join(', ')}`];
  if (schema.type !== undefined && !TYPES[schema.type](value))
    return [`${path}: ${JSON.stringify(value)} is no ${schema.type}`];
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    return [`${path}: ${JSON.stringify(value)} does not match ${schema.pattern}`];
  if (Array.isArray(value))
    return schema.items === undefined
      ? []
      : value.flatMap((item, i) => schemaProblems(root, schema.items, item, `${path}[${i}]`, options));
  if (!TYPES.object(value)) return [];
  const missing = (options.required ? (schema.required ?? []) : [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${path === '' ? '' : `${path}: `}no ${name}`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, inner]) => fieldProblems(root, schema, name, inner, path, options)),
  ];
}

function fieldProblems(root, schema, name, value, path, options) {
  const at = path === '' ? name : `${path}.${name}`;
  if (Object.hasOwn(schema.properties ?? {}, name))
    return schemaProblems(root, schema.properties[name], value, at, options);
  const pattern = Object.keys(schema.patternProperties ?? {}).find((one) => new RegExp(one).test(name));
  if (pattern !== undefined) return schemaProblems(root, schema.patternProperties[pattern], value, at, options);
  if (schema.additionalProperties === false) return [`${at}: unknown field`];
  return typeof schema.additionalProperties === 'object'
    ? schemaProblems(root, schema.additionalProperties, value, at, options)
    : [];
}
