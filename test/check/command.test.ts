import { checkIn, configMap, folderOf } from './frame-helpers';

const TWICE = `${configMap('same')}---\n${configMap('same')}`;
const GOOD = configMap('good', 'data:\n  a: b\n');

test('a folder without mistakes: what was seen, and exit 0', async () => {
  const folder = folderOf({ 'a.yaml': GOOD, 'values.yaml': 'replicas: 3\n', 'compose.yml': 'services: {}\n' });
  const { code, out, err } = await checkIn(folder, '$');
  expect({ code, out, err }).toEqual({
    code: 0,
    out: [
      'nothing wrong; checked 1 object in 3 files for Cilium 1.20, Gateway API v1.6.1',
      'seen: 1 ConfigMap',
      'passed over: 2 documents that are no manifests',
      '',
    ].join('\n'),
    err: '',
  });
});

test('text: findings by file with line, severity, code, object, path and repair', async () => {
  const folder = folderOf({ 'apps/a.yaml': TWICE });
  const { code, out } = await checkIn(folder, '$');
  expect(code).toBe(1);
  expect(out).toMatchInlineSnapshot(`
   "apps/a.yaml
         9  error    object/duplicate   ConfigMap/same  metadata.name
            a second ConfigMap/same beside document 1
            → give one of them another name or namespace, or remove it: the later one overwrites the other

   1 error in 1 file; checked 2 objects in 1 file for Cilium 1.20, Gateway API v1.6.1
   seen: 2 ConfigMap
   "
  `);
});

test('json: the fields of the contract, in a stable order', async () => {
  const folder = folderOf({ 'a.yaml': TWICE, 'b.yaml': 'a: [' });
  const { code, out } = await checkIn(folder, '--format', 'json', '$');
  expect(code).toBe(2);
  const report = JSON.parse(out) as { checked: number; findings: object[] };
  expect(report.checked).toBe(2);
  expect(report.findings).toEqual([
    {
      severity: 'error',
      code: 'object/duplicate',
      message: 'a second ConfigMap/same beside document 1',
      repair: 'give one of them another name or namespace, or remove it: the later one overwrites the other',
      file: 'a.yaml',
      line: 9,
      document: 2,
      object: 'ConfigMap/same',
      path: 'metadata.name',
      source: null,
      assumed: [],
      data: { object: 'ConfigMap/same', both: 'file', document: 1 },
      fingerprint: 'd9d3fdc1c033bc7c',
    },
    expect.objectContaining({ code: 'input/yaml', file: 'b.yaml', object: null, path: null }),
  ]);
});

test('github: one annotation each, with what GitHub needs escaped', async () => {
  const folder = folderOf({ 'a,b.yaml': TWICE });
  const { out } = await checkIn(folder, '--format', 'github', '$');
  expect(out).toMatch(
    /^::error file=[^,]*a%2Cb\.yaml,line=9,title=object\/duplicate::ConfigMap\/same: a second ConfigMap\/same beside document 1%0A→ give/,
  );
});

test('sarif: version 2.1.0, rules with help, results that point at them', async () => {
  const folder = folderOf({ 'a.yaml': TWICE });
  const { out } = await checkIn(folder, '--format', 'sarif', '$');
  const log = JSON.parse(out);
  expect(log.version).toBe('2.1.0');
  const [{ tool, results }] = log.runs;
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['object/duplicate']);
  expect(tool.driver.rules[0].help.text).not.toBe('');
  expect(results[0]).toMatchObject({
    ruleId: 'object/duplicate',
    ruleIndex: 0,
    level: 'error',
    locations: [{ physicalLocation: { region: { startLine: 9 } } }],
  });
});

test('SARIF without a finding is a log with an empty list of results', async () => {
  const folder = folderOf({ 'a.yaml': GOOD });
  const { code, out } = await checkIn(folder, '--format', 'sarif', '$');
  expect([code, JSON.parse(out).runs[0].results]).toEqual([0, []]);
});

test.each<[string, Record<string, string>, string[], number]>([
  ['a finding', { 'a.yaml': TWICE }, ['$'], 1],
  ['a note alone', { 'a.yaml': '', 'b.yaml': GOOD }, ['--min-severity', 'note', '$'], 0],
  ['a warning', { 'a.yaml': '' }, ['$/a.yaml'], 1],
  ['a warning below the least severity', { 'a.yaml': '' }, ['--min-severity', 'error', '$/a.yaml'], 0],
  ['a missing file', {}, ['$/none.yaml'], 2],
  ['broken YAML', { 'a.yaml': 'a: [' }, ['$'], 2],
  ['a finding of another layer', { 'a.yaml': TWICE }, ['--only', 'schema,cel', '$'], 0],
])('exit code: %s', async (_what, files, args, code) => {
  expect((await checkIn(folderOf(files), ...args)).code).toBe(code);
});

