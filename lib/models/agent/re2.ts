// Reads a regular expression as Go's regexp/syntax does (RE2 with Perl classes), because JavaScript compiles more than that.
// It only says yes or no; nothing is matched here.
// @bufbuild/re2 agrees with Go, but cannot stand here: what it exports parses and compiles in one go, and that takes time with the square of the
// length (80 s for 100,000 letters, 26 s for 30,000 groups), where a file of somebody else must never hang us. The tests hold this reader to it.

/** Largest count in {n,m}, nested counts multiplied. Source: regexp/syntax/parse.go. */
const MOST_REPEATS = 1000;
/** Deepest nesting. Source: regexp/syntax/parse.go, maxHeight. */
const DEEPEST = 1000;
const POSIX_CLASSES = [
  'alnum',
  'alpha',
  'ascii',
  'blank',
  'cntrl',
  'digit',
  'graph',
  'lower',
  'print',
  'punct',
  'space',
  'upper',
  'word',
  'xdigit',
];

/** Mistakes that Go has a sentence of its own for. */
type Re2Mistake = 'open class' | 'open group' | 'stray parenthesis' | 'nothing repeated' | 'repeated twice';

/** What is wrong with an expression. @internal */
export interface Re2Error {
  /** @default - a rarer mistake */
  readonly mistake?: Re2Mistake;
  readonly problem: string;
  readonly repair: string;
  /** Go compiles it, and only the proxy's own RE2 does not. */
  readonly goTakesIt: boolean;
}

/** What is wrong with an expression, or undefined if both Go and the proxy compile it. @internal */
export function re2Error(expression: string): Re2Error | undefined {
  try {
    new Reader(expression).read();
    return undefined;
  } catch (error) {
    if (error instanceof Re2Problem)
      return {
        ...(error.mistake === undefined ? {} : { mistake: error.mistake }),
        problem: error.problem,
        repair: error.repair,
        goTakesIt: error.goTakesIt,
      };
    throw error;
  }
}

class Re2Problem extends Error {
  public constructor(
    public readonly problem: string,
    public readonly repair: string,
    public readonly goTakesIt = false,
    public readonly mistake?: Re2Mistake,
  ) {
    super(problem);
  }
}

class Reader {
  private at = 0;
  private readonly names = new Set<string>();
  /** What Go compiles and the proxy does not, told only if nothing worse follows. */
  private lesser?: Re2Problem;

  public constructor(private readonly text: string) {}

  public read(): void {
    this.alternatives(0);
    if (this.at < this.text.length)
      throw new Re2Problem('")" without "("', 'escape it: "\\\\)"', false, 'stray parenthesis');
    if (this.lesser !== undefined) throw this.lesser;
  }

  /** Reads up to a closing parenthesis or the end; returns the largest product of nested counts. */
  private alternatives(depth: number): number {
    if (depth > DEEPEST) throw new Re2Problem(`nested deeper than ${DEEPEST}`, 'write it flatter');
    let most = 1;
    let atom: number | undefined;
    let repeated = false;
    while (this.at < this.text.length) {
      const c = this.text[this.at]!;
      if (c === ')') break;
      if (c === '|') {
        this.at++;
        [atom, repeated] = [undefined, false];
        continue;
      }
      const count = this.repeat();
      if (count !== undefined) {
        if (atom === undefined)
          throw new Re2Problem(`"${c}" repeats nothing`, `escape it: "\\\\${c}"`, false, 'nothing repeated');
        if (repeated)
          throw new Re2Problem(
            'one repetition after another',
            'RE2 has no possessive repetitions: write one of them, or a group',
            false,
            'repeated twice',
          );
        atom *= Math.max(1, count);
        // Only a count of two or more makes Go look at the product.
        if (count >= 2 && atom > MOST_REPEATS)
          throw new Re2Problem(
            `more than ${MOST_REPEATS} repetitions`,
            `write counts whose product is at most ${MOST_REPEATS}, or "*"`,
          );
        most = Math.max(most, atom);
        repeated = true;
        continue;
      }
      const read = this.atom(depth);
      // A flag group such as (?i) is nothing to repeat: what stands before it still is.
      if (read === undefined) {
        repeated = false;
        continue;
      }
      atom = read;
      most = Math.max(most, atom);
      repeated = false;
    }
    return most;
  }

