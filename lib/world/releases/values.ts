// Values of a release from texts: of a file, of a ConfigMap, of what a kustomization makes a ConfigMap of.
import { posix } from 'node:path';
import { isMap } from '../../manifest';
import { readValues } from '../../yaml';
import { listAt, textAt, valueAtPath } from '../derived/fields';
import { overwritten } from '../helm/template/go-values';
import { CheckedObject } from '../origin';
import { ReleaseInput, ValueLayer } from './types';

/** The values of all layers, later ones over earlier ones. */
export function mergedValues(layers: readonly ValueLayer[]): unknown {
  return layers.map(({ values }) => values).reduce((base, over) => overwritten(base, over), {});
}

/** The map that a text of YAML holds; undefined where it holds none. */
export function valuesIn(text: string): unknown {
  try {
    const [values = {}, ...more] = readValues(text);
    return more.length === 0 && (isMap(values) || values === null) ? (values ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

/** The values in a file that was read. */
export function fileLayer({ text }: ReleaseInput, file: string): ValueLayer | undefined {
  const read = text?.(file);
  const values = read === undefined ? undefined : valuesIn(read);
  return values === undefined ? undefined : { values, origin: { file, document: 1 }, at: [] };
}

/** Where a ConfigMap of the input keeps values under a key; undefined where it is not in the input, or the key is not there. */
export function configMapLayer(
  input: ReleaseInput,
  release: CheckedObject,
  name: string,
  key: string,
): ValueLayer | undefined {
  const namespace = textAt(release.manifest, 'metadata', 'namespace');
  const written = input.objects.find(
    ({ manifest }) =>
      manifest.kind === 'ConfigMap' &&
      manifest.metadata.name === name &&
      (manifest.metadata.namespace ?? namespace) === namespace,
  );
  if (written === undefined) return generatedLayer(input, release, name, key);
  const values = valuesIn(textAt(written.manifest, 'data', key) ?? '[]');
  return values === undefined ? undefined : { values, origin: written.origin, at: ['data', key] };
}

/** The same of a ConfigMap that a kustomization beside the release, or in a folder above it, makes of files. */
function generatedLayer(
  input: ReleaseInput,
  { origin }: CheckedObject,
  name: string,
  key: string,
): ValueLayer | undefined {
  for (const { content, origin: by } of input.documents ?? []) {
    const folder = posix.dirname(by.file ?? '');
    if (!isAbove(folder, origin.file ?? '')) continue;
    for (const generator of listAt(content, 'configMapGenerator')) {
      if (textAt(generator, 'name') !== name) continue;
      for (const entry of listAt(generator, 'files')) {
        const [, named, file] = /^(?:([^=]*)=)?(.*)$/s.exec(String(entry))!;
        if ((named ?? posix.basename(file!)) === key) return fileLayer(input, posix.join(folder, file!));
      }
    }
  }
  return undefined;
}

function isAbove(folder: string, file: string): boolean {
  return folder === '.' || posix.normalize(file).startsWith(`${posix.normalize(folder)}/`);
}

/** A value at a dotted path, as `targetPath` of Flux sets it; undefined for a path with positions or escapes. */
export function valueAtTarget(path: string, value: unknown): unknown {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(path)) return undefined;
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** The last layer that holds something at a path, else the last of all. */
export function layerWith(layers: readonly ValueLayer[], path: ValueLayer['at']): ValueLayer | undefined {
  return [...layers].reverse().find(({ values }) => valueAtPath(values, path) !== undefined) ?? layers.at(-1);
}
