// Of files that nobody knows nobody says that nothing is wrong.
import { isJudged } from '../../lib/check/judged';
import { worldFrom } from './support';

const OBJECT = 'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: b}\nspec: {ports: [{port: 80}]}\n';

test.each([
  ['an object', OBJECT, true],
  ['a Talos document', 'apiVersion: v1alpha1\nkind: ResolverConfig\nnameservers: []\n', true],
  ['a part of a v1alpha1 document', 'machine: {network: {hostname: a}}\n', true],
  ['a document of a kind that no minor has', 'apiVersion: v1alpha1\nkind: NoSuchConfig\n', false],
  ['a JSON patch', '- {op: add, path: /machine/network, value: {}}\n', false],
  ['something else', 'just: a value\n', false],
])('%s', (_, text, judged) => {
  expect(isJudged(worldFrom(text))).toBe(judged);
});