  /** Reads a repetition and its lazy mark; returns its count, 1 for * + ?, or undefined if there is none. */
  private repeat(): number | undefined {
    const match = /^(?:[*+?]|\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\})\??/.exec(this.text.slice(this.at, this.at + 64));
    if (match === null) return undefined;
    this.at += match[0].length;
    if (match[1] === undefined) return 1;
    const least = Number(match[1]);
    const most = match[3] === undefined ? least : Number(match[3]);
    if (least > MOST_REPEATS || most > MOST_REPEATS)
      throw new Re2Problem(
        `more than ${MOST_REPEATS} repetitions in "${match[0]}"`,
        `write at most ${MOST_REPEATS}, or "*"`,
      );
    if (most < least)
      throw new Re2Problem(`counts in the wrong order in "${match[0]}"`, `did you mean "{${most},${least}}"?`);
    return most;
  }

  private atom(depth: number): number | undefined {
    const c = this.text[this.at]!;
    if (c === '(') return this.group(depth);
    if (c === '[') this.class();
    else if (c === '\\') return this.escape();
    else this.at += String.fromCodePoint(this.text.codePointAt(this.at)!).length;
    return 1;
  }

  private group(depth: number): number | undefined {
    const rest = this.text.slice(this.at);
    const look = /^\(\?(<?[=!])/.exec(rest);
    if (look)
      throw new Re2Problem(
        `look-around "(?${look[1]}" is not in RE2`,
        'write what must match instead of what must not, or two rules',
      );
    if (rest.startsWith('(?>')) throw new Re2Problem('atomic group "(?>" is not in RE2', 'write "(?:"');
    const named = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(rest);
    const flags = /^\(\?(?:[imsU]*(?:-[imsU]+)?)([:)])/.exec(rest);
    if (named) {
      if (this.names.has(named[1]!))
        this.lesser ??= new Re2Problem(`two groups named "${named[1]!}"`, 'a rule needs no names: write "("', true);
      this.names.add(named[1]!);
      this.at += named[0].length;
    } else if (flags) {
      this.at += flags[0].length;
      if (flags[1] === ')') return undefined;
    } else if (rest.startsWith('(?')) {
      throw new Re2Problem(`group "${rest.slice(0, 4)}" is not in RE2`, 'write "(" or "(?:"');
    } else {
      this.at++;
    }
    const most = this.alternatives(depth + 1);
    if (this.text[this.at] !== ')')
      throw new Re2Problem('"(" without ")"', 'close the group, or escape it: "\\\\("', false, 'open group');
    this.at++;
    return most;
  }

  private escape(): number | undefined {
    const next = this.text[this.at + 1];
    if (next === 'Q') {
      const start = this.at + 2;
      const end = this.text.indexOf('\\E', start);
      this.at = end < 0 ? this.text.length : end + 2;
      // Nothing quoted is nothing to repeat, like a flag group.
      return (end < 0 ? this.text.length : end) > start ? 1 : undefined;
    }
    if (next !== undefined && 'AbBz'.includes(next)) {
      this.at += 2;
      return 1;
    }
    if (!this.classEscape()) this.character();
    return 1;
  }

  /** Reads \d, \pL and the like, if there is one. */
  private classEscape(): boolean {
    const perl = /^\\[dDsSwW]/.exec(this.text.slice(this.at, this.at + 2));
    const unicode = /^\\[pP](?:\{\^?([^}]*)\}|([^{]))/u.exec(this.text.slice(this.at, this.at + 64));
    const name = unicode?.[1] ?? unicode?.[2];
    if (unicode && !knownUnicodeClass(name!)) {
      const lenient = knownToGo(name!);
      const problem = new Re2Problem(
        `unknown Unicode class "${unicode[0]}"`,
        'write a category or script that exists, such as "\\\\pL"',
        lenient,
      );
      if (!lenient) throw problem;
      this.lesser ??= problem;
    }
    const hit = perl ?? unicode;
    if (hit) this.at += hit[0].length;
    return hit !== null;
  }

  /** Reads one character behind a backslash; returns its number. */
  private character(): number {
    const rest = this.text.slice(this.at, this.at + 16);
    const bad = (repair: string): never => {
      throw new Re2Problem(`escape "${rest.slice(0, 2)}" is not in RE2`, repair);
    };
    if (rest.length < 2) return bad('write two backslashes for a backslash');
    const hex = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(rest);
    const octal = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const hit = hex ?? octal;
    if (hit) {
      this.at += hit[0].length;
      const code = hex ? parseInt((hex[1] ?? hex[2])!, 16) : parseInt(hit[0].slice(1), 8);
      return code > 0x10ffff ? bad('write a number up to 10FFFF') : code;
    }
    const c = rest[1]!;
    if (/[1-9]/.test(c)) return bad('RE2 has no back-references: write the alternatives out');
    if (!/[A-Za-z0-9]/.test(c) && c.charCodeAt(0) < 0x80) {
      this.at += 2;
      return c.charCodeAt(0);
    }
    const control = 'afnrtv'.indexOf(c);
    if (control < 0) return bad(c === 'Z' ? 'write "\\\\z"' : `write "${c}"`);
    this.at += 2;
    return [7, 12, 10, 13, 9, 11][control]!;
  }

  private class(): void {
    this.at += this.text[this.at + 1] === '^' ? 2 : 1;
    let first = true;
    while (first || this.text[this.at] !== ']') {
      if (this.at >= this.text.length)
        throw new Re2Problem('"[" without "]"', 'close the class, or escape it: "\\\\["', false, 'open class');
      first = false;
      const posix = /^\[:(.*?):\]/.exec(this.text.slice(this.at));
      if (posix) {
        if (!POSIX_CLASSES.includes(posix[1]!.replace(/^\^/, '')))
          throw new Re2Problem(`unknown class "${posix[0]}"`, `write one of: ${POSIX_CLASSES.join(', ')}`);
        this.at += posix[0].length;
        continue;
      }
      if (this.classEscape()) continue;
      const low = this.classCharacter();
      if (this.text[this.at] !== '-' || this.text[this.at + 1] === ']' || this.at + 1 >= this.text.length) continue;
      this.at++;
      const high = this.classCharacter();
      if (high < low) throw new Re2Problem('range in the wrong order in a class', 'write the lower end first');
    }
    this.at++;
  }

  private classCharacter(): number {
    if (this.text[this.at] === '\\') return this.character();
    const code = this.text.codePointAt(this.at);
    if (code === undefined)
      throw new Re2Problem('"[" without "]"', 'close the class, or escape it: "\\\\["', false, 'open class');
    this.at += String.fromCodePoint(code).length;
    return code;
  }
}

