import { NotUnderstood, Refused } from '../../../lib/world/helm/template/go-values';
import { filled } from '../../../lib/world/helm/template/template';
import { filledTree, readBack, throughYaml } from '../../../lib/world/helm/template/yaml-text';

const root = {
  Values: { port: 8080, big: 2_000_000, list: [1], deep: { word: 'found', no: false } },
  Release: { Name: 'shop', Namespace: 'apps' },
  Chart: { Name: 'app-template' },
};

test.each([
  ['{{ .Release.Name }}.example.com', 'shop.example.com'],
  ['a {{- .Release.Name -}} b', 'ashopb'],
  ['{{ `{{raw}}` }}{{ "{{quoted}}" }}', '{{raw}}{{quoted}}'],
  ['{{/* a note */}}x', 'x'],
  ['{{ .Values.deep.word | upper | quote }}', '"FOUND"'],
  ['{{ printf "%s-%d" .Release.Name 7 }}', 'shop-7'],
  ['{{ default "none" .Values.missing }}|{{ .Values.missing }}', 'none|'],
  ['{{ .Values.port }}/{{ .Values.deep.no }}', '8080/false'],
  ['{{ ternary "a" "b" (eq .Release.Name "shop") }}', 'a'],
  ['{{ $.Release.Namespace | trunc 2 }}', 'ap'],
  ['{{ tpl "{{ .Release.Name }}" . }}', 'shop'],
  ['{{ (.Values.deep).word }}', 'found'],
])('%s becomes %s', (text, result) => {
  expect(filled(text, root)).toBe(result);
});

test.each([
  ['{{ nonsense .Release.Name }}', 'function "nonsense" not defined'],
  ['{{ .Values.missing.deeper }}', 'nil pointer'],
  ['{{ .Release.Name.deeper }}', "can't evaluate field"],
  ['{{ .Release.Name', 'unclosed action'],
  ['{{ }}', 'missing value for command'],
  ['{{ .Release.Name "x" }}', "can't give argument"],
  ['{{ upper .Values.port }}', 'wrong type'],
  ['{{ upper }}', 'wrong number of args'],
  ['{{ required "say a host" .Values.missing }}', 'say a host'],
  // A bad action stops helm at parsing, whatever stands before it.
  ['{{ range .Values.list }}{{ nonsense }}', 'function "nonsense" not defined'],
])('helm refuses %s', (text, reason) => {
  expect(() => filled(text, root)).toThrow(Refused);
  expect(() => filled(text, root)).toThrow(reason);
});

test.each([
  '{{ if true }}x{{ end }}',
  '{{ $x := 1 }}',
  '{{ include "a" . }}',
  '{{ .Capabilities.KubeVersion }}',
  '{{ .Values.big }}',
])('%s is not understood', (text) => {
  expect(() => filled(text, root)).toThrow(NotUnderstood);
});

test('a printed text is what YAML reads of it', () => {
  expect(['8080', 'no', 'a-b', '', '10.0.0.1'].map(readBack)).toEqual([8080, false, 'a-b', null, '10.0.0.1']);
  expect(() => readBack('{{ .Release.Name }}')).toThrow(Refused);
});

test('toYaml keeps a text with a template in its quotes, or leaves it bare', () => {
  expect(filledTree({ quoted: '{{ .Values.port }}', bare: '8{{ `0` }}', 'no template': '80' }, root)).toEqual({
    quoted: '8080',
    bare: 80,
    'no template': '80',
  });
});

test('only the text at the very end of a map loses its newline on the way through YAML', () => {
  expect(throughYaml({ b: { c: 'x\n' }, a: 'y\n' })).toEqual({ b: { c: 'x' }, a: 'y\n' });
  expect(throughYaml({ a: 'x \ny\n' })).toEqual({ a: 'x \ny\n' });
});
