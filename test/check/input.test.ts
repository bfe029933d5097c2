import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { readInput, readText } from '../../lib/check';
import { configMap, folderOf } from './frame-helpers';

const names = (paths: string[]) => readInput(paths).objects.map(({ manifest }) => manifest.metadata.name);
const said = (files: Record<string, string | Buffer>) => {
  const folder = folderOf(files);
  const { problems } = readInput([folder]);
  return problems.map(
    ({ level, code, file, line, message }) =>
      `${level} ${code} ${file.slice(folder.length + 1)}${line === undefined ? '' : `:${line}`} ${message}`,
  );
};

test('reads folders in a fixed order, every ending, every document, items of lists and JSON lines', () => {
  const folder = folderOf({
    'b.yml': `---\n${configMap('b1')}---\n# nothing\n---\n${configMap('b2')}`,
    'a/z.yaml': configMap('z'),
    'a/list.json': JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'item' } }],
    }),
    'c.jsonl': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"line"}}\n\n',
    '.git/x.yaml': configMap('hidden'),
    'node_modules/x.yaml': configMap('package'),
    'readme.md': configMap('text'),
  });
  expect(names([folder])).toEqual(['item', 'z', 'b1', 'b2', 'line']);
});

test('each file once, also behind symbolic links that lead in circles', () => {
  const folder = folderOf({ 'a/x.yaml': configMap('x') });
  symlinkSync('..', join(folder, 'a', 'up'));
  symlinkSync('nowhere', join(folder, 'dangling.yaml'));
  symlinkSync('self.yaml', join(folder, 'self.yaml'));
  expect(names([folder, join(folder, 'a', 'x.yaml')])).toEqual(['x']);
  expect(readInput([folder]).problems).toEqual([]);
});

test.each<[string, Record<string, string | Buffer>, string[]]>([
  [
    'broken YAML, the documents beside it are read',
    { 'a.yaml': `${configMap('x')}---\na: [1\n---\n${configMap('y')}` },
    ["error input/yaml a.yaml:7 not YAML: a list in brackets goes on with ',' or ends with ']'"],
  ],
  [
    'a key that stands twice',
    { 'a.yaml': configMap('x', 'data: {a: "1"}\ndata: {b: "2"}\n') },
    ['error input/duplicate-key a.yaml:6 the key data stands twice in one map'],
  ],
  [
    'a key that stands twice in JSON',
    { 'a.json': '{"apiVersion":"v1","kind":"X",\n"metadata":{"name":"a","name":"b"}}' },
    ['error input/duplicate-key a.json:2 the key "name" stands twice in one map'],
  ],
  [
    'facts that are no YAML',
    { 'cluster.facts': 'nodes: [1\n' },
    ["error input/facts cluster.facts no YAML: a list in brackets goes on with ',' or ends with ']'"],
  ],
  [
    'facts with a key that there is not',
    { 'cluster.facts': 'nodez: []\n', 'a.yaml': configMap('x') },
    ['error input/facts cluster.facts unknown key "nodez"'],
  ],
  [
    'facts that are a list',
    { 'cluster.facts': '- complete: true\n' },
    ['error input/facts cluster.facts the facts are no map'],
  ],
  [
    'facts with a node that has no addresses',
    { 'cluster.facts': 'nodes: [{ name: a, role: worker }]\n' },
    ['error input/facts cluster.facts nodes[0] has no addresses'],
  ],
  ['an empty file', { 'a.yaml': '# later\n' }, ['note input/empty a.yaml an empty file: nothing to check']],
  ['bytes', { 'a.yaml': Buffer.from([1, 0, 2, 3]) }, ['error input/binary a.yaml a binary file']],
  ['UTF-16', { 'a.yaml': Buffer.from('\ufeffa: 1\n', 'utf16le') }, ['error input/encoding a.yaml UTF-16 text']],
  [
    'Latin-1',
    { 'a.yaml': Buffer.from('a: 1\nb: \xe9\n', 'latin1') },
    ['error input/encoding a.yaml not UTF-8: line 2 has a byte that no UTF-8 text has'],
  ],
  ['an anchor in itself', { 'a.yaml': 'a: &a\n  b: *a\n' }, ['error input/aliases a.yaml:2 an anchor contains itself']],
  [
    'a Helm template',
    { 'a.yaml': 'kind: Service\nmetadata:\n{{- include "labels" . }}\n' },
    ['note input/template a.yaml:1 a template, passed over'],
  ],
  [
    'a SOPS file',
    { 'a.yaml': configMap('x', 'sops:\n  mac: ENC[x]\n') },
    ['note input/encrypted a.yaml encrypted by SOPS, passed over'],
  ],
  [
    'half an object of the network',
    { 'a.yaml': 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nspec: {}\n' },
    ['error input/not-object a.yaml:1 a document of "cilium.io/v2" without metadata'],
  ],
  [
    'an object without kind',
    { 'a.yaml': 'apiVersion: v1\nmetadata:\n  name: x\n' },
    ['error input/not-object a.yaml:1 a document of "v1" without kind'],
  ],
  [
    'a line that is no JSON',
    { 'a.jsonl': '{"apiVersion":"v1"}\n{"a":\n' },
    ['error input/json a.jsonl:2 not JSON: the text ends too early'],
  ],
  [
    'JSON of thousands of levels',
    { 'a.json': '{"a":'.repeat(9000) + '1' + '}'.repeat(9000) },
    ['error input/json a.json maps and lists lie more than 500 deep in each other'],
  ],
  [
    'a line of thousands of levels',
    { 'a.jsonl': `{"apiVersion":"v1","a":${'['.repeat(9000)}${']'.repeat(9000)}}` },
    ['error input/json a.jsonl:1 maps and lists lie more than 500 deep in each other'],
  ],
  [
    'settings of an editor',
    { 'a.json': '{ // words\n"a": 1 }' },
    ["note input/json a.json:1 not JSON: Expected property name or '}'"],
  ],
])('%s: one line', (_what, files, lines) => expect(said(files)).toEqual(lines));

test('an alias bomb ends at once', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `a${level}: &a${level} [${Array(9)
        .fill(level === 0 ? 'x' : `*a${level - 1}`)
        .join(', ')}]\n`,
  );
  const [line] = said({ 'bomb.yaml': levels.join('') });
  expect(line).toMatch(/^error input\/aliases bomb\.yaml:\d+ aliases make far more values than are written$/);
});

