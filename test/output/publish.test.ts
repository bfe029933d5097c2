// What publishing changes in a folder, what it leaves alone, and what it refuses before anything is touched.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { OutputError, OutputFile, publish, PublishOptions } from '../../lib/output';
import { RECORD } from '../../lib/output/record';
import { Content, contentOf, files, fill, removeFolders, temporary } from './folders';

afterEach(removeFolders);

/** What a refusal says, as `code: paths`. Fails if there is none, or if anything changed. */
function refusal(folder: string, content: Content | OutputFile[], options: PublishOptions = {}): string[] {
  const before = existsSync(folder) && statSync(folder).isDirectory() ? contentOf(folder) : undefined;
  try {
    publish(folder, Array.isArray(content) ? content : files(content), { patience: 0, ...options });
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    if (before !== undefined) expect(contentOf(folder)).toEqual(before);
    return error.problems.map(({ code, paths }) => `${code}: ${paths.join(', ')}`.replaceAll(`${folder}/`, ''));
  }
  throw new Error('publishing was meant to be refused');
}

const OURS = { 'web.yaml': 'web: 1\n', 'talos/all.yaml': 'all: 1\n' };

describe('files of its own', () => {
  test('are written into a folder that does not exist, with a record', () => {
    const folder = join(temporary(), 'new', 'dist');
    const { summary } = publish(folder, files(OURS));
    expect(contentOf(folder)).toEqual(OURS);
    expect(readFileSync(join(folder, RECORD), 'utf8')).toMatch(
      /^# .*\n# .*\nformat 1\n[0-9a-f]{64} {2}talos\/all\.yaml\n[0-9a-f]{64} {2}web\.yaml\n$/,
    );
    expect(summary).toBe('2 files written');
  });

  test('are replaced and removed, with folders that get empty by it', () => {
    const folder = temporary();
    publish(folder, files(OURS));
    const { summary } = publish(folder, files({ 'web.yaml': 'web: 2\n' }));
    expect(contentOf(folder)).toEqual({ 'web.yaml': 'web: 2\n' });
    expect(summary).toBe('1 file written, 1 removed (talos/all.yaml)');
  });

  test('are not touched while they stay the same', () => {
    const folder = temporary();
    publish(folder, files(OURS));
    for (const name of [...Object.keys(OURS), RECORD]) utimesSync(join(folder, name), 1, 1);
    publish(folder, files({ ...OURS, 'new.yaml': 'new: 1\n' }));
    publish(folder, files({ ...OURS, 'new.yaml': 'new: 1\n' }));
    expect(Object.keys(OURS).map((name) => statSync(join(folder, name)).mtimeMs)).toEqual([1000, 1000]);
  });

  test('are made again when somebody deleted them', () => {
    const folder = temporary();
    publish(folder, files(OURS));
    rmSync(join(folder, 'web.yaml'));
    publish(folder, files(OURS));
    expect(contentOf(folder)).toEqual(OURS);
  });

  test('that get another case take the place of the old ones', () => {
    const folder = temporary();
    publish(folder, files({ 'Web.yaml': 'web: 1\n' }));
    publish(folder, files({ 'web.yaml': 'web: 1\n' }));
    expect(contentOf(folder)).toEqual({ 'web.yaml': 'web: 1\n' });
  });
});

