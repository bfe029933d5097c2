// Patterns of the schemas are written for Go's RE2. JavaScript's engine is faster, but reads some of them otherwise and can take
// for ever on others, so it gets only those that both read alike and that have no loop inside of a loop.

/** Answers kept per pattern, and up to which length: labels and ports repeat from policy to policy. */
const REMEMBERED = 4096;
const SHORT = 256;
/** The DNS tail `(.label)*` loops over a group, but its dot ends every round: linear. */
const DNS_TAIL = /\(\\\.\[a-z0-9\]\(\[-a-z0-9\]\*\[a-z0-9\]\)\?\)\*/g;

/**
 * Patterns of Cilium's DNS names and ports, and the same languages without a loop inside of a loop. A test compares them with RE2. The ports' first branch
 * has no end, so a digit at the beginning is enough.
 */
export const REWRITTEN: Readonly<Record<string, string>> = {
  '^([-a-zA-Z0-9_]+[.]?)+$': '^[-a-zA-Z0-9_]+([.][-a-zA-Z0-9_]+)*[.]?$',
  '^([-a-zA-Z0-9_*]+[.]?)+$': '^[-a-zA-Z0-9_*]+([.][-a-zA-Z0-9_*]+)*[.]?$',
  '^(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})|([a-zA-Z0-9]-?)*[a-zA-Z](-?[a-zA-Z0-9])*$':
    '^[0-9]|[a-zA-Z](-?[a-zA-Z0-9])*$',
  '^([0-9]{1,4})|([a-zA-Z0-9]-?)*[a-zA-Z](-?[a-zA-Z0-9])*$': '^[0-9]|[a-zA-Z](-?[a-zA-Z0-9])*$',
  '^(\\*?\\*\\.)?([-a-zA-Z0-9_]+\\.?)+$': '^(\\*?\\*\\.)?[-a-zA-Z0-9_]+(\\.[-a-zA-Z0-9_]+)*\\.?$',
};

/** A pattern of a schema; true if it is found anywhere in the text. */
export type Matcher = (text: string) => boolean;

const compiled = new Map<string, Matcher>();

/** The matcher of a pattern. @throws if it is no RE2 pattern */
export function matcherOf(pattern: string): Matcher {
  let matcher = compiled.get(pattern);
  if (matcher === undefined) compiled.set(pattern, (matcher = remembering(engineOf(pattern))));
  return matcher;
}

function engineOf(pattern: string): Matcher {
  const rewritten = Object.hasOwn(REWRITTEN, pattern) ? REWRITTEN[pattern] : undefined;
  if (rewritten === undefined && !isPlain(pattern)) return re2(pattern);
  const regex = new RegExp(rewritten ?? pattern, 'u');
  let slow: Matcher | undefined;
  // Some of these take a time that grows with the square of the length.
  return (text) => (text.length <= SHORT ? regex.test(text) : (slow ??= re2(pattern))(text));
}

function re2(pattern: string): Matcher {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most apps do without
  const { RE2JS } = require('@bufbuild/re2') as typeof import('@bufbuild/re2');
  const regex = RE2JS.compile(pattern);
  return (text) => regex.test(text);
}

/** True if both engines read the pattern alike and no group of it is repeated. */
function isPlain(pattern: string): boolean {
  const rest = pattern.replace(DNS_TAIL, '');
  // Class escapes differ in what they hold; a bare dot, `(?` flags and POSIX classes too.
  if (/\(\?|\[\[|\\(?!x[0-9a-f]{2})[^\\/.\-[\](){}*+?^$|]|\)[*+{]/.test(rest)) return false;
  if (/[^\x20-\x7e]/.test(rest) || /(^|[^\\])\.(?![^[]*\])/.test(rest)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

function remembering(engine: Matcher): Matcher {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text.length > SHORT) return engine(text);
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, (answer = engine(text)));
    }
    return answer;
  };
}
