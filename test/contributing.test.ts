// The pages for contributors name files; a walk that leads nowhere is worse than none.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ROOMS = ['lib', 'test', 'docs', 'scripts'];
const inRooms = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name.replaceAll('\\', '/')}`),
);

/** What stands in backticks and is a path by its looks: it has a slash, or the ending of a file. */
function pathsOf(page: string): string[] {
  const quoted = [...readFileSync(page, 'utf8').matchAll(/`([\w./-]+)`/g)].map(([, text]) => text!);
  return [...new Set(quoted)].filter((text) => text.includes('/') || /\.(?:ts|mjs|cjs|json|ya?ml|md)$/.test(text));
}

/** From the root, or the end of a path where the page says before in which folder it stands. */
function isThere(path: string): boolean {
  const name = path.replace(/\/$/, '');
  return existsSync(name) || inRooms.some((each) => each.endsWith(`/${name}`));
}

/** What the walks make up, what users write, and a code. */
const ELSEWHERE = ['lib/check/rules/objects/host-path.ts', '.talosnet.yaml', 'input/internal'];

test.each(['docs/contributing.md', 'docs/design.md'])('every file and folder that %s names is there', (page) => {
  const named = pathsOf(page);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !isThere(path) && !ELSEWHERE.includes(path) && !path.includes('1.20.1'))).toEqual([]);
});
