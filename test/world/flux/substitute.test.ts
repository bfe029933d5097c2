import { Manifest } from '../../../lib/manifest';
import { substituted } from '../../../lib/world/flux';
import { filledVariables } from '../../../lib/world/flux/envsubst';

const variables = { NAME: 'shop', PORT: '8080', EMPTY: '', QUOTE: "it's" };

test.each([
  ['${NAME}', 'shop'],
  ['a-${NAME}-b', 'a-shop-b'],
  ['${UNSET}', ''],
  ['${UNSET:=default}', 'default'],
  ['${EMPTY:-default}', 'default'],
  // Every default operator means "if empty", also those that mean something else in a shell.
  ['${NAME:+other}', 'shop'],
  ['${UNSET=x}', 'x'],
  ['${UNSET:-${NAME}-x}', 'shop-x'],
  ['$${NAME} $$ $NAME', '${NAME} $ $NAME'],
  ['${NAME:1}', 'hop'],
  ['${NAME:1:2}', 'ho'],
  ['${NAME:-2}', 'shop'],
  ['${NAME/s/S}', 'Shop'],
  ['${NAME//o}', undefined],
  ['${NAME//o/0}', 'sh0p'],
  ['${NAME^^}${NAME^}', 'SHOPShop'],
  ['${#NAME}', '4'],
  ['${NAME%op}${NAME#sh}', 'shop'],
])('%s becomes %s', (text, result) => {
  if (result === undefined) expect(() => filledVariables(text, variables)).toThrow('bad substitution');
  else expect(filledVariables(text, variables)).toBe(result);
});

test.each(['${}', '${a.b}', '${NAME-x}', '${{ x }}'])('Flux stops at %s', (text) => {
  expect(() => filledVariables(text, variables)).toThrow();
});

function object(value: unknown, metadata = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...metadata }, data: { value } };
}

test('what a variable brings is read as YAML, within the quotes that the writer gives the text', () => {
  const filled = (value: unknown) => (substituted(object(value), variables) as any).value.data.value;
  expect(filled('${PORT}')).toBe(8080);
  expect(filled('@${PORT}')).toBe('@8080');
  expect(filled('a: ${PORT}')).toBe('a: 8080');
  expect(filled('line\nport ${PORT}\n')).toBe('line\nport 8080\n');
  expect(substituted(object('@${QUOTE}'), variables).said).toBe('refused');
});

test('nothing is filled without any variable, nor in an object that is switched off', () => {
  const annotations = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
  for (const [given, vars] of [
    [object('${A:=b}'), {}],
    [object('${NAME}', { annotations }), variables],
  ] as const)
    expect(substituted(given, vars)).toEqual({ said: 'done', value: given });
});

test('a text that is not followed keeps its variables, the others are filled', () => {
  const given = {
    ...object('${NAME}'),
    data: { lines: ' a\n${NAME} \n', pattern: '${NAME#s*}', other: '${NAME}' },
  } as Manifest;
  const said = substituted(given, variables);
  expect(said).toMatchObject({
    said: 'done',
    value: { data: { lines: ' a\n${NAME} \n', pattern: '${NAME#s*}', other: 'shop' } },
  });
});

test('a variable with another name stops Flux', () => {
  expect(substituted(object('x'), { 'a-b': '1' })).toMatchObject({ said: 'refused' });
});