test('anchors that a person writes are read: merge keys, a shared map', () => {
  const { objects } = readText(configMap('x', 'labels: &l {a: b}\nmore: {<<: *l, c: d}\n'));
  expect(objects[0]!.manifest.more).toEqual({ a: 'b', c: 'd' });
});

test('text is read as Go reads it: booleans, octals, byte order mark, CRLF, unknown tags', () => {
  const { objects } = readText(
    '\ufeffapiVersion: v1\r\nkind: X\r\nmetadata: {name: x}\r\na: on\r\nb: 0777\r\nc: !ref y\r\n'.replace('\ufeff', ''),
  );
  expect(objects[0]!.manifest).toMatchObject({ a: true, b: 511, c: 'y' });
});

test('an empty value below its key is read one column deeper, and refused in the column of the key, as Go does', () => {
  const { objects, problems, line } = readText(
    `${configMap('a')}data:\n {}\nspec:\n  last: 1\n---\n${configMap('b')}data:\n{}\n`,
  );
  expect(problems.map(({ code, line: at }) => [code, at])).toEqual([['input/yaml', 15]]);
  expect(objects.map(({ manifest }) => manifest.data)).toEqual([{}]);
  expect(line(objects[0]!.origin, ['spec', 'last'])).toBe(8);
});

test('of a key that stands twice the last counts, as for kubectl', () => {
  const { objects, problems } = readText(configMap('x', 'data: {a: "1"}\ndata: {b: "2"}\n'));
  expect(problems.map(({ code }) => code)).toEqual(['input/duplicate-key']);
  expect(objects[0]!.manifest.data).toEqual({ b: '2' });
});

test('what kubectl drops behind the end of a document is said', () => {
  const { objects, problems } = readText(`${configMap('x')}...\n${configMap('y')}`);
  expect(objects.map(({ manifest }) => manifest.metadata.name)).toEqual(['x']);
  expect(problems.map(({ level, code, line }) => [level, code, line])).toEqual([['error', 'input/yaml', 6]]);
});

test('a file of several JSON values is read as kubectl does', () => {
  const object = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  expect(names([folderOf({ 'a.json': `${object('a')}\n${object('b')}\n` })])).toEqual(['a', 'b']);
});

