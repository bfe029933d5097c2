// talosnet cilium render: what it prints and how it ends.
import { join } from 'node:path';
import { supportedVersions } from '../../lib/chart';
import { fromYaml } from '../../lib/manifest/yaml';
import { Manifest } from '../../lib/manifest/types';
import { folderWith, talosnet, talosnetReading } from './run';

const GOOD = 'hubble: {tls: {auto: {method: cronJob}}}\nkubeProxyReplacement: true\n';

const folder = folderWith({
  'good.yaml': GOOD,
  'more.yaml': 'MTU: 1400\noperator: {replicas: 1}\nhubble: {relay: {enabled: true}}\n',
  'yaml11.yaml': `${GOOD}cni: {exclusive: off}\nl7Proxy: yes\nMTU: 02570\nvtep: {mac: 12:34:56:10:20:30}\n`,
  'typo.yaml': `${GOOD}gatewayApi: {enabled: true}\ncgroup: {automount: {enabled: false}}\n`,
  'key.yaml': `${GOOD}tls: {ca: {key: TOPSECRET}}\ngatewayApi: {}\n`,
  'nodeinit.yaml': `${GOOD}nodeinit: {enabled: true}\n`,
  'helm.yaml': 'kubeProxyReplacement: true\n',
  'broken.yaml': 'a: [1,\n',
  'list.yaml': '- a\n',
  'two.yaml': 'a: 1\n---\nb: 2\n',
  'empty.yaml': '# nothing\n',
  'dashboards.yaml': `${GOOD}dashboards: {enabled: true}\n`,
  'cilium-dashboard.json': '{"title":"Cilium"}',
});
const file = (name: string) => join(folder, name);
const render = (...args: string[]) => talosnet('cilium', 'render', '--version', '1.20.0', ...args);

function config(yaml: string): Record<string, string> {
  return (fromYaml(yaml) as Manifest[]).find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config',
  )!.data as Record<string, string>;
}

