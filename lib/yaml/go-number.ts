// Numbers as Go's strconv reads and writes them.

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|(0[0-7]*)|([1-9][0-9]*))$/;
/** Source: yamlStyleFloat of go.yaml.in/yaml/v2 and v3. */
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What a plain number is: Go keeps integers and floats apart, JavaScript does not. */
export interface GoNumber {
  readonly value: number;
  readonly isFloat: boolean;
  /** An integer above 2^63-1, for which Go has a type of its own. */
  readonly isUnsigned: boolean;
}

/**
 * A number that begins with a digit or a sign, as both readers see it; undefined if it is none.
 * Underscores are dropped; base prefixes of Go; `08` and `1e3` are floats; an integer that 64 bits do not hold is a float.
 */
export function goNumber(source: string): GoNumber | undefined {
  const text = source.includes('_') ? source.replaceAll('_', '') : source;
  return integer(text) ?? decimal(text) ?? oddBinary(text);
}

/** A number that begins with a point. Underscores stand between digits only. */
export function pointNumber(source: string): GoNumber | undefined {
  if (source.includes('_')) {
    if (!/^[._0-9eE+-]*$/.test(source) || /(?:^|[^0-9])_|_(?:[^0-9]|$)/.test(source)) return undefined;
    return decimal(source.replaceAll('_', ''));
  }
  return decimal(source);
}

function integer(text: string): GoNumber | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, hex, octal, binary, zeros, plain] = match;
  if (plain !== undefined && plain.length < 16) return whole(Number(text));
  const digits = hex ?? octal ?? binary ?? zeros ?? plain!;
  const prefix =
    hex !== undefined
      ? '0x'
      : octal !== undefined
        ? '0o'
        : binary !== undefined
          ? '0b'
          : zeros !== undefined
            ? '0o'
            : '';
  const magnitude = BigInt(`${prefix}${digits}`);
  if (sign === '-' ? magnitude > 2n ** 63n : magnitude >= (sign === '+' ? 2n ** 63n : 2n ** 64n)) return undefined;
  return {
    value: sign === '-' ? 0 - Number(magnitude) : Number(magnitude),
    isFloat: false,
    isUnsigned: sign !== '-' && magnitude >= 2n ** 63n,
  };
}

const whole = (value: number): GoNumber => ({ value, isFloat: false, isUnsigned: false });

function decimal(text: string): GoNumber | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { value: value + 0, isFloat: true, isUnsigned: false } : undefined;
}

/** `0b-1`: behind the prefix Go reads a sign again. */
function oddBinary(text: string): GoNumber | undefined {
  const match = /^0b([-+][01]+)$/.exec(text);
  if (match === null) return undefined;
  const value = parseInt(match[1]!, 2);
  return Math.abs(value) < 2 ** 63 ? whole(value + 0) : undefined;
}

/** A float as the key of a JSON map. Source: convertToJSONableObject() of sigs.k8s.io/yaml: FormatFloat with 'g', -1 and 32 bits: the shortest digits, an exponent from 1e6 on. */
export function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (single === Infinity) return '.inf';
  if (single === -Infinity) return '-.inf';
  if (single === 0) return Object.is(value, -0) ? '-0' : '0';
  // The shortest decimal that is the same 32 bits.
  let shortest = single.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    const candidate = single.toExponential(digits);
    if (Math.fround(Number(candidate)) === single) {
      shortest = candidate;
      break;
    }
  }
  const [mantissa, power] = shortest.split('e') as [string, string];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  return plainDigits(mantissa, exponent);
}

function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const before = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const after = digits.slice(exponent + 1);
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}
