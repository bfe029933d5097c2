// The judge meets whatever somebody's YAML holds: it must answer, never fail.
import * as fc from 'fast-check';
import { policyProblems } from '../../../lib/models/agent';
import { FieldsShape, OTHER_SPECS, Shape, shapesOf } from '../../../lib/models/agent/fields';
import { AGENT_MINORS, featuresOf } from '../../../lib/models/agent/minors';
import { agentWords } from '../../../lib/problem';
import { re2Error } from '../../../lib/models/agent/re2';

const odd = fc.oneof(
  fc.constantFrom(null, '', 0, -1, 65536, true, '*', '10.0.0.0/8', '::/0', 'TCP', '80', 'reserved:host', 'k8s:a', '%'),
  fc.string({ maxLength: 6 }),
  fc.constant([]),
  fc.constant({}),
  fc.constant([null]),
);

/** Values along a shape, now and then something else. */
function along(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 7) return odd;
  const mostly = (arbitrary: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 1, arbitrary: odd }, { weight: 5, arbitrary });
  if (shape.kind === 'list') return mostly(fc.array(along(shape.of, depth + 1), { maxLength: 2 }));
  if (shape.kind === 'map') return mostly(fc.dictionary(fc.string({ maxLength: 5 }), odd, { maxKeys: 3 }));
  return shape.kind === 'fields' ? mostly(fieldsOf(shape, depth)) : odd;
}

function fieldsOf(shape: FieldsShape, depth: number): fc.Arbitrary<unknown> {
  return fc.record(
    Object.fromEntries(Object.entries(shape.fields).map(([key, inner]) => [key, along(inner, depth + 1)])),
    { requiredKeys: [] },
  );
}

const judge = (kind: string, body: object) => {
  const apiVersion = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2';
  for (const minor of AGENT_MINORS) {
    for (const { code, at, data } of policyProblems({ apiVersion, kind, metadata: { name: 'p' }, ...body } as any, {
      minor,
    })) {
      const { message, repair } = agentWords(data);
      expect([/^cilium\/[a-z0-9-]+$/.test(code), at !== '', message !== '', repair !== '']).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  }
};

const shapes = shapesOf(featuresOf('1.18'));

test.each([
  ['CiliumNetworkPolicy', along(shapes.spec)],
  ['CiliumClusterwideNetworkPolicy', along(shapes.spec)],
  ['NetworkPolicy', along(shapes.networkPolicy.fields.spec!)],
  ['CiliumEnvoyConfig', odd],
  ...Object.entries(OTHER_SPECS).map(([kind, shape]): [string, fc.Arbitrary<unknown>] => [kind, along(shape)]),
])('every %s gets an answer, and every answer has words', (kind, specs) => {
  fc.assert(
    fc.property(specs, (spec) => judge(kind, { spec })),
    { numRuns: 40, seed: 1 },
  );
});

test('metadata of any kind gets an answer', () => {
  fc.assert(
    fc.property(odd, (metadata) => judge('CiliumNetworkPolicy', { metadata, spec: {} })),
    { numRuns: 100, seed: 2 },
  );
});

test('every text is an expression or is refused with words', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '[^',
      '*',
      '+',
      '?',
      '{2}',
      '{2,',
      '|',
      '\\',
      '\\p{',
      'L}',
      '(?',
      '(?i)',
      ':',
      'P<n>',
      'a',
      'é',
      '😀',
      '-',
      '.',
    ],
    ...['[:alpha:]', '\\Q', '\\E', '\\x', '1'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(re2Error(parts.join(''))?.problem).not.toBe('');
    }),
    { numRuns: 2000, seed: 3 },
  );
});
