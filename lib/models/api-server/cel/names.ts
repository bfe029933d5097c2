// Words that CEL keeps for itself: a field of that name is written with underscores around it. Source: apiserver/pkg/cel/escaping.go.

const WORDS =
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  );
const ESCAPED = new Map(WORDS.map((word) => [word, `__${word}__`]));
const UNESCAPED = new Map([...ESCAPED].map(([word, escaped]) => [escaped, word]));
const SIGNS: Readonly<Record<string, string>> = { __underscores__: '__', __dot__: '.', __dash__: '-', __slash__: '/' };

/** Name of a field as a rule writes it, made the name in the manifest. */
export function unescape(name: string): string {
  if (!name.includes('__')) return name;
  return UNESCAPED.get(name) ?? name.replace(/__(?:underscores|dot|dash|slash)__/g, (sign) => SIGNS[sign]!);
}

/** Name of a field in the manifest, as a rule writes it. */
export function escape(name: string): string {
  return (
    ESCAPED.get(name) ??
    name.replace(/__|[.\-/]/g, (sign) => Object.entries(SIGNS).find(([, each]) => each === sign)![0])
  );
}
