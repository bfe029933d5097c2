// The examples are what somebody would copy: each is written without an error or a warning.
import { NetworkApp } from '../../lib';
import { isFatal } from '../../lib/construct';
import { appsOf, wholePrograms } from '../support/programs';

const examples = wholePrograms().filter(({ name }) => name.startsWith('examples/'));

test('there are examples of the guides and of what they leave out', () => {
  expect(examples.map(({ name }) => name)).toEqual(
    expect.arrayContaining(
      ['guide-000', 'guide-001', 'kubespan-two-sites', 'kubevirt-bonds'].map((name) => `examples/${name}/main.ts`),
    ),
  );
});

test.each(examples)('$name', (program) => {
  const said = appsOf(program).flatMap((app) => (app as NetworkApp)._judged().findings);
  expect(said.filter(isFatal)).toEqual([]);
  if (!/guide-002|mesh/.test(program.name))
    expect(said.filter((each) => each.ignoredBecause === undefined)).toEqual([]);
});
