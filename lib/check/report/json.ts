// For programs: one document, always the same fields.
import { CheckFinding } from '../findings';
import { Summary } from './summary';

export function json(findings: readonly CheckFinding[], { checked, verbose: _, ...summary }: Summary): string {
  const rows = findings.map(
    ({ severity, code, message, repair, file, line, document, source, object, path, data, assumed, fingerprint }) => ({
      severity,
      code,
      message,
      repair,
      file,
      line: line ?? null,
      document: document ?? null,
      source: source ?? null,
      object: object ?? null,
      path: path ?? null,
      data,
      assumed: assumed ?? [],
      fingerprint,
    }),
  );
  return `${JSON.stringify({ checked, findings: rows, summary }, null, 2)}\n`;
}
