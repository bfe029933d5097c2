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

/** The command in this process. */
async function reach(...words: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const said: string[] = [];
  const code = await run(['reach', ...words], {
    out: (text) => void said.push(text),
    err: (lines) => void said.push(...lines.map((line) => `${line}\n`)),
  });
  return { code, text: said.join('') };
}

test('tries a change: with the objects of a file, without an object, and not without one that is not there', async () => {
  const before = folderWith({ 'all.yaml': yaml(WORKLOADS) });
  const change = join(folderWith({ 'web.yaml': yaml([WEB]) }), 'web.yaml');
  expect((await reach('diff', before, '--with', change, '--focus', 'ops/tool')).text).toBe(
    '- ops/tool => shop/web : all connections  (CiliumNetworkPolicy/shop/web)\n',
  );
  const without = (name: string) => reach('diff', folder(), '--without', name, '--focus', 'ops/tool');
  expect((await without('CiliumNetworkPolicy/shop/web')).text).toBe(
    '+ ops/tool => shop/web : all connections  (CiliumNetworkPolicy/shop/web)\n',
  );
  expect(await without('CiliumNetworkPolicy/shop/wed')).toEqual({
    code: 2,
    text: 'error: --without: no object "CiliumNetworkPolicy/shop/wed"; did you mean "CiliumNetworkPolicy/shop/web"?\n',
  });
});

test('groups what people read, and writes pairs for programs', async () => {
  expect((await reach('list', folder(), '--focus', 'shop/client')).text).toContain(
    'ops/tool, shop/web, host, remote-node',
  );
  expect((await reach('list', folder(), '--focus', 'shop/client', '--pairs')).text).toContain(
    'ops/tool[Deployment] => shop/client[Deployment] : all connections\n',
  );
  const { connections } = JSON.parse((await reach('list', folder(), '--format', 'json')).text) as {
    connections: unknown[];
  };
  expect(connections).toContainEqual({
    from: 'ops/tool[Deployment]',
    to: 'shop/client[Deployment]',
    connections: 'all connections',
  });
});

test('lints policies alone, notes too', async () => {
  const deny = { ...WEB, spec: { endpointSelector: {}, ingressDeny: [{ fromEntities: ['world'] }] } };
  const { code, text } = await reach('lint', folderWith({ 'all.yaml': yaml([...WORKLOADS, deny]) }));
  expect(code).toBe(0);
  expect(text).toContain('note     reach/default-deny   CiliumNetworkPolicy/shop/web  spec.ingressDeny[0]');
});
