// node scripts/schemas.mjs CRDS [OPENAPI]: makes lib/models/api-server/data/*.ts again, the schemas that lib/models/api-server/schema and lib/models/api-server/cel read.
// CRDS: folder of CRD files as cilium/<minor>/*.yaml, gateway-api/<bundle>/{standard,experimental}/*.yaml, <other project>/*.yaml.
// OPENAPI: api/openapi-spec/v3 of the Kubernetes source tree. Only facts of the API are kept: no descriptions.
// Every schema node is stored once and named by its number, so releases that share a subschema share its line.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as yaml from 'js-yaml';
import { CONSTRAINTS, OPTIONAL, REQUIRED } from './core-constraints.mjs';

const KUBERNETES = '1.35';
/** Keyword of the API to its short name in the data; what is not listed is not kept. */
const KEYWORDS = {
  type: 'type',
  format: 'format',
  default: 'default',
  enum: 'enum',
  pattern: 'pattern',
  required: 'required',
  nullable: 'nullable',
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'exclusiveMinimum',
  exclusiveMaximum: 'exclusiveMaximum',
  multipleOf: 'multipleOf',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
  uniqueItems: 'uniqueItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
  'x-kubernetes-list-type': 'listType',
  'x-kubernetes-list-map-keys': 'listMapKeys',
  'x-kubernetes-map-type': undefined,
  'x-kubernetes-int-or-string': 'intOrString',
  'x-kubernetes-preserve-unknown-fields': 'open',
  'x-kubernetes-embedded-resource': 'embedded',
};
const IGNORED = new Set([
  ...[
    'description',
    'title',
    'example',
    'externalDocs',
    'x-kubernetes-map-type',
    'x-kubernetes-validations',
    'x-kubernetes-group-version-kind',
  ],
  ...['x-kubernetes-patch-strategy', 'x-kubernetes-patch-merge-key', 'x-kubernetes-unions', 'x-kubernetes-action'],
  ...['properties', 'items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not', '$ref'],
]);

/** Numbered lines, one per distinct schema node. */
class Nodes {
  lines = [];
  numbers = new Map();

  add(node) {
    const text = JSON.stringify(node);
    if (!this.numbers.has(text)) this.numbers.set(text, this.lines.push(text) - 1);
    return this.numbers.get(text);
  }
}

function keywords(schema, at) {
  const node = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (KEYWORDS[keyword] !== undefined) {
      if (value !== false && !(KEYWORDS[keyword] === 'listType' && value === 'atomic')) node[KEYWORDS[keyword]] = value;
    } else if (!IGNORED.has(keyword)) throw new Error(`${at}: keyword ${keyword} is unknown to this script`);
  }
  return node;
}

/** Number of the node of a CRD's schema. */
function crdNode(nodes, schema, at, root = false) {
  const node = keywords(schema, at);
  const child = (inner, name) => crdNode(nodes, inner, `${at}.${name}`);
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties).filter(
      ([name]) => !root || !['apiVersion', 'kind', 'metadata'].includes(name),
    );
    node.properties = Object.fromEntries(entries.map(([name, inner]) => [name, child(inner, name)]));
  }
  if (schema.items !== undefined) node.items = child(schema.items, '[]');
  if (schema.additionalProperties !== undefined)
    node.additionalProperties =
      typeof schema.additionalProperties === 'boolean'
        ? schema.additionalProperties
        : child(schema.additionalProperties, '*');
  for (const junctor of ['allOf', 'anyOf', 'oneOf'])
    if (schema[junctor] !== undefined) node[junctor] = schema[junctor].map((inner) => child(inner, junctor));
  if (schema.not !== undefined) node.not = child(schema.not, 'not');
  if (schema['x-kubernetes-validations'] !== undefined)
    node.rules = schema['x-kubernetes-validations'].map(
      ({ rule, message, messageExpression, fieldPath, reason, optionalOldSelf }) => {
        if (messageExpression ?? optionalOldSelf) throw new Error(`${at}: a rule uses what is not supported yet`);
        void fieldPath;
        void reason;
        return { rule, message };
      },
    );
  return nodes.add(node);
}

/** @returns {any[]} */
function crdsOf(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => yaml.loadAll(readFileSync(join(folder, file), 'utf8')))
    .filter((/** @type {any} */ document) => document?.kind === 'CustomResourceDefinition');
}

/** `group/Kind` to `{scope, status, versions: {v1: number}}` of a folder of CRDs. */
function kindsOf(nodes, folder) {
  const kinds = {};
  for (const { spec } of crdsOf(folder)) {
    const versions = {};
    const unserved = [];
    let status = false;
    for (const version of spec.versions) {
      if (!version.served) unserved.push(version.name);
      else
        versions[version.name] = crdNode(
          nodes,
          version.schema.openAPIV3Schema,
          `${spec.names.kind}/${version.name}`,
          true,
        );
      status ||= version.subresources?.status !== undefined;
    }
    const storage = spec.versions.find((version) => version.storage)?.name;
    kinds[`${spec.group}/${spec.names.kind}`] = {
      namespaced: spec.scope === 'Namespaced',
      status,
      storage,
      versions,
      ...(unserved.length > 0 && { unserved }),
    };
  }
  return kinds;
}

function write(name, about, releases, nodes) {
  const file = join(import.meta.dirname, '..', 'lib', 'models', 'api-server', 'data', `${name}.ts`);
  const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const text = `// ${about} Made by scripts/schemas.mjs; do not edit.
// prettier-ignore
export const RELEASES = ${quoted(JSON.stringify(releases))};
// prettier-ignore
export const NODES = ${quoted(nodes.lines.join('\n')).replaceAll('\n', '\\n')};
`;
  writeFileSync(file, text);
  console.log(`${name}: ${Object.keys(releases).length} releases, ${nodes.lines.length} nodes, ${text.length} bytes`);
}