test.each<[string, string[], string]>([
  ['nothing to check', [], 'error: nothing to check; name files or folders, or - for standard input'],
  ['no layer', ['--only', ',', '.'], 'error: --only: names no layer'],
  [
    'an unknown layer',
    ['--only', 'shema', '.'],
    'error: --only: unknown "shema"; write one of schema, cel, cilium, objects, references, releases, policies, addresses, cni, gateway, values, l2, talos, reach',
  ],
  ['an unknown Cilium', ['--cilium', '1.17', '.'], 'error: --cilium: unknown "1.17"; write one of 1.18, 1.19, 1.20'],
  [
    'an unknown bundle',
    ['--gateway-api', '1.2', '.'],
    'error: --gateway-api: unknown "v1.2"; write one of v1.3.0, v1.4.1, v1.5.1, v1.6.1',
  ],
  [
    'an unknown Talos',
    ['--talos', 'v1.9.1', '.'],
    'error: --talos: unknown "1.9"; write one of 1.11, 1.12, 1.13, 1.14',
  ],
  ['a missing configuration', ['--config', 'none.yaml', '.'], 'none.yaml: no such file'],
  [
    'an unknown format',
    ['--format', 'xml', '.'],
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github.",
  ],
])('bad usage: %s', async (_what, args, line) => {
  const { code, out, err } = await checkIn('', ...args);
  expect({ code, out, err: err.split('\n')[0] }).toEqual({ code: 2, out: '', err: line });
});

test('--cilium-values takes one file each time, so that folders may follow', async () => {
  const folder = folderOf({ 'a.yaml': GOOD, 'v.yaml': 'MTU: 1500\n', 'w.yaml': 'MTUU: 1400\n' });
  const { code, out } = await checkIn(folder, '--cilium-values', '$/v.yaml', '--cilium-values', '$/w.yaml', '$/a.yaml');
  expect(code).toBe(1);
  expect(out).toContain('w.yaml\n      1  error    values/unknown-key');
});

test.each<[string, string, string]>([
  ['an unknown key', 'ignores: []', 'unknown key "ignores"; did you mean "ignore"?'],
  [
    'an unknown key of an ignore',
    'ignore: [{code: object/duplicate, reasons: x}]',
    'unknown key "ignore[0].reasons"; did you mean "reason"?',
  ],
  [
    'no reason',
    'ignore: [{code: object/duplicate}]',
    'ignore[0] (object/duplicate) has no reason; write why it does not apply here',
  ],
  ['no list', 'ignore: all', 'ignore is no list'],
])('configuration: %s is refused', async (_what, text, line) => {
  const folder = folderOf({ '.talosnet.yaml': `${text}\n`, 'a.yaml': GOOD });
  const { code, err } = await checkIn(folder, '--config', '$/.talosnet.yaml', '$');
  expect({ code, err }).toEqual({ code: 2, err: `.talosnet.yaml: ${line}\n` });
});

test('an ignore with a reason silences its code in its files and objects, and nothing else', async () => {
  const ignore = (more: string) => `ignore:\n  - {code: object/duplicate, reason: two stages, ${more}}\n`;
  const run = async (more: string) =>
    (await checkIn(folderOf({ '.talosnet.yaml': ignore(more), 'apps/a.yaml': TWICE }), '$')).code;
  expect(await run('file: apps/**')).toBe(0);
  expect(await run('object: ConfigMap/*')).toBe(0);
  expect(await run('file: other/**')).toBe(1);
  expect(await run('object: Service/same')).toBe(1);
});

test('versions are those of the input: the agent, the bundle, the installer', async () => {
  const folder = folderOf({
    'cilium.yaml':
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: cilium, namespace: kube-system}\nspec: {interval: 1h, url: oci://quay.io/cilium/charts/cilium, ref: {tag: 1.19.4}}\n---\n' +
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {interval: 1h, chartRef: {kind: OCIRepository, name: cilium}}\n',
    'talos.yaml': `machine:\n  install:\n    image: factory.talos.dev/metal-installer/${'a'.repeat(64)}:v1.13.2\n`,
  });
  expect((await checkIn(folder, '$')).out).toContain('for Cilium 1.19, Gateway API v1.4.1, Talos 1.13');
  expect((await checkIn(folder, '--cilium', '1.18.3', '--talos', '1.14', '$')).out).toContain(
    'for Cilium 1.18, Gateway API v1.3.0, Talos 1.14',
  );
});

test('text from files does not steer the terminal', async () => {
  const folder = folderOf({ 'a.yaml': TWICE.replaceAll('same', '"s\\e[31m"') });
  expect((await checkIn(folder, '--only', 'objects', '$')).out).not.toContain('\u001b[31m');
});

test('--list-rules names every code once', async () => {
  const { code, out } = await checkIn('', '--list-rules');
  const codes = out
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  expect(code).toBe(0);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toEqual(expect.arrayContaining(['input/yaml', 'object/duplicate', 'cel/rule']));
});

test('--explain shows rule, reason and examples of a code, of whoever says it', async () => {
  const { code, out } = await checkIn('', '--explain', 'reference/listener');
  expect(code).toBe(0);
  expect(out).toMatch(
    /^reference\/listener \(references\)\n\nThe sectionName [^]*\n\nBad:\n {2}apiVersion: [^]*\n\nGood:\n {2}apiVersion: /,
  );
  expect((await checkIn('', '--explain', 'net/vlan-id')).out).toContain('a whole number from 1 to 4094');
});

test('--explain shows an example that lies beside the rules, a folder file by file', async () => {
  const { out } = await checkIn('', '--explain', 'l2/no-link');
  expect(out).toMatch(
    /\n\nBad:\n {2}# cluster\.facts\n {2}nodes:\n[^]*\n\n {2}# network\.yaml\n[^]*\n\nGood:\n {2}# cluster\.facts\n/,
  );
});

test('--explain of an unknown code says which was probably meant', async () => {
  expect(await checkIn('', '--explain', 'net/vlanid')).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean "net/vlan-id"?'),
  });
});