describe("the user's files", () => {
  const THEIRS = {
    '.git-keep': '',
    'README.md': '# theirs\n',
    'src/main.ts': 'theirs\n',
    'talos/own.yaml': 'theirs\n',
    'other.yaml': 'theirs\n',
  };

  test('stay through ten runs that write, replace and remove beside them', () => {
    const folder = temporary(THEIRS);
    mkdirSync(join(folder, 'empty'));
    for (let round = 0; round < 10; round += 1)
      publish(folder, files(round % 2 === 0 ? OURS : { 'web.yaml': `web: ${round}\n` }));
    expect(contentOf(folder)).toEqual({ ...THEIRS, 'empty/': '', 'web.yaml': 'web: 9\n' });
  });

  test('of the same content are adopted where there is no record', () => {
    const folder = temporary({ ...THEIRS, ...OURS });
    expect(publish(folder, files(OURS)).summary).toBe('0 files written, 2 of the same content adopted');
    publish(folder, []);
    expect(contentOf(folder)).toEqual(THEIRS);
  });

  test('of another content are an error, all of them in one report', () => {
    const folder = temporary({ ...OURS, 'web.yaml': 'theirs\n', 'talos/all.yaml': 'theirs\n' });
    expect(refusal(folder, OURS)).toEqual(['output/not-ours: web.yaml, talos/all.yaml']);
    publish(folder, files(OURS), { force: true });
    expect(contentOf(folder)).toEqual(OURS);
  });

  test('are an error where a new file must be, also beside a record', () => {
    const folder = temporary();
    publish(folder, files(OURS));
    fill(folder, { 'new.yaml': 'theirs\n' });
    expect(refusal(folder, { ...OURS, 'new.yaml': 'new: 1\n' })).toEqual(['output/not-ours: new.yaml']);
  });

  test.each([
    ['by hand', 'web: 1 # kept\n'],
    ['by a formatter', '"web": 1\n'],
    ['by line endings', 'web: 1\r\n'],
  ])('that were ours and were edited %s are neither overwritten nor removed', (_how, text) => {
    const folder = temporary();
    publish(folder, files(OURS));
    fill(folder, { 'web.yaml': text });
    expect(refusal(folder, { ...OURS, 'web.yaml': 'web: 2\n' })).toEqual(['output/edited: web.yaml']);
    expect(refusal(folder, OURS)).toEqual(['output/edited: web.yaml']);
    expect(refusal(folder, { 'talos/all.yaml': 'all: 2\n' })).toEqual(['output/edited: web.yaml']);
    publish(folder, files({ 'talos/all.yaml': 'all: 2\n' }), { force: true });
    expect(contentOf(folder)).toEqual({ 'talos/all.yaml': 'all: 2\n' });
  });

  test('that were edited into what is to be written are taken as they are', () => {
    const folder = temporary();
    publish(folder, files(OURS));
    fill(folder, { 'web.yaml': 'web: 2\n' });
    publish(folder, files({ ...OURS, 'web.yaml': 'web: 2\n' }));
    publish(folder, files(OURS));
    expect(contentOf(folder)).toEqual(OURS);
  });

  test('a kustomization of theirs makes ours unnecessary, and ours goes when theirs comes', () => {
    const ours = [{ name: 'Kustomization', text: 'ours\n', unless: ['kustomization.yaml', 'Kustomization'] }];
    const folder = temporary();
    publish(folder, ours);
    fill(folder, { 'kustomization.yaml': 'theirs\n' });
    publish(folder, ours);
    expect(contentOf(folder)).toEqual({ 'kustomization.yaml': 'theirs\n' });
    const other = temporary({ Kustomization: 'theirs\n' });
    publish(other, ours);
    expect(contentOf(other)).toEqual({ Kustomization: 'theirs\n' });
  });
});