describe('a good file', () => {
  test('gives documents separated by --- and ends with 0', () => {
    const { code, stdout, stderr } = render('--values', file('good.yaml'));
    expect([code, stderr]).toEqual([0, '']);
    const objects = fromYaml(stdout) as Manifest[];
    expect(stdout.match(/^---$/gm)).toHaveLength(objects.length - 1);
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(
      expect.arrayContaining(['DaemonSet/cilium', 'Deployment/cilium-operator', 'ConfigMap/cilium-config']),
    );
  });

  test.each(supportedVersions())('is rendered by chart %s, with its own images', (version) => {
    const { code, stdout } = talosnet('cilium', 'render', '--version', version, '--values', file('good.yaml'));
    expect([code, stdout.includes(`quay.io/cilium/cilium:v${version}@sha256:`)]).toEqual([0, true]);
  });

  test('gives one array as JSON', () => {
    const { code, stdout } = render('--values', file('good.yaml'), '--format', 'json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Manifest[]).map(({ kind }) => kind)).toContain('DaemonSet');
  });

  test('gives the same bytes again', () => {
    expect(render('--values', file('good.yaml')).stdout).toBe(render('--values', file('good.yaml')).stdout);
  });

  test('merges with others, later ones over earlier ones, in one flag or several', () => {
    const several = render('--values', file('good.yaml'), '--values', file('more.yaml'));
    const one = render('--values', file('good.yaml'), file('more.yaml'));
    expect(several.stdout).toBe(one.stdout);
    expect(config(one.stdout).mtu).toBe('1400');
    expect((fromYaml(one.stdout) as Manifest[]).some(({ metadata }) => metadata.name === 'hubble-relay')).toBe(true);
  });

  test('comes on standard input too, and --set lays values over it', () => {
    const { code, stdout, stderr } = talosnetReading(
      GOOD,
      ...['cilium', 'render', '--version', '1.20.0', '--values', '-', '--set', 'MTU=1400,ipv6.enabled=true'],
      ...['--set-string', 'extraConfig.one=1'],
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(config(stdout)).toMatchObject({ mtu: '1400', 'enable-ipv6': 'true', one: '1' });
  });

  test('is read as Go reads it: words as booleans, leading zeros as octal, no times', () => {
    const { code, stdout } = render('--values', file('yaml11.yaml'));
    expect(code).toBe(0);
    expect(config(stdout)).toMatchObject({
      'cni-exclusive': 'false',
      'enable-l7-proxy': 'true',
      mtu: '1400',
      'vtep-mac': '12:34:56:10:20:30',
    });
  });

  test('follows the cluster that the flags describe', () => {
    const { stdout } = render(
      '--values',
      file('good.yaml'),
      '--kube-version',
      '1.32.1',
      '--namespace',
      'network',
      '--api-versions',
      'a/v1,gateway.networking.k8s.io/v1/GatewayClass',
    );
    const objects = fromYaml(stdout) as Manifest[];
    expect(objects.find(({ kind }) => kind === 'DaemonSet')!.metadata.namespace).toBe('network');
    expect(stdout).not.toContain('hostUsers');
  });

  test('takes dashboards from a folder', () => {
    const { code, stdout } = render('--values', file('dashboards.yaml'), '--dashboards', folder);
    expect(code).toBe(0);
    expect(stdout).toContain('{"title":"Cilium"}');
  });
});

describe('refused values end with 1, a line each, and nothing on stdout', () => {
  test.each([
    [
      'typo.yaml',
      [
        'error: cgroup.automount: unknown key, the chart would ignore it; did you mean cgroup.autoMount?',
        'error: gatewayApi: unknown key, the chart would ignore it; did you mean gatewayAPI?',
      ],
    ],
    [
      'nodeinit.yaml',
      [
        'error: nodeinit.enabled: true is not native (the node-init DaemonSet); drop it, or render the chart itself with helm',
      ],
    ],
    [
      'empty.yaml',
      [
        'error: hubble.tls.auto.method: "helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git; write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set hubble.tls.auto.enabled: false with existingSecret names; or hubble.tls.enabled: false',
      ],
    ],
  ])('%s', (name, lines) => {
    expect(render('--values', file(name))).toEqual({ code: 1, stdout: '', stderr: `${lines.join('\n')}\n` });
  });

  test('an unknown version is bad usage, with the known ones', () => {
    expect(talosnet('cilium', 'render', '--version', '1.2.3', '--values', file('good.yaml'))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: chart "1.2.3" is not supported; write one of 1.18.12, 1.19.6, 1.20.0\n',
    });
  });
});

describe('--lenient', () => {
  test('warns about keys that the chart ignores, and renders', () => {
    const { code, stdout, stderr } = render('--values', file('typo.yaml'), '--lenient');
    expect(code).toBe(0);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^warning: cgroup\.automount: /),
      expect.stringMatching(/^warning: gatewayApi: /),
    ]);
    expect(config(stdout)['enable-gateway-api']).toBeUndefined();
  });

  test.each(['key.yaml', 'helm.yaml', 'nodeinit.yaml'])('does not let %s through', (name) => {
    const { code, stdout, stderr } = render('--values', file(name), '--lenient');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toContain('TOPSECRET');
  });
});

describe('what cannot be understood ends with 2, in one line', () => {
  test.each([
    ['a missing file', ['--values', '/no/such.yaml'], '/no/such.yaml: no such file'],
    ['a folder', ['--values', folder], `${folder}: a folder, not a file`],
    ['no YAML', ['--values', file('broken.yaml')], `${file('broken.yaml')}:2:1: not YAML: deficient indentation`],
    ['no map', ['--values', file('list.yaml')], `${file('list.yaml')}: not a map of values`],
    ['two documents', ['--values', file('two.yaml')], `${file('two.yaml')}: 2 documents; a values file has one`],
    ['a missing folder', ['--values', file('good.yaml'), '--dashboards', '/no/such'], '/no/such: no such file'],
    ['an unknown flag', ['--valuse', 'x'], "error: unknown option '--valuse'\n(Did you mean --values?)"],
    [
      'an unknown format',
      ['--format', 'xml'],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are yaml, json.",
    ],
    ['a --set without a value', ['--set', 'MTU'], 'error: --set: "MTU": a path without =; write path.to.value=text'],
    ['a flag without its value', ['--values'], "error: option '-f, --values <file...>' argument missing"],
  ])('%s', (_, args, line) => {
    expect(render(...args)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
  });

  test('an unknown command, with the near one', () => {
    expect(talosnet('cilium', 'rendr')).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: unknown command 'rendr'\n(Did you mean render?)\n",
    });
  });
});

test('help ends with 0 and goes to stdout', () => {
  const { code, stdout, stderr } = talosnet('cilium', 'render', '--help');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('--kube-version <version>');
});

test('a namespace that Kubernetes would refuse is bad usage', () => {
  expect(talosnet('cilium', 'render', '--namespace', 'Bad NS')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: --namespace: not a name for a Namespace: "Bad NS"; write a DNS label of at most 63 characters, such as "bad-ns"\n',
  });
});
