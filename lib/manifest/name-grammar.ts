// The grammar of names, label keys and label values in Kubernetes. Source: apimachinery, pkg/util/validation and pkg/api/validation/path.

/** Longest label of a DNS name, name in a label key, and label value. */
const LONGEST_LABEL = 63;
/** Longest DNS name. */
const LONGEST_SUBDOMAIN = 253;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LETTER_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** A DNS label (RFC 1123). */
export function isLabel(text: string): boolean {
  return text.length <= LONGEST_LABEL && LABEL.test(text);
}

/** A DNS label that begins with a letter (RFC 1035). */
export function isLetterLabel(text: string): boolean {
  return text.length <= LONGEST_LABEL && LETTER_LABEL.test(text);
}

/** A DNS name: labels with dots between them. A label may be longer than 63 here. */
export function isSubdomain(text: string): boolean {
  return text.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(text);
}

/** One segment of a path: names of RBAC and the like. */
export function isPathSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);
}

/** A value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || isWord(text);
}

/** A key of a label or annotation: `name`, or `dns.prefix/name`. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  return isWord(text.slice(slash + 1)) && (slash < 0 || isSubdomain(text.slice(0, slash)));
}

function isWord(text: string): boolean {
  return text.length <= LONGEST_LABEL && WORD.test(text);
}
