// docs/codes.md says what the registry says.
import { allCodes } from '../../lib/check';
import { readPage } from '../../scripts/check-docs';

test('docs/codes.md has a section for every code, and for no other; run `npm run docs:codes` after a change', () => {
  const sections = [...readPage().matchAll(/^### `([^`]+)`$/gm)].map(([, code]) => code);
  expect(sections).toEqual(allCodes().map(({ code }) => code));
});
