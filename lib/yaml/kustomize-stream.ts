import { YamlError } from './yaml-error';
export interface KustomizeReading { readonly documents: readonly unknown[]; readonly error?: YamlError }
export function kustomizeDocuments(text: string): KustomizeReading { return { documents: [text] }; }
