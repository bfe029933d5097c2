// Runs an engine: one JSON object a line in, one out.
import { spawnSync } from 'node:child_process';

/** Answers of a program to the cases, in their order. @throws Error if the program fails or answers too little */
export function ask(program, args, cases, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input: cases.map((one) => `${JSON.stringify(one)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 600_000,
    ...options,
  });
  // A program that ends before it has read everything is judged by its answers.
  if (error !== undefined && /** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE')
    throw new Error(`${program}: ${error.message}`);
  const answers = stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
  if (answers.length !== cases.length)
    throw new Error(
      `${program}: ${answers.length} answers to ${cases.length} cases (exit code ${status}) ${stderr.trim().slice(-2000)}`,
    );
  return answers;
}
