// The scaffold of a rule.
import { readFileSync } from 'node:fs';
import { newRule } from '../../scripts/new-rule';

const LIST = readFileSync('lib/check/rules/index.ts', 'utf8');

test('makes the rule, its line in the list and its test, with the code of the subject', () => {
  const files = newRule('objects/host-path', LIST);
  expect([...files.keys()]).toEqual([
    'lib/check/rules/objects/host-path.ts',
    'lib/check/rules/index.ts',
    'test/check/rules/host-path.test.ts',
  ]);
  expect(files.get('lib/check/rules/objects/host-path.ts')).toContain("code: 'object/host-path',");
  const added = files
    .get('lib/check/rules/index.ts')!
    .split('\n')
    .filter((line) => !LIST.split('\n').includes(line));
  expect(added).toEqual(["import { HOST_PATH } from './objects/host-path';", '  HOST_PATH,']);
});

test.each([
  ['host-path', '"host-path" is no rule; write a folder and a name, such as objects/host-path'],
  ['storage/host-path', 'no folder "storage"; write one of: objects, references, addresses'],
  ['objects/moving-tag', 'object/moving-tag is there already'],
  ['objects/missing', 'lib/check/rules/index.ts has a MISSING already'],
])('refuses %s', (name, message) => {
  expect(() => newRule(name, LIST)).toThrow(message);
});
