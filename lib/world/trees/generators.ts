// ConfigMaps and Secrets that a kustomization generates, with the hash of their content in their names.
// Source: kustomize api v0.19 (configmapfactory, secretfactory, kv, hasher), read.
import { createHash } from 'node:crypto';
import { basename } from 'node:path/posix';
import { isMap, Manifest, PlainMap } from '../../manifest';
import { mapsIn, textsIn } from '../derived/fields';

/** A generated object. @internal */
export interface Generated {
  readonly manifest: Manifest;
  readonly needsHash: boolean;
  /** `create`, or what happens to the object of that name that is there. */
  readonly behavior: string;
  /** True where a file that it takes in is not in the input: its content, and with it its hash, are not known. */
  readonly isPartly: boolean;
  /** Why kustomize refuses it. */
  readonly odd?: string;
}

/**
 * What the generators of a kustomization make.
 *
 * @param file text of a file relative to the kustomization; undefined where it is not in the input
 * @internal
 */
export function generated(kustomization: PlainMap, file: (path: string) => string | undefined): Generated[] {
  const common = isMap(kustomization.generatorOptions) ? kustomization.generatorOptions : {};
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    mapsIn(kustomization[kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator']).map((entry) =>
      made(kind, entry, common, file),
    ),
  );
}

function made(
  kind: 'ConfigMap' | 'Secret',
  entry: PlainMap,
  common: PlainMap,
  file: (path: string) => string | undefined,
): Generated {
  const own = isMap(entry.options) ? entry.options : {};
  const pairs = pairsOf(entry, file);
  const data: Record<string, string> = {};
  for (const [key, value] of pairs.known) data[key] = kind === 'Secret' ? base64(value) : value;
  const metadata: Manifest['metadata'] = { name: String(entry.name) };
  if (typeof entry.namespace === 'string' && entry.namespace !== '') metadata.namespace = entry.namespace;
  for (const field of ['labels', 'annotations'] as const) {
    const map = { ...(isMap(common[field]) ? common[field] : {}), ...(isMap(own[field]) ? own[field] : {}) };
    if (Object.keys(map).length > 0) metadata[field] = map as Record<string, string>;
  }
  const words = [metadata.labels, metadata.annotations].flatMap((map) => Object.entries(map ?? {}));
  const odd = words.find(([, value]) => typeof value !== 'string');
  const isImmutable = own.immutable === true || common.immutable === true;
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(kind === 'Secret' ? { type: typeof entry.type === 'string' ? entry.type : 'Opaque' } : {}),
    ...(isImmutable ? { immutable: true } : {}),
  };
  return {
    manifest,
    needsHash: own.disableNameSuffixHash !== true && common.disableNameSuffixHash !== true,
    behavior: typeof entry.behavior === 'string' ? entry.behavior : 'create',
    isPartly: pairs.isPartly,
    ...(odd === undefined ? {} : { odd: `${odd[0]} of ${metadata.name} is no text` }),
  };
}

function pairsOf(entry: PlainMap, file: (path: string) => string | undefined) {
  const known: [string, string][] = [];
  let isPartly = false;
  const read = (path: string) => {
    const text = file(path);
    if (text === undefined) isPartly = true;
    return text;
  };
  for (const path of [...filled(entry.envs), ...filled(entry.env)])
    for (const line of (read(path) ?? '').split('\n')) {
      const pair = line.trimStart();
      if (pair === '' || pair.startsWith('#')) continue;
      const at = pair.indexOf('=');
      // A name alone takes its value from the environment of the program.
      if (at < 0) isPartly = true;
      else known.push([pair.slice(0, at), pair.slice(at + 1)]);
    }
  for (const literal of filled(entry.literals)) {
    const at = literal.indexOf('=');
    if (at > 0) known.push([literal.slice(0, at), unquoted(literal.slice(at + 1))]);
  }
  for (const source of filled(entry.files)) {
    const at = source.indexOf('=');
    const path = source.slice(at + 1);
    const text = read(path);
    if (text !== undefined) known.push([at > 0 ? source.slice(0, at) : basename(path), text]);
  }
  return { known, isPartly };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

/** kustomize breaks long values into lines of 70 characters. */
function base64(text: string): string {
  const encoded = Buffer.from(text).toString('base64');
  return encoded.length <= 70 ? encoded : `${(encoded.match(/.{1,70}/g) ?? []).join('\n')}\n`;
}

/** The end of a name that its content gives; the name itself does not count. @internal */
export function hashOf({ kind, data, binaryData, stringData, type }: Manifest): string {
  const content: PlainMap =
    kind === 'Secret'
      ? {
          data: data ?? '',
          kind,
          name: '',
          ...(stringData === undefined ? {} : { stringData }),
          type: type ?? '',
        }
      : {
          ...(binaryData === undefined ? {} : { binaryData }),
          data: data ?? '',
          kind,
          name: '',
        };
  const hex = createHash('sha256').update(goJson(content)).digest('hex').slice(0, 10);
  return hex.replace(/[013ae]/g, (digit) => ({ '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' })[digit]!);
}

/** JSON as Go writes it: keys in their order, and no character that HTML knows. */
function goJson(value: unknown): string {
  const sorted = (inner: unknown): unknown =>
    isMap(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, sorted(inner[key])]),
        )
      : inner;
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text may stand where a list of them is meant. */
function filled(value: unknown): string[] {
  return (typeof value === 'string' ? [value] : textsIn(value)).filter((item) => item !== '');
}
