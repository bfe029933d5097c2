// Host names of listeners and routes: their grammar.
import { ValueError } from '../net';

const LABELS = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Checks a host name: `shop.example.com`, or `*.example.com`. No address, no port, lower case.
 *
 * @throws ValueError `gateway/hostname`
 */
export function checkHostname(text: string): string {
  const bare = text.startsWith('*.') ? text.slice(2) : text;
  if (/^[\d.]+$/.test(bare) || text.includes(':'))
    throw new ValueError(
      'gateway/hostname',
      `not a host name: "${text}"`,
      'write a DNS name without port, such as "shop.home.example"; addresses are not allowed',
    );
  if (!LABELS.test(bare) || text.length > 253) {
    const repaired = text.toLowerCase().replace(/\.$/, '');
    throw new ValueError(
      'gateway/hostname',
      `not a host name: "${text}"`,
      LABELS.test(repaired.replace(/^\*\./, ''))
        ? `did you mean "${repaired}"?`
        : 'write lower-case labels, such as "shop.home.example" or "*.home.example"',
    );
  }
  return text;
}
