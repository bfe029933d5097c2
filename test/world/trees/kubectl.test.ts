// Made-up trees, built by kubectl and by text.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readInput } from '../../../lib/check/input';
import { fromYaml, isClusterScoped, Manifest, objectKey } from '../../../lib/manifest';
import { madeUpTree } from '../../support/made-up-trees';

const SEEDS = [2, 3, 5, 8, 13, 21, 34, 55, 89, 144];
const isThere = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!isThere) console.info('skipped: no kubectl to build with');

const known = (object: Manifest): Manifest => {
  if (!isClusterScoped(object.apiVersion, object.kind)) return object;
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
};
const byName = (objects: readonly Manifest[]) =>
  Object.fromEntries(objects.map((object) => [objectKey(known(object)), known(object)]));

const outcomes: string[] = [];

(isThere ? test : test.skip).each(SEEDS)(
  'tree %d is built as kubectl builds it, or a word says that it is not',
  (seed) => {
    const { files, path } = madeUpTree(seed);
    if (files[`${path}/kustomization.yaml`] === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), 'tree-'));
    try {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const { status, stdout } = spawnSync('kubectl', ['kustomize', join(folder, path)], { encoding: 'utf8' });
      const input = readInput([folder]);
      const isFollowed = !input.problems.some(({ code }) => code === 'input/not-followed');
      outcomes.push(isFollowed ? 'followed' : 'said');
      if (!isFollowed) return;
      expect(status).toBe(0);
      const ours = input.objects
        .filter(({ applied }) => applied?.clusters.length !== 0)
        .map(({ manifest }) => manifest);
      expect(byName(ours)).toEqual(byName(fromYaml(stdout) as Manifest[]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

(isThere ? test : test.skip)('most of these trees are followed', () => {
  expect(outcomes.filter((each) => each === 'followed').length).toBeGreaterThan(SEEDS.length / 2);
});
