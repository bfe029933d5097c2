// A form that Go's YAML reader takes and js-yaml refuses: `key:` and below it, no deeper, `{}` or `[]`, as templates render what is empty.

const EMPTY_BELOW = /:[ \t]*\r?\n *(?=(?:\{\}|\[\])[ \t]*\r?$)/gm;

/** What `read` makes of a text, or of the text with such values drawn up to their keys; the length and all offsets stay. */
export function readLeniently<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    const drawn = text.replace(EMPTY_BELOW, (gap) => gap.replace(/[\r\n]/g, ' '));
    if (drawn === text) throw error;
    return read(drawn);
  }
}
