// The raw checker meets whatever somebody's YAML holds: it must answer, never fail.
import * as fc from 'fast-check';
import { policyProblems } from '../../lib/agent';
import { RULE_LISTS, RULES, Shape, SPEC } from '../../lib/agent/fields';
import { re2Error } from '../../lib/agent/re2';

/** Values along a shape, now and then something else. */
function along(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.constantFrom(null, '', 0, -1, 65536, true, '*', '10.0.0.0/8', '::/0', 'TCP', '80', 'reserved:host', 'k8s:a', '%'),
    fc.string({ maxLength: 6 }),
    fc.constant([]),
    fc.constant({}),
    fc.constant([null]),
  );
  if (typeof shape === 'string' || depth > 8) return odd;
  if ('list' in shape) return fc.oneof({ weight: 1, arbitrary: odd }, { weight: 5, arbitrary: fc.array(along(shape.list, depth + 1), { maxLength: 3 }) });
  if ('texts' in shape) return fc.oneof(odd, fc.dictionary(fc.string({ maxLength: 5 }), odd, { maxKeys: 3 }));
  return fc.oneof(
    { weight: 1, arbitrary: odd },
    {
      weight: 5,
      arbitrary: fc.record(Object.fromEntries(Object.entries(shape.fields).map(([key, inner]) => [key, along(inner, depth + 1)])), { requiredKeys: [] }),
    },
  );
}

test('every object gets an answer, and every answer has words', () => {
  fc.assert(
    fc.property(along(SPEC), fc.constantFrom('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'), (spec, kind) => {
      const problems = policyProblems({ apiVersion: 'cilium.io/v2', kind, metadata: { name: 'p' }, spec } as any);
      for (const { code, at, problem, repair } of problems)
        expect([/^policy\/[a-z0-9-]+$/.test(code), at !== '', problem !== '', repair !== '']).toEqual([true, true, true, true]);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('every rule gets an answer', () => {
  for (const list of RULE_LISTS) {
    fc.assert(
      fc.property(
        along(RULES[list]),
        (rule) =>
          void policyProblems({
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            metadata: { name: 'p' },
            spec: { endpointSelector: {}, [list]: [rule] },
          }),
      ),
      { numRuns: 300, seed: 2 },
    );
  }
});

test('every text is an expression or is refused with words', () => {
  const pieces = fc.constantFrom(
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
    '[:alpha:]',
    '\\Q',
    '\\E',
    '\\x',
    '1',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(re2Error(parts.join(''))?.problem).not.toBe('');
    }),
    { numRuns: 2000, seed: 3 },
  );
});
