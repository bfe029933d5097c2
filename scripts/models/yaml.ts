// YAML as kubectl and kustomize read it, in the format of the engine: {"id","yaml"|"base64"} in, {"id","kubectl","kustomize"} out.
import { readAsKubectl, readAsKustomize } from '../../lib/yaml';
import { Answering } from './answering';

const answering: Answering = {
  byMinor: false,
  answer: ({ id, yaml, base64 }: { id: string; yaml?: string; base64?: string }) => {
    const bytes = yaml === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(yaml);
    return { id, kubectl: kubectl(bytes), kustomize: kustomize(bytes) };
  },
};

function kubectl(bytes: Uint8Array): Record<string, unknown> {
  const documents: unknown[] = [];
  let strict: string | undefined;
  let rest = false;
  for (const document of readAsKubectl(bytes)) {
    if (document.error !== undefined) {
      // With a wrong line between two documents kubectl loses the one before it, which the checks judge all the same.
      if (document.isSeparator === true) documents.pop();
      return { documents, error: document.error.message };
    }
    documents.push(document.value);
    const [twice] = document.duplicates;
    if (twice !== undefined) strict ??= `key ${JSON.stringify(twice.key)} already set in map`;
    rest ||= document.rest !== undefined;
  }
  return { documents, ...(strict === undefined ? {} : { strict }), ...(rest ? { rest } : {}) };
}

function kustomize(bytes: Uint8Array): Record<string, unknown> {
  const { documents, error } = readAsKustomize(bytes);
  return { documents, ...(error === undefined ? {} : { error: error.message }) };
}

export const { byMinor, answer } = answering;
