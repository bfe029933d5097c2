// talosnet reach, as a user runs it.
import { folderWith, talosnet } from '../cli/run';
import { WEB, WORKLOADS } from './small-world';

const yaml = (objects: readonly unknown[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const folder = () => folderWith({ 'all.yaml': yaml([...WORKLOADS, WEB]) });

test('lists a folder, and says what a change does', () => {
  const [before, after] = [folderWith({ 'all.yaml': yaml(WORKLOADS) }), folder()];
  expect(talosnet('reach', 'list', '--format', 'csv', '--focus', 'ops/tool', after).stdout).toContain(
    'ops/tool[Deployment],shop/client[Deployment],all connections\n',
  );
  const { stdout, code } = talosnet('reach', 'diff', before, after, '--focus', 'ops/tool');
  expect(stdout).toBe(
    '- ops/tool[Deployment] => shop/web[Deployment] : all connections  (CiliumNetworkPolicy/shop/web)\n',
  );
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
