// Host names of listeners and routes: grammar, and what both sides have in common.
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

/** True if the pattern matches the name or pattern: equal, or one or more labels below a wildcard, never the domain itself. */
export function covers(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || pattern === name) return true;
  return (
    pattern.startsWith('*.') &&
    name.replace(/^\*\./, '').endsWith(pattern.slice(1)) &&
    name.replace(/^\*/, '').length > pattern.length - 1
  );
}

/** What a listener and a route have in common; undefined if nothing. An absent name matches all. */
export function intersection(listener: string | undefined, route: string): string | undefined {
  if (covers(listener, route)) return route;
  return covers(route, listener!) ? listener : undefined;
}

/** True if the two have a host name in common. */
export function overlap(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || intersection(a, b) !== undefined;
}

/** True if pattern a is narrower than b: exact before wildcard, longer before shorter, any before none. */
export function narrower(a: string | undefined, b: string | undefined): boolean {
  const rank = (host: string | undefined) =>
    host === undefined ? -1 : host.startsWith('*.') ? host.length : 1000 + host.length;
  return rank(a) > rank(b);
}
