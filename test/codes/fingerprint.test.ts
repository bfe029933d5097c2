// A finding keeps its fingerprint when its lines move: other lines and another object before it change nothing.
import { check, findingOf, listedCodes, readText } from '../../lib/check';
import { EXAMPLES } from '../../lib/check/examples';

const BEFORE = `# A stranger\n\n\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: stranger, namespace: elsewhere }\ndata: { a: b }\n---\n`;
/** The bad examples that are one text which can be read. */
const examples = [...EXAMPLES.map(([code, bad]) => ({ code, bad })), ...listedCodes()].flatMap(({ code, bad }) =>
  typeof bad === 'string' && !code.startsWith('input/') ? [[code, bad] as const] : [],
);

function fingerprints(text: string, code: string): string[] {
  const { problems } = check(readText(text));
  return problems.filter((problem) => problem.code === code).map((problem) => findingOf(problem).fingerprint);
}

test.each(examples)('%s keeps its fingerprint below other lines', (code, bad) => {
  const before = fingerprints(bad, code);
  expect(before).not.toEqual([]);
  expect(fingerprints(`${BEFORE}${bad}`, code)).toEqual(before);
});
