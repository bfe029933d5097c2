// YAML as Go's programs read it: layouts by libyaml's rules, values by the reader. The scanner and the grammar are our own, because no kept
// parser follows libyaml: of 1,130 recorded texts npm's yaml takes or refuses 872 as kubectl does, js-yaml 850, the port of PyYAML
// 884 (at twenty times the time); this one all, at the speed of js-yaml.
import { kubectlText, kustomizeText } from './bytes';
import { Document, kubectlDocuments, KnownDocuments } from './kubectl-stream';
import { kustomizeDocuments, KustomizeReading } from './kustomize-stream';
import { YamlError } from './yaml-error';

export { MAX_DEPTH } from './compose';
export { kubectlDocuments, kustomizeDocuments };
export type { Document, KnownDocuments, KustomizeReading };
export { duplicateJsonKey, isDeeper } from './json';
export type { DuplicateKey } from './kubectl';
export { isTooDense, TOO_DENSE } from './limits';
export { Lines } from './lines';
export { Places } from './place';
export type { Node } from './node';
export { resolve3 } from './resolve';
export { streamDocuments } from './stream';
export { readValues } from './values';
export * from './yaml-error';

/** The documents of a file as `kubectl -f` reads it, which decodes the bytes by their mark and repairs bad ones. */
export function readAsKubectl(bytes: Uint8Array): Generator<Document> {
  return kubectlDocuments(kubectlText(bytes));
}

/** What kustomize makes of the bytes of a file that it builds: all documents, or an error. */
export function readAsKustomize(bytes: Uint8Array): KustomizeReading {
  try {
    return kustomizeDocuments(kustomizeText(bytes));
  } catch (error) {
    if (error instanceof YamlError) return { documents: [], error };
    throw error;
  }
}

/**
 * What one document of a file means where a kustomization lists the file: made only where somebody asks. A List stays whole if it is
 * not alone in its file; `kustomize build` takes it apart later.
 *
 * @param text of the file
 */
export function asBuilt(text: string, { start, end }: Pick<Document, 'start' | 'end'>): KustomizeReading {
  return kustomizeDocuments(text.slice(start, end));
}
