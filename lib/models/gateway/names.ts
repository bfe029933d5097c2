// Names of the objects that the operator makes.
import { createHash } from 'node:crypto';

const LONGEST = 63;
const HASH_LETTERS = 10;
/** Digits and letters that could spell words. Source: pkg/shortener. */
const HARMLESS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** A name that Kubernetes takes: what is longer than 63 letters ends in a hash of the whole. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LETTERS);
  const start = Buffer.from(name)
    .subarray(0, LONGEST - HASH_LETTERS - 1)
    .toString();
  return `${start}-${hash.replace(/[013ae]/g, (letter) => HARMLESS[letter]!)}`;
}

/** Name of the Service that the operator makes for a Gateway. */
export function gatewayServiceName(gateway: string): string {
  return shortName(`cilium-gateway-${gateway}`);
}
