// Recognises private keys in PEM.
import { Buffer } from 'node:buffer';

/** The first line of a private key in PEM. */
const PEM_HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
/** A line of its content: the header alone stands in many descriptions. */
const PEM_LINE = /^[A-Za-z0-9+/=]{32,}\s*$/m;
/** "-----BEGIN" in base64. */
const BASE64_HEADER = /^LS0tLS1CRUdJTi/;

/** True for a text that is or holds a private key, plain or as a whole in base64. */
export function holdsKey(text: string): boolean {
  if (text.length < 64) return false;
  return isPem(text) || (BASE64_HEADER.test(text) && isPem(Buffer.from(text, 'base64').toString('latin1')));
}

/** True for a text with a private key in PEM. */
export function isPem(text: string): boolean {
  const header = PEM_HEADER.exec(text);
  if (header === null) return false;
  // JSON inside of a text writes the line breaks as two characters.
  const after = text.slice(header.index + header[0].length, header.index + 600);
  return PEM_LINE.test(after.replaceAll('\\n', '\n'));
}