/** Scripts that JavaScript knows and Go does not: of Unicode 16 and 17, and the one for no script. Go finds no name of several words either. */
const NO_SCRIPTS = ['Garay', 'Sidetic', 'Sunuwar', 'Todhri', 'Unknown'];
/** Scripts whose name has four letters; JavaScript takes the codes of ISO 15924 too, which neither Go nor the proxy does. */
const SHORT_SCRIPTS = ['Ahom', 'Cham', 'Kawi', 'Lisu', 'Newa', 'Thai', 'Toto'];

function knownUnicodeClass(name: string): boolean {
  if (name === 'Any') return true;
  if (
    (name.length === 4 && !SHORT_SCRIPTS.includes(name)) ||
    NO_SCRIPTS.includes(name) ||
    (name.includes('_') && name.length > 2)
  )
    return false;
  return isProperty(`Script=${name}`) || (name.length <= 2 && isProperty(name));
}

/** Go from 1.25 on takes names in any case and without separators, long names of categories, ASCII and Assigned; the proxy does not. */
function knownToGo(name: string): boolean {
  const words = name.split(/[ _-]+/).filter((word) => word !== '');
  const title = words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join('_');
  if (['Any', 'Ascii', 'Assigned'].includes(title)) return true;
  return [title, title.toUpperCase(), title.toLowerCase()].some(
    (written) => knownUnicodeClass(written) || isProperty(`General_Category=${written}`),
  );
}

function isProperty(text: string): boolean {
  if (!/^[A-Za-z_=]+$/.test(text)) return false;
  try {
    new RegExp(`\\p{${text}}`, 'u');
    return true;
  } catch {
    return false;
  }
}
