// The installer's script in a real shell.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTALL_SCRIPT } from '../../lib/multus/installer';

const set = () => {
  const root = mkdtempSync(join(tmpdir(), 'installer-'));
  const [source, bin] = [join(root, 'plugins'), join(root, 'bin')];
  for (const folder of [source, bin]) mkdirSync(folder);
  for (const name of ['macvlan', 'static', 'bridge']) writeFileSync(join(source, name), `new ${name}`);
  const run = (...plugins: string[]) =>
    execFileSync(
      '/bin/sh',
      ['-c', INSTALL_SCRIPT.replace('/host/opt/cni/bin', bin), 'install-cni-plugins', source, ...plugins],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
  return { bin, run };
};

test('copies the named plugins only, executable, and leaves no other file', () => {
  const { bin, run } = set();
  expect(run('macvlan', 'static')).toBe('macvlan: installed\nstatic: installed\n');
  expect(readdirSync(bin).sort()).toEqual(['macvlan', 'static']);
  expect(statSync(join(bin, 'macvlan')).mode & 0o777).toBe(0o755);
});

test('leaves a plugin that is there as it is', () => {
  const { bin, run } = set();
  writeFileSync(join(bin, 'macvlan'), 'old macvlan');
  expect(run('macvlan')).toBe('macvlan: there already\n');
  expect(readFileSync(join(bin, 'macvlan'), 'utf8')).toBe('old macvlan');
});

test('replaces what an interrupted run left behind', () => {
  const { bin, run } = set();
  writeFileSync(join(bin, 'macvlan.new'), 'half');
  run('macvlan');
  expect(readdirSync(bin)).toEqual(['macvlan']);
  expect(readFileSync(join(bin, 'macvlan'), 'utf8')).toBe('new macvlan');
});

test('fails loudly for a plugin that the image lacks', () => {
  const { bin, run } = set();
  expect(() => run('whereabouts')).toThrow(/whereabouts/);
  expect(readdirSync(bin)).toEqual([]);
});
