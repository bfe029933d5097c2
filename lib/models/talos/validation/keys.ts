// Key material, as far as Talos looks at it.
import { BLANKED } from '../own';

/** Bytes of a text in base64; undefined if it is none. */
export function base64Bytes(text: string): number | undefined {
  const bare = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(bare)) return undefined;
  return Buffer.from(bare, 'base64').length;
}

/** 32 bytes in base64. */
export function isWireguardKey(text: string): boolean {
  return text === BLANKED || base64Bytes(text) === 32;
}

/** 32 bytes in base64, as the secret of the cluster. */
export function isClusterSecret(text: string): boolean {
  return text === BLANKED || base64Bytes(text) === 32;
}

/** True for a text with at least one PEM block, all of the types named. */
export function isPem(text: string, type?: string): boolean {
  if (text === BLANKED) return true;
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)].map(([, name]) => name);
  return blocks.length > 0 && (type === undefined || blocks.every((each) => each === type));
}
