// The plain values of a text, for readers that need no places in it.
import { kubectlDocuments } from './kubectl-stream';

/**
 * What the documents of a text are to kubectl, Helm, Flux and Argo CD; empty documents are left out.
 *
 * @throws YamlError for a text that they refuse
 */
export function readValues(text: string): unknown[] {
  return [...kubectlDocuments(text)].flatMap(({ value, error }) => {
    if (error !== undefined) throw error;
    return value === null || value === undefined ? [] : [value];
  });
}
