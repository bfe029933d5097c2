// talosnet talos show: what it prints and how it ends.
import { join } from 'node:path';
import { fromYaml } from '../../../lib/manifest/yaml';
import { folderWith, talosnet } from '../../cli/run';

const folder = folderWith({
  'vlan.yaml':
    'apiVersion: v1alpha1\nkind: VLANConfig\nname: lan\nvlanID: 10\nparent: eth0\naddresses: [{address: 192.0.2.5/24}]\n',
  'typo.yaml': 'machine:\n  netwrk: {}\n',
});
const show = (...args: string[]) => talosnet('talos', 'show', ...args);

test('prints the network that a patch makes, and says that a second application grows a list', () => {
  const { code, stdout, stderr } = show(join(folder, 'vlan.yaml'), '--role', 'worker', '--talos', '1.13');
  expect([code, stderr]).toEqual([
    0,
    'note: applied a second time, these patches change the configuration again: lists grow\n',
  ]);
  expect(fromYaml(stdout)[0]).toMatchObject({
    role: 'worker',
    defaultDHCP: false,
    links: [
      { name: 'lan', kind: 'vlan', parent: 'eth0', vlanId: 10, addresses: ['192.0.2.5/24'], from: 'VLANConfig/lan' },
    ],
  });
});

test('refuses a patch that Talos refuses, with its file and line', () => {
  const file = join(folder, 'typo.yaml');
  const { code, stdout, stderr } = show(file, '--role', 'worker', '--talos', '1.13');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    `error: ${file}:2: v1alpha1 machine.netwrk: Talos 1.13 refuses it: there is no key "netwrk"\n  → did you mean "network"?\n`,
  );
});

test('needs a role or a configuration', () => {
  expect(show(join(folder, 'vlan.yaml'))).toMatchObject({ code: 2, stdout: '' });
});

test('says of a folder that patches are named one by one', () => {
  const { code, stderr } = show(folder, '--role', 'worker');
  expect([code, stderr]).toEqual([
    2,
    `error: ${folder}: is a folder: name the patch files in it, in the order in which they are applied\n`,
  ]);
});

describe('a configuration of the user', () => {
  // Each stands once, at a place where Talos keeps a secret.
  const secrets = Array.from({ length: 12 }, (_, index) => `c2VjcmV0LW5vYm9keS1zZWVz${String(index).padStart(4, '0')}`);
  const [token, ca, secret, join0, aes, box, account, etcd, front, registry, wireguard, proxy] = secrets;
  const base = `version: v1alpha1
machine:
  type: worker
  token: ${token}
  ca: { crt: '', key: ${ca} }
  env: { https_proxy: 'http://user:${proxy}@192.0.2.9:3128' }
  network:
    hostname: w1
    interfaces:
      - interface: wg0
        addresses: [192.0.2.21/24]
        wireguard: { privateKey: ${wireguard}, peers: [] }
  registries: { config: { ghcr.io: { auth: { username: me, password: ${registry} } } } }
cluster:
  secret: ${secret}
  token: ${join0}
  aescbcEncryptionSecret: ${aes}
  secretboxEncryptionSecret: ${box}
  serviceAccount: { key: ${account} }
  etcd: { ca: { crt: '', key: ${etcd} } }
  aggregatorCA: { crt: '', key: ${front} }
  controlPlane: { endpoint: 'https://192.0.2.10:6443' }
`;
  const withSecrets = folderWith({
    'good.yaml': base,
    // Each field in turn has the wrong type, so the message is about the secret itself.
    'lists.yaml': base.replace(/(c2VjcmV0\w+)/g, '[$1]'),
    'misplaced.yaml': base.replace('  token:', '  tokn:').replace('  secret:', '  secrt:'),
    'patch.yaml': `machine: { network: { nameservers: [192.0.2.53] } }\ncluster: { token: ${secrets[0]!} }\n`,
  });
  test.each(['good.yaml', 'lists.yaml', 'misplaced.yaml'])(
    'is shown without a secret, also where it is refused: %s',
    (name) => {
      const { code, stdout, stderr } = show(
        join(withSecrets, 'patch.yaml'),
        '--base',
        join(withSecrets, name),
        '--talos',
        '1.12',
      );
      expect(stdout + stderr).not.toMatch(/c2VjcmV0/);
      expect((stdout + stderr).length).toBeGreaterThan(20);
      expect(code === 0 ? stdout : stderr).toMatch(/hostname: w1|error: /);
    },
  );
});
