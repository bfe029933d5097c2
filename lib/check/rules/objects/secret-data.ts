// Secrets in plain text, and private keys anywhere. Values are never shown.
import { Buffer } from 'node:buffer';
import { PlainMap } from '../../../manifest';
import { groupOf, isPlaceholder, mapAt, textAt } from '../../models/fields';
import { CheckedDocument, CheckedObject, Path, Report, Rule } from '../../types';

/** The first line of a private key in PEM. */
const PEM_HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
/** A line of its content: the header alone stands in many descriptions. */
const PEM_LINE = /^[A-Za-z0-9+/=]{32,}\s*$/m;
/** "-----BEGIN" in base64. */
const BASE64_HEADER = /^LS0tLS1CRUdJTi/;
/** Names of values that let somebody in. */
const SECRET_NAME =
  /pass(word|wd|phrase|code)|pwd|token|secret|credential|private|api[._-]?key|access[._-]?key|account[._-]?key|(^|[._-])(key|pass|jwt|dsn|hmac|htpasswd|auth)$/i;
/** Names that only look like one. */
const PUBLIC_NAME = /public|secret[._-]?name$|_file$/i;
/** What stands in for a value that somebody else fills in. */
const STAND_IN =
  /^(todo|dummy|redacted|placeholder|example|your[-_ ].*|x{3,}|\*+|\.\.\.)$|change[-_ ]?(me|this)|replace[-_ ]?(me|with|this)|(insert|enter|put)[-_ ].*here/i;

/** No values in Secrets. */
export const SECRET_DATA: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/secret-data',
      title: 'A Secret carries no values',
      why: 'Whoever reads the repository or the rendered output has the value, and Git keeps it for ever. base64 is no encryption. Placeholders, empty values and SOPS-encrypted files are fine.',
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
        const secret = object.origin.file === undefined ? plain : plain.filter(({ key, text }) => isSecret(key, text));
        const said = secret.length > 0 ? secret : plain;
        if (said.length === 0) continue;
        const level = secret.length > 0 ? 'error' : 'note';
        report[level](
          'object/secret-data',
          object,
          [field, said[0]!.key],
          `Secret ${object.manifest.metadata.name} carries plain values for ${said.map(({ key }) => `"${key}"`).join(', ')} (not shown)`,
          'keep them out of Git: encrypt with SOPS, or let External Secrets or cert-manager make the Secret',
        );
      }
    }
  },
};

/** No private key in any object, Talos configuration or values file. */
export const KEY_MATERIAL: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/key-material',
      title: 'No object holds a private key',
      why: 'A private key in a ConfigMap, an annotation, a values file or a Talos configuration can be read by everybody who can read the repository.',
    },
  ],
  check(world, report) {
    for (const object of world.objects) {
      // What a Secret carries is said by the rule on Secrets, which knows placeholders.
      if (object.manifest.kind === 'Secret' && groupOf(object.manifest) === '') continue;
      search(report, object, object.manifest, `${object.manifest.kind} ${textAt(object.manifest, 'metadata', 'name') ?? ''}`.trim());
    }
    for (const document of [...world.talos, ...world.documents]) search(report, document, document.content, 'the document');
  },
};

function search(report: Report, at: CheckedObject | CheckedDocument, value: unknown, words: string): void {
  for (const path of keyPaths(value)) report.error('object/key-material', at, path, `${words} holds a private key (not shown)`, repair(path));
}

/** Places of private keys. Every text of the input passes here, so paths are written down only for what is found. */
function keyPaths(value: unknown): Path[] {
  if (typeof value === 'string') return holdsKey(value) ? [[]] : NOTHING;
  if (value === null || typeof value !== 'object') return NOTHING;
  let found: Path[] = NOTHING;
  const list = Array.isArray(value);
  for (const key of Object.keys(value)) {
    const inner = keyPaths((value as PlainMap)[key]);
    if (inner.length > 0) found = [...found, ...inner.map((path) => [list ? Number(key) : key, ...path])];
  }
  return found;
}

const NOTHING: Path[] = [];

function repair(path: Path): string {
  return path[0] === 'machine' || path[0] === 'cluster'
    ? 'keep the Talos secrets out of Git: encrypt the file with SOPS, or fill them in when the configuration is made'
    : 'keep the key in a Secret of the cluster and refer to it by name';
}

function holdsKey(text: string): boolean {
  if (text.length < 64) return false;
  return isPem(text) || (BASE64_HEADER.test(text) && isPem(Buffer.from(text, 'base64').toString('latin1')));
}

function isPem(text: string): boolean {
  const header = PEM_HEADER.exec(text);
  if (header === null) return false;
  // JSON inside of a text writes the line breaks as two characters.
  const after = text.slice(header.index + header[0].length, header.index + 600);
  return PEM_LINE.test(after.replaceAll('\\n', '\n'));
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
  return SECRET_NAME.test(key) || (/^[A-Za-z0-9+/=_-]{20,}$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text));
}
