// The walker against ajv over generated objects, and the proof that the comparison would notice: single bugs are planted into the schemas that
// the walker reads, and each must make it disagree.
import { CUSTOM, decode } from '../../../../lib/models/api-server/schema/decode';
import { Schema, SchemaTable } from '../../../../lib/models/api-server/schema/node';
import { validate } from '../../../../lib/models/api-server/schema/validate';
import { Walk } from '../../../../lib/models/api-server/schema/walk';
import * as cilium from '../../../../lib/models/api-server/data/cilium';
import * as gateway from '../../../../lib/models/api-server/data/gateway-api';
import { Generator, random } from './generate';
import { ajvOf } from './second-opinion';

type Raw = Record<string, any>;
const OBJECTS = 400;
/** More of the schema that holds the rare keywords. */
const LAB_OBJECTS = 6000;

/** Keywords that the CRDs hardly use. */
const LAB: Raw[] = [
  {
    type: 'object',
    properties: {
      nullable: 1,
      small: 2,
      map: 3,
      port: 4,
      closed: 5,
      any: 6,
      not: 7,
      all: 8,
      some: 10,
      one: 14,
      even: 15,
      list: 16,
      defaulted: 17,
    },
    required: ['nullable', 'defaulted'],
  },
  { type: 'string', nullable: true },
  { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: true },
  { type: 'object', additionalProperties: 1, minProperties: 1, maxProperties: 2 },
  { intOrString: true },
  { type: 'object', properties: { a: 1 } },
  { type: 'object', open: true, properties: { a: 1 } },
  { type: 'object', properties: { a: 1, b: 1 }, not: 18 },
  { type: 'string', allOf: [9] },
  { maxLength: 3 },
  { type: 'object', properties: { a: 1, b: 1 }, anyOf: [11, 12] },
  { required: ['a'] },
  { required: ['b'] },
  { required: ['c'] },
  { type: 'object', properties: { a: 1, b: 1 }, oneOf: [11, 12] },
  { type: 'integer', multipleOf: 2 },
  { type: 'array', items: 1, minItems: 1, maxItems: 3 },
  { type: 'string', default: 'web', minLength: 1, enum: ['web', 'a'] },
  { required: ['a', 'b'] },
];

interface Subject {
  readonly lines: readonly string[];
  readonly root: number;
}

const plain = (text: string): string[] =>
  text.split('\n').map((line) => {
    const { format: _, listType: __, rules: ___, ...node } = JSON.parse(line) as Raw;
    return JSON.stringify(node);
  });
const rootOf = (data: { RELEASES: string }, release: string, kind: string, version: string): number =>
  (JSON.parse(data.RELEASES) as Raw)[release][kind].versions[version] as number;

const CILIUM = plain(cilium.NODES);
const GATEWAY = plain(gateway.NODES);
const SUBJECTS: Readonly<Record<string, Subject>> = {
  lab: { lines: LAB.map((node) => JSON.stringify(node)), root: 0 },
  CiliumNetworkPolicy: { lines: CILIUM, root: rootOf(cilium, '1.20', 'cilium.io/CiliumNetworkPolicy', 'v2') },
  CiliumBGPClusterConfig: { lines: CILIUM, root: rootOf(cilium, '1.19', 'cilium.io/CiliumBGPClusterConfig', 'v2') },
  CiliumLoadBalancerIPPool: { lines: CILIUM, root: rootOf(cilium, '1.18', 'cilium.io/CiliumLoadBalancerIPPool', 'v2') },
  Gateway: { lines: GATEWAY, root: rootOf(gateway, 'v1.6.1/experimental', 'gateway.networking.k8s.io/Gateway', 'v1') },
  HTTPRoute: { lines: GATEWAY, root: rootOf(gateway, 'v1.4.1/standard', 'gateway.networking.k8s.io/HTTPRoute', 'v1') },
};

