// A finding keeps its fingerprint when its lines move: other lines and another object before it change nothing.
import { check, findingOf, listedCodes, readText } from '../../lib/check';
import { ADDRESSES } from './yaml/addresses';
import { ANNOUNCEMENTS } from './yaml/announcements';
import { CILIUM } from './yaml/cilium';
import { CNI } from './yaml/cni';
import { GATEWAY } from './yaml/gateway';
import { SCHEMA } from './yaml/schema';
import { VALUES } from './yaml/values';

const BEFORE = `# A stranger\n\n\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: stranger, namespace: elsewhere }\ndata: { a: b }\n---\n`;
const examples = [
  ...listedCodes().flatMap(({ code, bad }) => (bad === undefined ? [] : [[code, bad] as const])),
  ...[...SCHEMA, ...CILIUM, ...CNI, ...VALUES, ...ADDRESSES, ...ANNOUNCEMENTS, ...GATEWAY].map(
    ([code, bad]) => [code, bad] as const,
  ),
];

function fingerprints(text: string, code: string): string[] {
  const { problems } = check(readText(text));
  return problems.filter((problem) => problem.code === code).map((problem) => findingOf(problem).fingerprint);
}

test.each(examples)('%s keeps its fingerprint below other lines', (code, bad) => {
  const before = fingerprints(bad, code);
  expect(before).not.toEqual([]);
  expect(fingerprints(`${BEFORE}${bad}`, code)).toEqual(before);
});
