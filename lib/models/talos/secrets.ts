// Secrets in machine configurations: which values they are, and the configuration without them.
import { isMap, PlainMap } from '../../manifest';
import { BLANKED } from './own';

/**
 * Keys of a text that is key material, a token or an identity, wherever they stand. Source: the Redact functions of the
 * configuration types of 1.11 to 1.14, and the fields that only hold such texts.
 */
const SECRET_TEXTS = new Set([
  'crt',
  'key',
  'cert',
  'token',
  'secret',
  'id',
  'bootstrapToken',
  'clusterID',
  'clusterSecret',
  'privateKey',
  'presharedKey',
  'secretboxEncryptionSecret',
  'aescbcEncryptionSecret',
  'password',
  'auth',
  'identityToken',
  'passphrase',
  'apiToken',
  'username',
  'apiUrl',
  'uniqueToken',
]);
/** Sections whose texts are secret whatever their key is. */
const SECRET_SECTIONS = new Set(['extraManifestHeaders', 'headers', 'static', 'environment', 'env', 'variables']);
/** Free texts that may carry secrets: only how long they are is of interest. */
const LONG_TEXTS = new Set(['contents', 'manifest', 'content']);

/** A copy with every secret replaced by a word. Texts that look like key material are replaced under any key. */
export function blankSecrets(document: PlainMap): PlainMap {
  return blank(document, false) as PlainMap;
}

function blank(value: unknown, secret: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => blank(each, secret));
  if (isMap(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        blank(
          inner,
          secret || SECRET_SECTIONS.has(key) || (SECRET_TEXTS.has(key) && !isMap(inner)) || LONG_TEXTS.has(key),
        ),
      ]),
    );
  if (typeof value !== 'string' || value === '') return value;
  return secret || looksLikeKey(value) ? BLANKED : value;
}

function looksLikeKey(text: string): boolean {
  return (
    text.includes('-----BEGIN') ||
    (text.length >= 40 && !/[ \n:.{/]/.test(text)) ||
    /^[A-Za-z0-9+/]{40,}={0,2}$/.test(text)
  );
}