const nodeOf = ({ lines, root }: Subject, change: (node: Raw) => Raw = (node) => node): Schema =>
  new SchemaTable(lines.map((line) => JSON.stringify(change(JSON.parse(line) as Raw))).join('\n')).node(root);

function fits(object: unknown, schema: Schema): boolean {
  const walk = new Walk({ manifest: object as never }, undefined);
  validate(decode(object, schema, walk, CUSTOM), schema, walk);
  return walk.errors === 0;
}

/** Every generated object with ajv's answer. */
const judged = Object.values(SUBJECTS).map((subject, i) => {
  const schema = nodeOf(subject);
  const generator = new Generator(random(i + 1));
  const ajv = ajvOf(schema);
  const objects = Array.from({ length: i === 0 ? LAB_OBJECTS : OBJECTS }, () => generator.object(schema));
  return { subject, cases: objects.map((object) => ({ object, good: ajv(object) })) };
});

const disagreements = (change?: (node: Raw) => Raw): unknown[] =>
  judged.flatMap(({ subject, cases }) => {
    const schema = nodeOf(subject, change);
    return cases.filter(({ object, good }) => fits(object, schema) !== good).map(({ object }) => object);
  });

test('the walker agrees with ajv on every generated object, good and bad ones', () => {
  expect(disagreements()).toEqual([]);
  for (const { cases } of judged) {
    const good = cases.filter((each) => each.good).length / cases.length;
    expect(good).toBeGreaterThan(0.2);
    expect(good).toBeLessThan(0.9);
  }
});

const without = (key: string) => (node: Raw) =>
  Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
const changed = (key: string, change: (value: any) => unknown) => (node: Raw) =>
  node[key] === undefined ? node : { ...node, [key]: change(node[key]) };

/** One bug each, as the walker would have it if it read the keyword wrongly. */
const BUGS: Readonly<Record<string, (node: Raw) => Raw>> = {
  ...Object.fromEntries(
    [
      ...[
        'type',
        'enum',
        'pattern',
        'required',
        'nullable',
        'minimum',
        'maximum',
        'exclusiveMinimum',
        'exclusiveMaximum',
        'multipleOf',
        'minLength',
        'maxLength',
      ],
      ...[
        'minItems',
        'maxItems',
        'minProperties',
        'maxProperties',
        'intOrString',
        'open',
        'additionalProperties',
        'items',
        'default',
        'allOf',
        'anyOf',
        'oneOf',
        'not',
      ],
    ].map((key) => [`${key} is ignored`, without(key)]),
  ),
  'objects are open': (node) => (node.type === 'object' ? { ...node, open: true } : node),
  'a minimum is one too high': changed('minimum', (n: number) => n + 1),
  'a maximum is one too high': changed('maximum', (n: number) => n + 1),
  'a maxLength is one too high': changed('maxLength', (n: number) => n + 1),
  'a maxItems is one too high': changed('maxItems', (n: number) => n + 1),
  'oneOf is read as anyOf': (node) =>
    node.oneOf === undefined ? node : { ...node, anyOf: node.oneOf, oneOf: undefined },
  'anyOf is read as allOf': (node) =>
    node.anyOf === undefined ? node : { ...node, allOf: node.anyOf, anyOf: undefined },
  'the first required field is forgotten': changed('required', (list: string[]) => list.slice(1)),
  'the last enum value is forgotten': changed('enum', (list: string[]) => list.slice(0, -1)),
  'numbers are integers': changed('type', (type: string) => (type === 'number' ? 'integer' : type)),
  'integers are numbers': changed('type', (type: string) => (type === 'integer' ? 'number' : type)),
};

test('the comparison knows at least twenty bugs', () => expect(Object.keys(BUGS).length).toBeGreaterThanOrEqual(20));

test.each(Object.keys(BUGS))('a planted bug is found: %s', (name) => {
  expect(disagreements(BUGS[name]).length).toBeGreaterThan(0);
});
