// Names, label keys and label values, as the API server checks them in every object.

export const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** DNS-1035: a label that begins with a letter. */
export const LETTER_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export const isLabel = (text: string): boolean => text.length <= 63 && LABEL.test(text);
export const isSubdomain = (text: string): boolean => text.length <= 253 && SUBDOMAIN.test(text);
export const isLetterLabel = (text: string): boolean => text.length <= 63 && LETTER_LABEL.test(text);
/** RBAC names and the like: one segment of a path. */
export const isPathSegment = (text: string): boolean =>
  text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);
export const isLabelValue = (text: string): boolean => text === '' || (text.length <= 63 && WORD.test(text));

/** A key of a label or annotation: `name`, or `dns.prefix/name`. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return name.length <= 63 && WORD.test(name) && (slash < 0 || isSubdomain(text.slice(0, slash)));
}

/** A name that would do in place of a wrong one. */
export function nameLike(text: string, letterFirst = false): string {
  const cleaned = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(letterFirst ? /^[^a-z]+/ : /^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return cleaned === '' ? 'web' : cleaned;
}
