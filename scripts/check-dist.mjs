// dist/ must be what synth writes now: the diff of dist/ is what reviewers read. Written into a folder of its own, dist/ is not touched.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'dist-'));
try {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist') };
  delete env.CDK8S_RECORD_CONSTRUCT_METADATA;
  execFileSync(process.execPath, ['scripts/run.cjs', 'main.ts'], { stdio: 'inherit', env });
  try {
    execFileSync('diff', ['-ru', 'dist', join(folder, 'dist')], { stdio: 'inherit' });
    console.log('dist/ is up to date');
  } catch {
    console.error('dist/ is not what `npx cdk8s synth` writes now: commit the new one');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
