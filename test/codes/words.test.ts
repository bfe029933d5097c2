// What the models of engines say by name, and the sentences for it: the compiler refuses a name without sentence, this a sentence that nobody needs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts = require('typescript');
import { AGENT_OBJECTIONS, AgentObjection, SERVER_OBJECTIONS, ServerObjection } from '../../lib/problem';

const LIB = join(__dirname, '../../lib');

// @ts-expect-error -- the compiler holds that a model says no name without sentence
const AGENT: AgentObjection = 'misspelt';
// @ts-expect-error -- the same
const SERVER: ServerObjection = 'misspelt';

describe.each([
  ['agent', AGENT_OBJECTIONS],
  ['api-server', SERVER_OBJECTIONS],
])('the sentences for the model of the %s', (engine, names) => {
  test('are each of something that the model says', () => {
    const said = textsOf(`models/${engine}`);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !said.has(name))).toEqual([]);
    expect(names).not.toContain(engine === 'agent' ? AGENT : SERVER);
  });
});

/** Every text that stands in the sources of a folder of lib. */
function textsOf(folder: string): Set<string> {
  const texts = new Set<string>();
  for (const path of readdirSync(join(LIB, folder), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) texts.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, readFileSync(join(LIB, folder, path), 'utf8'), ts.ScriptTarget.Latest));
  }
  return texts;
}
