// What the host names of a route and of a listener have in common, as the operator of a minor computes it.
import { GatewayFeatures } from './features';
import { byBytes } from './read';

const ANY = '*';

/**
 * Host names of a route that a listener serves: `*` stands for all, an empty list for none.
 *
 * @param others host names of the other listeners of the protocol, which take away what they match more narrowly
 */
export function commonHosts(
  features: Pick<GatewayFeatures, 'widerWildcards'>,
  route: readonly string[],
  listener: string | undefined,
  others: readonly string[] = [],
): string[] {
  const own = listener ?? '';
  if (route.length === 0) return [own === '' ? ANY : own];
  const hosts = route.flatMap((host) => {
    if (own === '') return isTaken(host, own, others) ? [] : [host];
    if (own === host) return [host];
    if (features.widerWildcards && own.startsWith(ANY) && host.startsWith(ANY)) {
      if (wildcardsMeet(host, own) && !isTaken(host, own, others))
        return [own.split('.').length > host.split('.').length ? own : host];
    }
    if (own.startsWith(ANY)) return isBelow(host, own) && !isTaken(host, own, others) ? [host] : [];
    return host.startsWith(ANY) && isBelow(own, host) ? [own] : [];
  });
  return hosts.sort(features.widerWildcards ? bySpecificity : byBytes);
}

/** True if two host names can be the same server name; undefined matches all. */
export function hostsMeet(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [a || ANY, b || ANY];
  if (one === ANY || other === ANY || one === other) return true;
  if (one.startsWith(ANY)) return other.startsWith(ANY) ? wildcardsMeet(one, other) : isBelow(other, one);
  return other.startsWith(ANY) && isBelow(one, other);
}

/** True if another listener's host name matches the host more narrowly than the listener's own. */
function isTaken(host: string, own: string, others: readonly string[]): boolean {
  return others.some(
    (other) =>
      other !== own && (host === other || (other.startsWith(ANY) && isBelow(host, other) && other.length > own.length)),
  );
}

/** One or more labels below a wildcard. */
function isBelow(host: string, wildcard: string): boolean {
  const suffix = wildcard.replace(/^\*/, '');
  return host.endsWith(suffix) && host.length > suffix.length;
}

function wildcardsMeet(a: string, b: string): boolean {
  if (a === ANY || b === ANY) return true;
  if (!/^\*\../.test(a) || !/^\*\../.test(b)) return false;
  const [one, other] = [a.split('.').reverse(), b.split('.').reverse()];
  for (let place = 0; ; place++) {
    if (one[place] === ANY || other[place] === ANY) return place > 0;
    if (one[place] !== other[place]) return false;
  }
}

/** The more specific host name first: more labels, exact before wildcard, then by letters. */
function bySpecificity(a: string, b: string): number {
  if (a === b) return 0;
  if (a === ANY) return 1;
  if (b === ANY) return -1;
  const [one, other] = [a.split('.'), b.split('.')];
  const [wildOne, wildOther] = [one[0] === ANY, other[0] === ANY];
  if (one.length < other.length) return wildOther && !wildOne ? -1 : 1;
  if (one.length > other.length) return wildOne && !wildOther ? 1 : -1;
  if (wildOne !== wildOther) return wildOne ? 1 : -1;
  return byBytes(a, b);
}
