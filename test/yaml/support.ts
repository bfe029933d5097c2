// What the readers make of a text, in short.
import { kubectlDocuments, kustomizeDocuments } from '../../lib/yaml';

/** The values of the documents, and what is refused as `refused: why`. */
export function kubectl(text: string): unknown[] {
  return [...kubectlDocuments(text)].map(({ error, value }) =>
    error === undefined ? value : `refused: ${error.message}`,
  );
}

/** The values of the documents, or `refused: why`. */
export function kustomize(text: string): unknown {
  const { documents, error } = kustomizeDocuments(text);
  return error === undefined ? documents : `refused: ${error.message}`;
}

/** True if every document is read. */
export function isRead(text: string): boolean {
  return [...kubectlDocuments(text)].every(({ error }) => error === undefined);
}
