// Variables in text as Flux's postBuild fills them: a fork of drone/envsubst, in which every default operator means "if empty".
// Source: fluxcd/pkg envsubst (parser, scanner, functions), read.
import { Beyond, Stopped } from './outcome';

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** True where a text holds something that is filled or unescaped. @internal */
export function hasVariables(text: string): boolean {
  return text.includes('${') || text.includes('$$');
}

/**
 * A text with its variables filled: `${A}`, `${A:=x}` and its like with any of `= :- :? :+`, `${A:1:2}`, `${A/x/y}`, `${A^^}`,
 * `${#A}`; a variable that is not set is empty; `$$` is a dollar sign.
 *
 * @throws Stopped where Flux cannot read the text, Beyond for patterns with wildcards
 * @internal
 */
export function filledVariables(text: string, variables: Variables, isUnknown: Unknown = () => false): string {
  return new Reader(text, variables, isUnknown).text();
}

/** True for the name of a variable that may be set somewhere out of sight: its `${…}` stays. One with a default can do without. @internal */
export type Unknown = (name: string, hasDefault: boolean) => boolean;

const NAME = /[\p{L}\p{Nd}_]+/uy;

class Reader {
  private at = 0;
  /** The variable that is being read, or one inside of it, is unknown. */
  private met = false;

  constructor(
    private readonly input: string,
    private readonly variables: Variables,
    private readonly isUnknown: Unknown,
  ) {}

  text(): string {
    let result = '';
    while (this.at < this.input.length) {
      if (this.takes('${')) result += this.whole();
      else if (this.takes('$$')) result += '$';
      else result += this.input[this.at++];
    }
    return result;
  }

  /** What a variable comes to; as it is written where that is unknown. */
  private whole(): string {
    const from = this.at - 2;
    this.met = false;
    const filled = this.variable();
    return this.met ? this.input.slice(from, this.at) : filled;
  }

  private takes(part: string): boolean {
    if (!this.input.startsWith(part, this.at)) return false;
    this.at += part.length;
    return true;
  }

  /** The inside of `${…}`, with its end. */
  private variable(): string {
    if (this.takes('#')) {
      const value = this.value(this.name());
      this.close();
      return String(Buffer.byteLength(value));
    }
    const name = this.name();
    const operator = this.operator();
    if (operator === undefined) {
      if (!this.takes('}')) throw new Stopped('missing closing brace');
      return this.value(name);
    }
    if (/^:?[=\-?+]$/.test(operator)) return this.orDefault(name);
    if (operator === ':') return this.part(name);
    if (/^[,^]/.test(operator)) {
      this.close();
      return cased(this.value(name), operator);
    }
    return operator.startsWith('/') ? this.replaced(name, operator) : this.removed(name, operator);
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.input)?.[0];
    if (name === undefined) throw new Stopped('unable to parse variable name');
    this.at += name.length;
    return name;
  }

  private operator(): string | undefined {
    return [':=', ':-', ':?', ':+', ':', '=', ',,', ',', '^^', '^', '//', '/#', '/%', '/', '##', '#', '%%', '%'].find(
      (operator) => this.takes(operator),
    );
  }

  private value(name: string, hasDefault = false): string {
    if (this.isUnknown(name, hasDefault)) this.met = true;
    return Object.hasOwn(this.variables, name) ? this.variables[name]! : '';
  }

  private close(): void {
    if (!this.takes('}')) throw new Stopped('bad substitution');
  }

  /** A default: texts and variables up to the brace. */
  private orDefault(name: string): string {
    let otherwise = '';
    while (!this.takes('}')) {
      if (this.at >= this.input.length) throw new Beyond('a default that does not end where it began');
      otherwise += this.takes('${') ? this.variable() : this.input[this.at++];
    }
    return this.value(name, true) || otherwise;
  }

  private until(stop: RegExp): string {
    let result = '';
    if (this.takes('${')) return this.variable();
    while (this.at < this.input.length && !stop.test(this.input[this.at]!)) {
      // A variable within a longer pattern ends the pattern for Flux.
      if (this.input.startsWith('${', this.at)) throw new Beyond('a variable within a pattern');
      if (/[/\\]/.test(this.input[this.at + 1] ?? '') && this.input[this.at] === '\\')
        throw new Beyond('an escape in a pattern');
      result += this.input[this.at++];
    }
    return result;
  }

  private part(name: string): string {
    const from = this.until(/[:}]/);
    const length = this.takes(':') ? this.until(/\}/) : undefined;
    this.close();
    if (from === '' || length === '') throw new Stopped('bad substitution');
    return substring(this.value(name), from, length);
  }

  private replaced(name: string, operator: string): string {
    const pattern = this.until(/\//);
    if (!this.takes('/')) throw new Stopped('bad substitution');
    const by = this.input[this.at] === '}' ? undefined : this.until(/\}/);
    this.close();
    const value = this.value(name);
    if (operator === '//') return pattern === '' ? value : value.replaceAll(pattern, () => by ?? '');
    if (operator === '/') return value.replace(pattern, () => by ?? '');
    if (by === undefined) return value;
    if (operator === '/#') return value.startsWith(pattern) ? by + value.slice(pattern.length) : value;
    return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) + by : value;
  }

  private removed(name: string, operator: string): string {
    const pattern = this.until(/\}/);
    this.close();
    if (/[*?[\]\\]/.test(pattern)) throw new Beyond('a pattern with wildcards');
    const value = this.value(name);
    if (pattern === '') return value;
    if (operator.startsWith('#')) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
    return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) : value;
  }
}

function cased(value: string, operator: string): string {
  const change = (text: string) => (operator.startsWith(',') ? text.toLowerCase() : text.toUpperCase());
  if (operator.length === 2) return change(value);
  const [first = ''] = value;
  return change(first) + value.slice(first.length);
}

function substring(value: string, from: string, length: string | undefined): string {
  if (!/^[+-]?\d+$/.test(from) || (length !== undefined && !/^[+-]?\d+$/.test(length))) return value;
  const bytes = Buffer.from(value);
  const start = Number(from) < 0 ? Math.max(0, bytes.length + Number(from)) : Number(from);
  if (length === undefined) return bytes.subarray(start).toString();
  const end = Number(length) < 0 ? bytes.length + Number(length) : start + Number(length);
  return end < start ? '' : bytes.subarray(start, end).toString();
}
