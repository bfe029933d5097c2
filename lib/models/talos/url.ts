// URLs as Go's net/url reads them, as far as Talos asks.

/** A URL in its parts. */
export interface GoUrl {
  readonly scheme: string;
  readonly opaque: string;
  readonly user: string;
  /** Host with port, as written. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** url.Parse; undefined for what it refuses. */
export function readUrl(text: string): GoUrl | undefined {
  if (/[\x00-\x1f\x7f]/.test(text)) return undefined;
  const [front = '', fragment = ''] = cut(text, '#');
  let scheme = '';
  let rest = front;
  const colon = front.search(/[^A-Za-z0-9+.-]/);
  if (colon >= 0 && front[colon] === ':') {
    if (colon === 0) return undefined;
    if (/^[A-Za-z]/.test(front)) [scheme, rest] = [front.slice(0, colon).toLowerCase(), front.slice(colon + 1)];
  }
  let query = '';
  [rest = '', query = ''] = cut(rest, '?');
  if (badEscape(fragment)) return undefined;
  const empty = { scheme, opaque: '', user: '', host: '', path: '', query, fragment };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...empty, opaque: rest };
    const first = rest.split('/')[0]!;
    if (first.includes(':')) return undefined;
  }
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const slash = rest.indexOf('/', 2);
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
    const path = slash < 0 ? '' : rest.slice(slash);
    const at = authority.lastIndexOf('@');
    const [user, host] = at < 0 ? ['', authority] : [authority.slice(0, at), authority.slice(at + 1)];
    if (!isHost(host) || badEscape(path) || !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return undefined;
    return { ...empty, user, host, path };
  }
  return badEscape(rest) ? undefined : { ...empty, path: rest };
}

/** The URL as text. */
export function urlText({ scheme, opaque, user, host, path, query, fragment }: GoUrl): string {
  const authority = host !== '' || user !== '' ? `//${user === '' ? '' : `${user}@`}${host}` : '';
  const slash = authority !== '' && path !== '' && !path.startsWith('/') ? '/' : '';
  const body = opaque !== '' ? opaque : `${authority}${slash}${path}`;
  return `${scheme === '' ? '' : `${scheme}:`}${body}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`;
}

/** Host without port and brackets. */
export function hostname({ host }: GoUrl): string {
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']'));
  return host.split(':')[0]!;
}

/** The port as written; empty without one. */
export function port({ host }: GoUrl): string {
  const tail = host.startsWith('[') ? host.slice(host.indexOf(']') + 1) : host;
  const colon = tail.indexOf(':');
  return colon < 0 ? '' : tail.slice(colon + 1);
}

/** ValidateEndpointURI of Talos: a host, and a port that is a number. Gives what is wrong. */
export function endpointProblem(text: string): 'unreadable' | 'brackets' | 'host' | 'port' | undefined {
  const url = readUrl(text);
  if (url === undefined) return 'unreadable';
  if ((url.host.match(/:/g) ?? []).length > 2 && !url.host.includes('[')) return 'brackets';
  if (hostname(url) === '') return 'host';
  const number = port(url);
  if (number !== '' && !(Number(number) >= 1 && Number(number) <= 65535)) return 'port';
  return undefined;
}

/** url.ParseRequestURI: absolute, or a path from the root. */
export function readRequestUri(text: string): GoUrl | undefined {
  const url = text === '' || text.includes('#') ? undefined : readUrl(text);
  if (url === undefined || (url.scheme === '' && !url.path.startsWith('/')) || url.opaque !== '') return undefined;
  return url;
}

function cut(text: string, at: string): readonly string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function badEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    return end > 0 && /^(?::\d*)?$/.test(host.slice(end + 1)) && !badEscape(host.slice(0, end));
  }
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^\d*$/.test(host.slice(colon + 1))) return false;
  if (badEscape(host)) return false;
  // Bytes below 0x80 that may not stand in a host.
  return !/[ "<>\\^`{|}[\]]/.test(host.replace(/%[89A-Fa-f][0-9A-Fa-f]/g, '')) && !/%[0-7]/.test(host);
}
