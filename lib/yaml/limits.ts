// Bounds far above any collection of manifests, so that somebody else's file cannot take all time and memory.

/** Values of one document. */
const MOST_VALUES = 2_500_000;

/** True for a text that may hold more values: a list of millions of items in a few MB is no manifest. */
export function isTooDense(text: string, isJson: boolean): boolean {
  if (text.length < MOST_VALUES) return false;
  let values = 0;
  for (const sign of isJson ? [',', '[', '{'] : ['\n', ',', '[', '{', '- ', '? '])
    for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) values++;
  return values > MOST_VALUES;
}

/** What is said of such a text. */
export const TOO_DENSE = 'a document of millions of values';
