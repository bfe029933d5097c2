// talosnet reach, as a user runs it.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, talosnet } from '../cli/run';
import { run } from '../../lib/cli/program';
import { WEB, WORKLOADS } from './small-world';

const yaml = (objects: readonly unknown[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const folder = () => folderWith({ 'all.yaml': yaml([...WORKLOADS, WEB]) });

test('lists a folder, and says what a change does', () => {
  const [before, after] = [folderWith({ 'all.yaml': yaml(WORKLOADS) }), folder()];
  expect(talosnet('reach', 'list', '--format', 'csv', '--focus', 'ops/tool', after).stdout).toContain(
    'ops/tool[Deployment],shop/client[Deployment],all connections\n',
  );
  const { stdout, code } = talosnet('reach', 'diff', before, after, '--focus', 'ops/tool');
  expect(stdout).toBe('- ops/tool => shop/web : all connections  (CiliumNetworkPolicy/shop/web)\n');
  expect(code).toBe(0);
});

test('a verdict ends with 0 where it is allowed, with 1 where not, with 2 where an end is not known', () => {
  const ask = (...rest: string[]) =>
    talosnet(
      'reach',
      'verdict',
      folder(),
      '--from',
      'shop/client',
      '--to',
      'service:shop/web',
      '--port',
      '80',
      ...rest,
    );
  expect(ask('--http', 'GET /public')).toMatchObject({
    code: 0,
    stdout: 'shop/client[Deployment] => shop/web[Deployment], TCP 8080: allowed\n',
  });
  expect(ask('--http', 'GET /private').code).toBe(1);
  const { code, stderr } = ask('--from', 'shop/clint');
  expect(code).toBe(2);
  expect(stderr).toContain('error: no workload "shop/clint"; did you mean "shop/client"?');
});

test('compares two revisions of a repository, and refuses one that git does not know', () => {
  const repository = folderWith({ 'all.yaml': yaml(WORKLOADS) });
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      stdio: 'pipe',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'before');
  writeFileSync(join(repository, 'all.yaml'), yaml([...WORKLOADS, WEB]));
  git('commit', '-q', '-a', '-m', 'after');
  const said: string[] = [];
  const output = {
    out: (text: string) => void said.push(text),
    err: (lines: readonly string[]) => void said.push(...lines),
  };
  const here = process.cwd();
  process.chdir(repository);
  return run(['reach', 'diff', 'HEAD~1..HEAD', '--focus', 'ops/tool'], output)
    .then((code) => {
      expect([code, ...said]).toEqual([
        0,
        '- ops/tool => shop/web : all connections  (CiliumNetworkPolicy/shop/web)\n',
      ]);
      return run(['reach', 'diff', 'nowhere..HEAD'], output);
    })
    .then((code) => {
      expect(code).toBe(2);
      expect(said[1]).toContain('error: git ls-tree: fatal: Not a valid object name nowhere');
    })
    .finally(() => process.chdir(here));
});
