// A name in place of a wrong one.

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