function core(folder) {
  const nodes = new Nodes();
  const definitions = {};
  const kinds = {};
  const byDefault = {};
  for (const file of readdirSync(folder).filter((each) => each.startsWith('api'))) {
    const { components, paths } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    Object.assign(definitions, components?.schemas);
    for (const [path, { post, get }] of Object.entries(paths ?? {})) {
      const { group, version, kind } = (post ?? {})['x-kubernetes-group-version-kind'] ?? {};
      // Subresources end behind a name; a collection that can be posted to is a kind.
      if (kind === undefined || /\{name\}/.test(path) || get === undefined) continue;
      const entry = (kinds[`${group}/${kind}`] ??= { namespaced: false, versions: {} });
      if (path.includes('{namespace}')) entry.namespaced = true;
      // Alpha and beta versions are served only where somebody switches them on.
      if (/alpha|beta/.test(version)) (byDefault[`${group}/${kind}`] ??= []).push(version);
      else entry.versions[version] = post.requestBody.content['*/*'].schema.$ref;
    }
  }
  const numbers = new Map();
  const used = new Set();
  const named = (reference) => {
    const name = reference.slice('#/components/schemas/'.length);
    if (!numbers.has(name)) {
      // A definition may speak of itself (JSONSchemaProps): its number comes first.
      numbers.set(name, nodes.lines.push('') - 1);
      nodes.lines[numbers.get(name)] = JSON.stringify(content(definitions[name], name));
    }
    return numbers.get(name);
  };
  const node = (schema, at) => {
    const only = schema.allOf?.length === 1 ? schema.allOf[0].$ref : schema.$ref;
    return only === undefined ? nodes.add(content(schema, at)) : named(only);
  };
  const content = (schema, at) => {
    if (at.endsWith('.intstr.IntOrString')) return { intOrString: true };
    if (at.endsWith('.resource.Quantity')) return { format: 'quantity' };
    if (
      at.endsWith('.JSON') ||
      at.endsWith('.RawExtension') ||
      at.endsWith('.FieldsV1') ||
      /JSONSchemaPropsOr|CustomResourceSubresourceStatus$/.test(at)
    )
      return { open: true };
    const made = keywords(schema, at);
    delete made.default;
    const definition = at.replace(
      /^io\.k8s\.(api\.|kube-aggregator\.pkg\.apis\.|apiextensions-apiserver\.pkg\.apis\.)?/,
      '',
    );
    used.add(definition);
    const constraints = CONSTRAINTS[definition] ?? {};
    const required = [...new Set([...(schema.required ?? []), ...(REQUIRED[definition] ?? [])])].filter(
      (name) => !OPTIONAL[definition]?.includes(name),
    );
    for (const name of [...Object.keys(constraints), ...required])
      if (schema.properties?.[name] === undefined) throw new Error(`${definition} has no ${name}`);
    if (required.length > 0) made.required = required;
    else delete made.required;
    if (schema.properties !== undefined)
      made.properties = Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [
          name,
          node({ ...inner, ...constraints[name] }, `${at}.${name}`),
        ]),
      );
    if (schema.items !== undefined) made.items = node(schema.items, `${at}[]`);
    if (schema.additionalProperties !== undefined)
      made.additionalProperties = node(schema.additionalProperties, `${at}.*`);
    return made;
  };
  for (const entry of Object.values(kinds))
    for (const [version, reference] of Object.entries(entry.versions)) entry.versions[version] = named(reference);
  for (const [kind, versions] of Object.entries(byDefault)) kinds[kind].unserved = versions;
  for (const definition of Object.keys({ ...CONSTRAINTS, ...REQUIRED, ...OPTIONAL }))
    if (!used.has(definition)) throw new Error(`no definition ${definition}`);
  write(
    'core',
    `Schemas of the built-in kinds of Kubernetes ${KUBERNETES} (api/openapi-spec/v3, Apache-2.0), without descriptions.`,
    { [KUBERNETES]: kinds },
    nodes,
  );
}

const [crds, openapi] = process.argv.slice(2);
if (crds === undefined || !existsSync(crds)) {
  console.error('usage: node scripts/schemas.mjs CRDS [OPENAPI]');
  process.exit(2);
}
for (const [name, folders, about] of /** @type {[string, string[][], string][]} */ ([
  [
    'cilium',
    readdirSync(join(crds, 'cilium')).map((minor) => [minor, join('cilium', minor)]),
    'Schemas of the kinds of cilium.io per minor (Apache-2.0).',
  ],
  [
    'gateway-api',
    readdirSync(join(crds, 'gateway-api')).flatMap((bundle) =>
      ['standard', 'experimental'].map((channel) => [`${bundle}/${channel}`, join('gateway-api', bundle, channel)]),
    ),
    'Schemas of the Gateway API per bundle and channel (Apache-2.0).',
  ],
  [
    'others',
    readdirSync(crds)
      .filter((each) => each !== 'cilium' && each !== 'gateway-api')
      .map((project) => [project, project]),
    'Schemas of kinds of other projects (Apache-2.0).',
  ],
])) {
  const nodes = new Nodes();
  write(
    name,
    about,
    Object.fromEntries(folders.map(([release, folder]) => [release, kindsOf(nodes, join(crds, folder))])),
    nodes,
  );
}
if (openapi !== undefined) core(openapi);
