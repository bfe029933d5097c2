// The program itself: its version and the help of every command.
import { readFileSync } from 'node:fs';
import { run } from '../../lib/cli/program';

async function talosnet(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await run(args, { out: (text) => said.push(text), err: (lines) => said.push(...lines) });
  return { code, said: said.join('\n') };
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each(['--version', '-V'])('%s prints the version of the package', async (flag) => {
  expect(await talosnet(flag)).toEqual({ code: 0, said: `${version}\n` });
});

test('the version of a chart is no question about the program', async () => {
  const { code, said } = await talosnet('cilium', 'render', '--version', '0.0.1');
  expect([code, said]).toEqual([2, expect.stringContaining('0.0.1')]);
});

test.each([
  [['help']],
  [['help', 'check']],
  [['help', 'cilium', 'render']],
  [['cilium', 'help', 'render']],
  [['help', 'reach', 'diff']],
  [['help', 'talos', 'show']],
])('talosnet %j shows how that command is used', async (args) => {
  const names = args.filter((each) => each !== 'help');
  const { code, said } = await talosnet(...args);
  expect(code).toBe(0);
  expect(said).toContain(`Usage: ${['talosnet', ...names].join(' ')}`);
});

test('help names every command', async () => {
  const { said } = await talosnet('--help');
  for (const name of ['check', 'reach', 'cilium', 'talos']) expect(said).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

test('a misspelt command is bad usage, and the right one is proposed', async () => {
  expect(await talosnet('chek', '.')).toEqual({
    code: 2,
    said: expect.stringContaining('Did you mean check?') as string,
  });
});