describe('folders', () => {
  test('a link to a folder is followed', () => {
    const real = temporary({ 'theirs.txt': 'theirs\n' });
    const link = join(temporary(), 'dist');
    symlinkSync(real, link);
    publish(link, files(OURS));
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(contentOf(real)).toEqual({ ...OURS, 'theirs.txt': 'theirs\n' });
  });

  test.each<[string, (folder: string) => void]>([
    ['a repository', (folder) => mkdirSync(join(folder, '.git'))],
    ['a worktree', (folder) => writeFileSync(join(folder, '.git'), 'gitdir: elsewhere\n')],
  ])('the root of %s is refused, and a folder in it is not', (_what, make) => {
    const folder = temporary({ 'main.ts': 'theirs\n' });
    make(folder);
    expect(refusal(folder, OURS)).toEqual([`output/repository-root: ${folder}`]);
    expect(refusal(folder, OURS, { force: true })).toEqual([`output/repository-root: ${folder}`]);
    publish(join(folder, 'dist'), files(OURS));
    expect(contentOf(join(folder, 'dist'))).toEqual(OURS);
  });

  test('nothing is written or removed through a link below the output, with force neither', () => {
    const outside = temporary({ 'all.yaml': 'theirs\n' });
    const folder = temporary();
    symlinkSync(outside, join(folder, 'talos'));
    expect(refusal(folder, OURS)).toEqual(['output/link: talos']);
    expect(refusal(folder, OURS, { force: true })).toEqual(['output/link: talos']);
    rmSync(join(folder, 'talos'));
    publish(folder, files(OURS));
    renameSync(join(folder, 'talos'), join(folder, 'moved'));
    symlinkSync(outside, join(folder, 'talos'));
    const left = { 'web.yaml': OURS['web.yaml'] };
    expect(refusal(folder, left)).toEqual(['output/edited: talos/all.yaml']);
    publish(folder, files(left), { force: true });
    expect(contentOf(outside)).toEqual({ 'all.yaml': 'theirs\n' });
  });

  test('a file that is a link is not written through', () => {
    const outside = temporary({ 'web.yaml': 'web: 1\n' });
    const folder = temporary();
    symlinkSync(join(outside, 'web.yaml'), join(folder, 'web.yaml'));
    expect(refusal(folder, { 'web.yaml': 'web: 2\n' })).toEqual(['output/link: web.yaml']);
    expect(refusal(folder, { 'web.yaml': 'web: 1\n' }, { force: true })).toEqual(['output/link: web.yaml']);
  });

  test.each<[string, Content, string]>([
    ['a file where a folder must be', { talos: 'theirs\n' }, 'output/file-in-the-way: talos'],
    ['a folder where a file must be', { 'web.yaml/x': 'theirs\n' }, 'output/folder-in-the-way: web.yaml'],
    ['a file that differs in case only', { 'WEB.yaml': 'theirs\n' }, 'output/name-case: WEB.yaml'],
    ['a folder that differs in case only', { 'Talos/x': 'theirs\n' }, 'output/name-case: Talos/all.yaml'],
  ])('%s is an error', (_what, content, problem) => {
    expect(refusal(temporary(content), OURS)).toEqual([problem]);
    expect(refusal(temporary(content), OURS, { force: true })).toEqual([problem]);
  });

  test('a file where the output folder must be, and a link to nothing, are errors', () => {
    const folder = temporary({ dist: 'theirs\n' });
    expect(refusal(join(folder, 'dist'), OURS)).toEqual([`output/file-in-the-way: ${join(folder, 'dist')}`]);
    expect(refusal(join(folder, 'dist', 'x'), OURS)).toEqual([`output/file-in-the-way: ${join(folder, 'dist', 'x')}`]);
    symlinkSync('nowhere', join(folder, 'link'));
    expect(refusal(join(folder, 'link'), OURS)).toEqual([`output/link: ${join(folder, 'link')}`]);
  });

  test('a folder that was made for a refused output is gone again', () => {
    const folder = temporary();
    expect(() => publish(join(folder, 'a', 'b'), files({ 'x.yaml': '1', 'X.yaml': '2' }))).toThrow(OutputError);
    expect(contentOf(folder)).toEqual({});
  });
});

