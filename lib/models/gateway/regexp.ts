// What Go's regexp says of an expression that it does not compile.
import { Re2Error, re2Error } from '../agent';

/** A repetition of nothing: at the beginning, after "(" or after "|". */
const BARE = /(?:^|[(|])([*+?])/;
/** Two repetitions in a row. */
const TWICE = /(?:[*+?]|\{\d+(?:,\d*)?\})\??(?:[*+?]|\{\d+(?:,\d*)?\})\??/;

/** Go's error text, or undefined if the expression compiles. The part after the colon is exact for the common mistakes only. */
export function regexpError(expression: string): string | undefined {
  const error = re2Error(expression);
  if (error === undefined || error.goTakesIt) return undefined;
  return `error parsing regexp: ${goWords(expression, error)}`;
}

function goWords(expression: string, { mistake, problem }: Re2Error): string {
  switch (mistake) {
    case 'open class':
      return `missing closing ]: \`${expression.slice(expression.lastIndexOf('['))}\``;
    case 'open group':
      return `missing closing ): \`${expression}\``;
    case 'stray parenthesis':
      return `unexpected ): \`${expression}\``;
    case 'nothing repeated':
      return `missing argument to repetition operator: \`${BARE.exec(expression)?.[1] ?? problem}\``;
    case 'repeated twice':
      return `invalid nested repetition operator: \`${TWICE.exec(expression)?.[0] ?? problem}\``;
    default:
      return problem;
  }
}
