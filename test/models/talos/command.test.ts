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
  expect(stderr).toBe(`error: ${file}:2: v1alpha1 machine.netwrk: unknown key: key "netwrk", near "network"\n`);
});

test('needs a role or a configuration', () => {
  expect(show(join(folder, 'vlan.yaml'))).toMatchObject({ code: 2, stdout: '' });
});