test('symbolic links that lead out of the input are said and not read', () => {
  const outside = folderOf({ 'secret.yaml': configMap('secret'), 'more/x.yaml': configMap('x'), key: 'words' });
  const folder = folderOf({ 'a.yaml': configMap('a'), 'b/c.yaml': configMap('c') });
  symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
  symlinkSync(join(outside, 'more'), join(folder, 'more'));
  symlinkSync(join(outside, 'key'), join(folder, 'key'));
  symlinkSync('b', join(folder, 'within'));
  const { objects, problems } = readInput([folder]);
  expect(objects.map(({ manifest }) => manifest.metadata.name)).toEqual(['a', 'c']);
  expect(problems.map(({ level, code, file }) => [level, code, file.slice(folder.length + 1)])).toEqual([
    ['warning', 'input/unreadable', 'link.yaml'],
    ['warning', 'input/unreadable', 'more'],
  ]);
  // What the user names is the input, whatever leads there.
  expect(names([join(folder, 'link.yaml'), folder])).toEqual(['secret', 'a', 'c']);
});

test('a file that is too large is said and not read', () => {
  const folder = folderOf({ 'a.yaml': configMap('a') });
  truncateSync(join(folder, 'a.yaml'), 101 * 1024 * 1024);
  expect(readInput([folder]).problems.map(({ code, message }) => [code, message])).toEqual([
    ['input/too-large', 'more than 100 MB'],
  ]);
});

test('lines of JSON that are no manifests are none of our business, unless they are named', () => {
  const folder = folderOf({ 'events.jsonl': 'order-1 shipped\n' });
  expect(readInput([folder]).problems).toEqual([]);
  expect(readInput([join(folder, 'events.jsonl')]).problems.map(({ code }) => code)).toEqual(['input/json']);
});

test('what is no manifest is no object and no problem', () => {
  const { objects, talos, documents, problems } = readText(
    [
      'on: push\njobs: {}',
      'services: {web: {image: x}}',
      '- hosts: all',
      'just words',
      'emoji: !!python/name:x.y',
      'machine: {network: {hostname: a}}',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: ConformanceReport\nprofiles: []',
      'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a',
    ].join('\n---\n'),
  );
  expect([objects.length, talos.length, documents.length, problems.length]).toEqual([0, 2, 4, 0]);
});

test('patches and generated data of a kustomization are no objects, and its namespace is where the objects go', () => {
  const folder = folderOf({
    'app/kustomization.yaml':
      'namespace: media\nresources: [web.yaml]\npatches: [{path: patch.yaml}]\nconfigMapGenerator: [{name: v, files: [values.yaml=v.yaml]}]\n',
    'app/web.yaml': configMap('web'),
    'app/patch.yaml': configMap('patch'),
    'app/v.yaml': configMap('data'),
  });
  const { objects } = readInput([folder]);
  expect(objects.map(({ manifest }) => [manifest.metadata.name, manifest.metadata.namespace])).toEqual([
    ['web', 'media'],
    // What the generator makes of the data.
    ['v-cc65mb5mfc', 'media'],
  ]);
});

test('a Flux Kustomization puts the folder that it names into its target namespace', () => {
  const folder = folderOf({
    'flux.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: app, namespace: flux-system}\nspec: {path: ./apps/web, targetNamespace: web}\n',
    'apps/web/a.yaml': configMap('a'),
    'apps/other/b.yaml': configMap('b'),
  });
  const { objects } = readInput([folder]);
  expect(objects.map(({ manifest }) => manifest.metadata.namespace)).toEqual([undefined, 'web', 'flux-system']);
});

test('lines of keys, list items, items of a List, later documents', () => {
  const input = readText(
    `# words\n---\n${configMap('a')}---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: b\n  data: {x: y}\n`,
    'a.yaml',
  );
  const [first, item] = input.objects;
  expect(input.line(first!.origin, ['metadata', 'name'])).toBe(6);
  expect(input.line(item!.origin, [])).toBe(11);
  expect(input.line(item!.origin, ['metadata', 'name'])).toBe(14);
  expect(input.line(item!.origin, ['metadata', 'labels', 'x'])).toBe(13);
  expect(input.line(item!.origin, ['data', 'x'])).toBe(15);
});
