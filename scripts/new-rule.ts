// Makes a rule over everything that was read: its file, its line in the list of rules, its test.
//   npm run new:rule <folder>/<name>        such as objects/host-path
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../lib/check/rules';

const LIST = 'lib/check/rules/index.ts';

/**
 * The files of a new rule, by path. The rule says nothing until its check is written, and its test is red until then.
 *
 * @param list the text of lib/check/rules/index.ts
 * @throws Error when the name is none, or the folder holds no rules yet
 */
export function newRule(at: string, list: string): ReadonlyMap<string, string> {
  const [, folder, name] = /^([a-z0-9]+)\/([a-z][a-z0-9-]*)$/.exec(at) ?? [];
  if (folder === undefined || name === undefined)
    throw new Error(`${JSON.stringify(at)} is no rule; write a folder and a name, such as objects/host-path`);
  const layers = [...new Set(RULES.map(({ layer }) => layer))];
  if (!layers.includes(folder)) throw new Error(`no folder "${folder}"; write one of: ${layers.join(', ')}`);
  const subject = RULES.find(({ layer }) => layer === folder)!.codes[0]!.code.split('/')[0]!;
  const code = `${subject}/${name}`;
  if (RULES.some(({ codes }) => codes.some((each) => each.code === code))) throw new Error(`${code} is there already`);
  const constant = name.toUpperCase().replaceAll('-', '_');
  if (new RegExp(`\\b${constant}\\b`).test(list)) throw new Error(`${LIST} has a ${constant} already`);
  return new Map([
    [`lib/check/rules/${folder}/${name}.ts`, ruleText(folder, code, constant)],
    [LIST, withLine(list, `import { ${constant} } from './${folder}/${name}';`, constant)],
    [`test/check/rules/${name}.test.ts`, testText(folder, name, code, constant)],
  ]);
}

const ruleText = (layer: string, code: string, constant: string) => `// ${code}: what is wrong, in one line.
import { Rule } from '../../rule';

export const ${constant}: Rule = {
  layer: '${layer}',
  codes: [
    {
      code: '${code}',
      title: '',
      why: '',
      words: ({ value }: { value: string }) => ({ message: \`value "\${value}"\`, repair: '' }),
    },
  ],
  check(world, report) {
    for (const object of world.of('', 'Service')) report.error('${code}', object, ['spec'], { value: object.manifest.kind });
  },
};
`;

const testText = (folder: string, name: string, code: string, constant: string) => `// ${code}
import { ${constant} } from '../../../lib/check/rules/${folder}/${name}';
import { said, worldFrom } from '../support';

test('refuses what is wrong', () => {
  expect(said(worldFrom('kind: Service'), ${constant})).toEqual(['error ${code} app.yaml spec: what is wrong; what to write']);
});

test('takes what is right', () => {
  expect(said(worldFrom('kind: Service'), ${constant})).toEqual([]);
});
`;

/** The import behind the last one of the list, the rule at its end. */
function withLine(list: string, line: string, constant: string): string {
  const end = list.lastIndexOf('\n];');
  const imports = list.lastIndexOf('\nimport ');
  if (end < 0 || imports < 0) throw new Error(`${LIST} holds no list of rules`);
  const after = list.indexOf('\n', imports + 1);
  return `${list.slice(0, after)}\n${line}${list.slice(after, end)}\n  ${constant},${list.slice(end)}`;
}

if (process.argv[1]?.endsWith('new-rule.ts') === true) {
  try {
    const files = newRule(process.argv[2] ?? '', readFileSync(LIST, 'utf8'));
    for (const path of files.keys()) if (path !== LIST && existsSync(path)) throw new Error(`${path} is there already`);
    for (const [path, text] of files) {
      writeFileSync(path, text);
      process.stdout.write(`wrote ${path}\n`);
    }
    process.stdout.write('next: the rule, its test, its example in lib/check/examples, then npm run docs:codes\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
