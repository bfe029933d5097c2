// dist/ must be what synth writes now: the diff of dist/ is what reviewers read.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const before = mkdtempSync(join(tmpdir(), 'dist-'));
try {
  cpSync('dist', before, { recursive: true });
  execFileSync('npx', ['cdk8s', 'synth'], { stdio: 'inherit' });
  try {
    execFileSync('diff', ['-ru', before, 'dist'], { stdio: 'inherit' });
    console.log('dist/ is up to date');
  } catch {
    console.error('dist/ is not what `npx cdk8s synth` writes now: commit the new one');
    process.exitCode = 1;
  }
} finally {
  rmSync(before, { recursive: true, force: true });
}
