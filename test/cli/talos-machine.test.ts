// talosnet talos show --machine: a machine of a tool's files with all of its patches, without secrets.
import { BOND_NODES } from '../world/talos-inputs/folders';
import { folderWith, talosnet } from './run';

const SECRETS =
  'cluster:\n  secret: c2VjcmV0LW9mLXRoZS1jbHVzdGVyLXRoYXQtbm9ib2R5LXNlZXM=\ntrustdinfo:\n  token: abcdef.0123456789abcdef\n';
const folder = folderWith({
  'talconfig.yaml': `${BOND_NODES}patches:\n  - "@link.yaml"\n`,
  'link.yaml':
    'cluster:\n  token: abcdef.0123456789abcdef\nmachine:\n  network:\n    interfaces:\n      - interface: eth1\n        mtu: 9000\n',
  'talsecret.yaml': SECRETS,
});

test('shows the network of the machine, and no secret', () => {
  const { code, stdout } = talosnet('talos', 'show', '--machine', 'cellar-1', folder);
  expect(code).toBe(0);
  expect(stdout).toContain('hostname: cellar-1');
  expect(stdout).toContain('mtu: 9000');
  expect(stdout).not.toContain('0123456789abcdef');
});

test('names the machines that there are', () => {
  const { code, stderr } = talosnet('talos', 'show', '--machine', 'cellar-9', folder);
  expect([code, stderr]).toEqual([2, 'error: no machine cellar-9; write one of cellar-1\n']);
});

test('refuses options that say what the machine says itself', () => {
  expect(talosnet('talos', 'show', '--machine', 'cellar-1', '--role', 'worker', folder)).toMatchObject({ code: 2 });
});

test('check of the same folder says nothing of the secrets', () => {
  const { stdout } = talosnet('check', '--min-severity', 'note', folder);
  expect(stdout).not.toContain('0123456789abcdef');
  expect(stdout).not.toContain('c2VjcmV0');
});
