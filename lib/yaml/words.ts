// Plain words that stand for something else than themselves, per reader.

/** What a word means. `<<` is no value but the key of a merge. */
export type Word = boolean | null | number;

const WORDS = (rows: readonly (readonly [value: Word, words: string])[]): ReadonlyMap<string, Word> =>
  new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)));

/** Source: resolveMapList of go.yaml.in/yaml/v2 and v3. */
const BOTH: readonly (readonly [Word, string])[] = [
  [true, 'true True TRUE'],
  [false, 'false False FALSE'],
  [null, '~ null Null NULL'],
  [null, ''],
  [NaN, '.nan .NaN .NAN'],
  [Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'],
  [-Infinity, '-.inf -.Inf -.INF'],
];

/** yaml.v2: kubectl. */
export const V2_WORDS = WORDS([...BOTH, [true, 'y Y yes Yes YES on On ON'], [false, 'n N no No NO off Off OFF']]);
/** yaml.v3: kustomize. */
export const V3_WORDS = WORDS(BOTH);

/** Longest word of the tables. */
export const LONGEST_WORD = 5;
