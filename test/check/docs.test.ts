import { allCodes, LAYER_NAMES } from '../../lib/check';
import { readPage } from '../../scripts/check-docs';

const codes = allCodes();

test('docs/check.md has a section for every code, and for no other; run scripts/check-docs.ts after a change', () => {
  const sections = [...readPage().matchAll(/^#### `([^`]+)`$/gm)].map(([, code]) => code);
  expect(sections).toEqual(codes.map(({ code }) => code));
});

test.each(codes.map((code) => [code.code, code] as const))(
  '%s: a layer that --only knows, a title, a reason',
  (_code, { layer, code, title, why }) => {
    expect(['input', ...LAYER_NAMES]).toContain(layer);
    expect(code).toMatch(/^[a-z0-9]+\/[a-z0-9-]+$/);
    expect(title.length).toBeGreaterThan(5);
    expect(why.length).toBeGreaterThan(20);
  },
);
