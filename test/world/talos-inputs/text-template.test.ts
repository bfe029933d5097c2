// Templates are read as far as placeholders stand for values.
import { readInput } from '../../../lib/check';
import { readTemplate } from '../../../lib/world/talos-inputs';
import { folderOf } from '../../check/frame-helpers';

const contents = (text: string, known?: (expression: string) => string | undefined) =>
  readTemplate(text, known)?.documents.map(({ content }) => content);

test.each([
  ['Jinja', 'machine:\n  install: { disk: {{ disk }} }\n', { machine: { install: { disk: '{{ disk }}' } } }],
  ['Terraform', 'cluster:\n  clusterName: ${name}\n', { cluster: { clusterName: '${name}' } }],
  ['Go', 'a: "{{ .Node.IP }}/24"\nb: [{{- .One -}}, 2]\n', { a: '{{ .Node.IP }}/24', b: ['{{- .One -}}', 2] }],
  ['comments', '{# first\n second #}\na: 1 {{/* why */}}\n', { a: 1 }],
  ['a default in braces', 'a: {{ x | default({}) }}\n', { a: '{{ x | default({}) }}' }],
])('%s: a placeholder is an unknown value', (_, text, content) => {
  expect(contents(text)).toEqual([content]);
});

test('what somebody knows is filled in, with its type', () => {
  expect(
    contents('mtu: {{ .Data.mtu }}\nother: {{ .x }}\n', (name) => (name === '.Data.mtu' ? '9000' : undefined)),
  ).toEqual([{ mtu: 9000, other: '{{ .x }}' }]);
});

test.each([
  ['a condition', 'a: 1\n{% if b %}\nb: 2\n{% endif %}\n'],
  ['a condition of Go', 'a: 1\n{{- if .b }}\nb: 2\n{{- end }}\n'],
  ['a loop of Terraform', 'a:\n%{ for b in c }\n - ${b}\n%{ endfor }\n'],
  ['a loop of makejinja, which YAML takes for a comment', 'a:\n#% for b in c %#\n - 1\n#% endfor %#\n'],
  ['a variable of makejinja', 'a: #{ b }#\n'],
  ['a piece of YAML', 'a:\n  b: 1\n  {{ toYaml .c }}\n'],
  ['a key', 'a:\n  {{ b }}: 1\n'],
  ['text that is no YAML', 'a: [1\n'],
])('%s: the template is not read', (_, text) => {
  expect(readTemplate(text)).toBeUndefined();
});

const FILES = {
  'nodes/one.yaml.j2':
    'machine:\n  type: worker\n  network:\n    interfaces:\n      - interface: {{ link }}\n        mtu: {{ mtu }}\n        mut: 1\n',
  'all.yaml.tftpl': '%{ if x }\nmachine: {}\n%{ endif }\n',
  'app.yaml.j2': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ name }}\n',
  'nginx.conf.j2': 'server { listen {{ port }}; {% if tls %} ssl on; {% endif %} }\n',
};

test('Talos documents of templates are read, objects are not, other templates are nobody’s matter', () => {
  const folder = folderOf(FILES);
  const { talos, objects, problems } = readInput([folder]);
  expect(talos.map(({ content }) => content)).toEqual([
    { machine: { type: 'worker', network: { interfaces: [{ interface: '{{ link }}', mtu: '{{ mtu }}', mut: 1 }] } } },
  ]);
  expect(objects).toEqual([]);
  expect(problems.map(({ level, code, file }) => `${level} ${code} ${file.slice(folder.length + 1)}`)).toEqual([
    'note input/template all.yaml.tftpl',
    'note input/template app.yaml.j2',
  ]);
});

test('a finding in a template has the line of the template', () => {
  const folder = folderOf({ 'one.yaml.j2': `{# a\nb #}\n${FILES['nodes/one.yaml.j2']}` });
  const { talos, line } = readInput([folder]);
  expect(line(talos[0]!.origin, ['machine', 'network', 'interfaces', 0, 'mut'])).toBe(9);
});
