// YAML as Go's programs read it.
import { kubectlText, kustomizeText } from './bytes';
import { Document, kubectlDocuments } from './kubectl-stream';
import { kustomizeDocuments, KustomizeReading } from './kustomize-stream';
import { YamlError } from './yaml-error';
import { lineOf } from './lines';

export * from './yaml-error';
export type { Document } from './kubectl-stream';

export type LinedDocument = Document & { readonly errorLine?: number };

/** The documents of a file as `kubectl -f` reads it. */
export function* readAsKubectl(bytes: Uint8Array): Generator<LinedDocument> {
  const text = kubectlText(bytes);
  for (const document of kubectlDocuments(text))
    yield document.error === undefined ? document : { ...document, errorLine: lineOf(text, document.error.offset) };
}

/** What kustomize makes of a file that it builds: all documents, or an error. */
export function readAsKustomize(bytes: Uint8Array): KustomizeReading & { readonly errorLine?: number } {
  let text: string;
  try {
    text = kustomizeText(bytes);
  } catch (error) {
    return { documents: [], error: error as YamlError };
  }
  const reading = kustomizeDocuments(text);
  return reading.error === undefined ? reading : { ...reading, errorLine: lineOf(text, reading.error.offset) };
}
