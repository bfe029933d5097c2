// YAML as helm reads it (Go's yaml.v2 below sigs.k8s.io/yaml): booleans and octals of YAML 1.1, but times and 12:30:45 stay texts.
import { FAILSAFE_SCHEMA, NOT_RESOLVED, defineScalarTag, loadAll, mergeTag, nullCoreTag } from 'js-yaml';

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const DIGITS = [...'0123456789'];

const never = () => false;

const bool = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => (TRUE.includes(source) ? true : FALSE.includes(source) ? false : NOT_RESOLVED),
  identify: never,
});

const integer = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: ['-', '+', ...DIGITS],
  resolve: (source) => {
    const plain = source.replace(/_/g, '');
    return INTEGER.test(plain) ? integerOf(plain) : NOT_RESOLVED;
  },
  identify: never,
});

const float = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: ['-', '+', '.', ...DIGITS],
  resolve: (source) => {
    const plain = source.replace(/_/g, '');
    return FLOAT.test(plain) ? Number(plain) : NOT_RESOLVED;
  },
  identify: never,
});

const GO_SCHEMA = FAILSAFE_SCHEMA.withTags([nullCoreTag, bool, integer, float, mergeTag]);

/** The documents of a text. */
export function readGoYaml(text: string): unknown[] {
  return loadAll(text, { schema: GO_SCHEMA });
}

/** A number with Go's prefixes; a leading zero is octal. */
function integerOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  return sign * (octal ? parseInt(digits, 8) : Number(digits));
}
