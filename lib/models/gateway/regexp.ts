// What Go's regexp says of an expression that it does not compile.
import { re2Error } from '../agent';

/** Two repetitions in a row. */
const TWICE = /(?:[*+?]|\{\d+(?:,\d*)?\})\??(?:[*+?]|\{\d+(?:,\d*)?\})\??/;

/** Go's error text, or undefined if the expression compiles. The part after the colon is exact for the common mistakes only. */
export function regexpError(expression: string): string | undefined {
  const error = re2Error(expression);
  if (error === undefined || error.goTakesIt) return undefined;
  return `error parsing regexp: ${goWords(expression, error.problem)}`;
}

function goWords(expression: string, problem: string): string {
  if (problem === '"[" without "]"') return `missing closing ]: \`${expression.slice(expression.lastIndexOf('['))}\``;
  if (problem === '"(" without ")"') return `missing closing ): \`${expression}\``;
  if (problem === '")" without "("') return `unexpected ): \`${expression}\``;
  const repeats = /^"(.)" repeats nothing$/.exec(problem);
  if (repeats !== null) return `missing argument to repetition operator: \`${repeats[1]!}\``;
  if (problem === 'one repetition after another') {
    const [twice] = TWICE.exec(expression) ?? [problem];
    return `invalid nested repetition operator: \`${twice}\``;
  }
  return problem;
}