describe('names', () => {
  test.each<[string, string[], string]>([
    ['that differ in case only', ['web.yaml', 'Web.yaml'], 'output/name-case: web.yaml, Web.yaml'],
    ['that differ in the case of a folder', ['a/x.yaml', 'A/y.yaml'], 'output/name-case: a, A/y.yaml'],
    ['that are one after normalisation', ['\u00e9.yaml', 'e\u0301.yaml'], 'output/name-case: é.yaml, e\u0301.yaml'],
    ['of a file and its folder', ['a', 'a/x.yaml'], 'output/file-in-the-way: a, a/x.yaml'],
    ['of 256 bytes', [`${'é'.repeat(126)}.yml`], `output/name-long: ${'é'.repeat(60)}…`],
    ['that lead out', ['../web.yaml'], 'output/outside: ../web.yaml'],
    ['that are absolute', ['/web.yaml'], 'output/outside: /web.yaml'],
    ['that are the record', [RECORD], `output/outside: ${RECORD}`],
  ])('%s are refused', (_what, names, problem) => {
    const content = names.map((name) => ({ name, text: 'x\n' }));
    const problems = refusal(temporary(), content).map((line) => line.replace(/: .*\/(?=é)/, ': '));
    expect(problems[0]).toBe(problem);
  });

  test('of 255 bytes are written', () => {
    const folder = temporary();
    const name = `${'x'.repeat(250)}.yaml`;
    publish(folder, files({ [name]: 'x\n' }));
    expect(contentOf(folder)).toEqual({ [name]: 'x\n' });
  });
});

describe('the record', () => {
  test('that Git left in conflict counts for both sides', () => {
    const folder = temporary();
    publish(folder, files({ 'web.yaml': 'web: 1\n' }));
    const one = readFileSync(join(folder, RECORD), 'utf8').trimEnd().split('\n');
    publish(folder, files({ 'web.yaml': 'web: 2\n', 'b.yaml': 'b: 1\n' }));
    const two = readFileSync(join(folder, RECORD), 'utf8').trimEnd().split('\n');
    const merged = [...two.slice(0, 3), '<<<<<<< ours', ...one.slice(3), '=======', ...two.slice(3), '>>>>>>> theirs'];
    fill(folder, { [RECORD]: `${merged.join('\r\n')}\r\n`, 'web.yaml': 'web: 1\n' });
    publish(folder, files({ 'web.yaml': 'web: 3\n' }));
    expect(contentOf(folder)).toEqual({ 'web.yaml': 'web: 3\n' });
  });

  test.each([
    ['of another kind', 'something else\n'],
    ['of another format', 'format 2\n'],
    ['that names a file outside', `format 1\n${'0'.repeat(64)}  ../main.ts\n`],
    ['with a line that is none', 'format 1\nweb.yaml\n'],
  ])('%s is refused; with force the folder counts as one without', (_what, text) => {
    const folder = temporary({ [RECORD]: text });
    expect(refusal(folder, OURS)).toEqual([`output/record: ${RECORD}`]);
    publish(folder, files(OURS), { force: true });
    expect(contentOf(folder)).toEqual(OURS);
  });

  test('of several writers in one folder keeps what the others wrote', () => {
    const folder = temporary();
    for (const name of ['a', 'b']) publish(folder, files({ [name]: name }), { partial: true });
    publish(folder, files({ a: 'new' }), { partial: true });
    expect(contentOf(folder)).toEqual({ a: 'new', b: 'b' });
    publish(folder, files({ a: 'new' }));
    expect(contentOf(folder)).toEqual({ a: 'new' });
  });
});

test('an unchanged output is not even opened for writing', () => {
  const folder = temporary();
  publish(folder, files(OURS));
  const before = statSync(folder).mtimeMs;
  chmodSync(folder, 0o555);
  publish(folder, files(OURS));
  chmodSync(folder, 0o755);
  expect(statSync(folder).mtimeMs).toBe(before);
});

test('the report says for each kind of problem which files, what is wrong and what to do', () => {
  const folder = temporary();
  publish(folder, files(OURS));
  fill(folder, { 'web.yaml': 'edited\n', 'talos/all.yaml': 'edited\n' });
  expect(() => publish(folder, files(OURS))).toThrow(
    `error    output/edited   ${folder}/web.yaml, ${folder}/talos/all.yaml\n         changed since a synth wrote it (by hand, by a formatter, by line endings): it is neither overwritten nor removed\n         → put the change into the program and the file back as it was; or keep the file under another name; or give it up: TALOSNET_FORCE=1`,
  );
});
