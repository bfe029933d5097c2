// Secrets in plain text. Values are never shown.
import { Buffer } from 'node:buffer';
import { isPlaceholder, mapAt, textAt } from '../../../world/derived/fields';
import { isPem } from '../../../world/derived/pem';
import { isTrial } from '../../../world/folder-names';
import { yaml } from '../../../problem';
import { CheckedObject } from '../../../world/types';
import { Rule } from '../../rule';

/** Names of values that let somebody in. */
const SECRET_NAME =
  /pass(word|wd|phrase|code)|pwd|token|secret|credential|private|api[._-]?key|access[._-]?key|account[._-]?key|(^|[._-])(key|pass|jwt|dsn|hmac|htpasswd|auth)$/i;
/** Names that only look like one, those of places, and those of identifiers: Ceph's cluster, pool and volume, tunnels. */
const PUBLIC_NAME =
  /public|secret[._-]?name$|_file$|^(fsid|volumeHandle|(user|admin)ID)$|(cluster|pool|tunnel|project|tenant)[._-]?id$|[._-](url|uri|endpoint|path)$/i;
/** What home clusters write before every setting that is filled in later: `SECRET_DOMAIN`. */
const PREFIX = /^secret[._-]+(?=.)/i;
/** What stands in for a value that somebody else fills in. */
const STAND_IN =
  /^(todo|dummy|redacted|placeholder|example|your[-_ ].*|x{3,}|\*+|-+|\.\.\.)$|change[-_ ]?(me|this)|replace[-_ ]?(me|with|this)|(insert|enter|put)[-_ ].*here/i;

/** No values in Secrets. */
export const SECRET_DATA: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/secret-data',
      title: 'A Secret carries no values',
      why: 'Whoever reads the repository or the rendered output has the value, and Git keeps it for ever. base64 is no encryption. Placeholders, empty values and SOPS-encrypted files are fine; in folders of trials (dev, local, scratch, test, …), and with `kustomize.toolkit.fluxcd.io/ssa: IfNotPresent`, it is a note.',
      words: ({ name, keys }: { name: string; keys: readonly string[] }) => ({
        message: `Secret ${name} carries plain values for ${keys.map((key) => `"${key}"`).join(', ')} (not shown)`,
        repair: 'keep them out of Git: encrypt with SOPS, or let External Secrets or cert-manager make the Secret',
      }),
      bad: yaml`
        apiVersion: v1
        kind: Secret
        metadata: { name: door, namespace: shop }
        stringData: { password: 'hunter2' }
      `,
      good: yaml`
        apiVersion: v1
        kind: Secret
        metadata: { name: door, namespace: shop }
        stringData: { password: 'op://vault/door/password' }
      `,
    },
  ],
  check(world, report) {
    for (const object of world.of('', 'Secret')) {
      for (const field of ['data', 'stringData']) {
        const plain = Object.entries(mapAt(object.manifest, field)).flatMap(([key, value]) => {
          const text = plainText(value, field === 'data');
          return text === undefined ? [] : [{ key, text }];
        });
        // Settings beside placeholders are often kept in a Secret for ease. An app has no such excuse: its output never holds data of Secrets.
        const secret = world.complete ? plain : plain.filter(({ key, text }) => isSecret(key, text));
        const said = secret.length > 0 ? secret : plain;
        if (said.length === 0) continue;
        const stands = isTrial(object.origin.file ?? '') || isOvertaken(object);
        const level = secret.length > 0 && (world.complete || !stands) ? 'error' : 'note';
        report[level]('object/secret-data', object, [field, said[0]!.key], {
          name: object.manifest.metadata.name,
          keys: said.map(({ key }) => key),
        });
      }
    }
  },
};

/** Flux writes it only where there is none yet: the values are stand-ins until something else brings the true ones. */
function isOvertaken({ manifest }: CheckedObject): boolean {
  const how = textAt(manifest, 'metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/ssa');
  return how?.toLowerCase() === 'ifnotpresent';
}

/** The text of a value that is neither empty nor a stand-in. */
function plainText(value: unknown, base64: boolean): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || isPlaceholder(value)) return undefined;
  const text = (base64 ? Buffer.from(value, 'base64').toString('latin1') : value).trim();
  return text === '' || STAND_IN.test(text) || isPlaceholder(text) ? undefined : text;
}

/** By its name, by a password in a URL, or by its look: long, without blanks, letters and digits mixed. */
function isSecret(key: string, text: string): boolean {
  if (isPem(text) || /:\/\/[^/\s:@]*:[^/\s@]+@/.test(text)) return true;
  if (PUBLIC_NAME.test(key) || /^(true|false|\d{1,5})$/i.test(text)) return false;
  return (
    SECRET_NAME.test(key.replace(PREFIX, '')) ||
    (/^[A-Za-z0-9+/=_-]{20,}$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text))
  );
}
