// The second guide, rebuilt: each of its defects is prevented by a line of the program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding, NetworkApp } from '../../lib';
import { appsOf, wholePrograms } from '../support/programs';

const folder = join(__dirname, '../../examples/guide-002');
const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n');

test('the table has the fourteen defects, each with a line of the program', () => {
  const rows = lines('README.md').flatMap((line) => {
    const [, number, quoted] = /^\| (\d+) \|.*\| `(.*)` \|$/.exec(line.replace(/ +/g, ' ')) ?? [];
    return number === undefined ? [] : [{ number: Number(number), quoted: quoted! }];
  });
  expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  const program = lines('main.ts').map((line) => line.trim());
  expect(rows.filter(({ quoted }) => !program.includes(quoted))).toEqual([]);
});

test.each(['guide-002', 'routed-mesh'])('%s is found faultless, but for what it ignores with a reason', (name) => {
  const program = wholePrograms().find((each) => each.name === `examples/${name}/main.ts`)!;
  const [app] = appsOf(program) as NetworkApp[];
  const said = (app!.findings() as Finding[]).filter(({ ignoredBecause }) => ignoredBecause === undefined);
  expect(said.map(({ code, problem }) => `${code}: ${problem}`)).toEqual([]);
});
