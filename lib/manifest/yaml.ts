// Text in and out. Written with js-yaml so that Go's YAML reader gives back the same values; cdk8s's own writer turns the
// string "0o755" into a number there. Read as Go reads: YAML 1.1.
import * as yaml from 'js-yaml';
import { ValueError } from '../net';

/** What Go reads otherwise than js-yaml: dates with single digits (yaml.v3: Flux, kustomize), and `---` at the start of a key. */
const OTHERWISE = /^(?:\d{4}-\d{1,2}-\d{1,2}|---|\.\.\.)/;
/** Numbers that js-yaml leaves plain: capital prefixes (0X1F), a sign before a prefix (-0o17), underscores anywhere (5_6E5, 0_X8). */
const PREFIXED = /^[-+]?0[xXoObB]/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function goReadsOtherwise(text: string): boolean {
  // Go drops underscores before it looks for a number.
  const bare = text.replaceAll('_', '');
  return OTHERWISE.test(text) || PREFIXED.test(bare) || (bare !== text && DECIMAL.test(bare));
}

const quoteForGo: yaml.ScalarStyleRule = (layout) => {
  if (layout.style === yaml.SCALAR_STYLE_PLAIN && goReadsOtherwise(layout.node.value))
    layout.style = yaml.SCALAR_STYLE_DOUBLE_QUOTED;
};

const DUMP_OPTIONS: yaml.DumpOptions = {
  lineWidth: -1,
  noRefs: true,
  scalarStyleRules: [...Object.values(yaml.DEFAULT_SCALAR_STYLE_RULES), quoteForGo],
};

/**
 * Documents as YAML text, separated by `---`.
 *
 * @throws ValueError `manifest/not-unicode` for half a surrogate pair, which no YAML can hold
 */
export function toYaml(documents: readonly unknown[]): string {
  return documents
    .map((document) => {
      refuseLoneSurrogates(document);
      return yaml.dump(document, DUMP_OPTIONS);
    })
    .join('---\n');
}

const PREFIXED_INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+))$/;

/**
 * A plain scalar as Go's reader makes a number of it: underscores dropped, Go's integer prefixes, `08` and `1e3` as floats, no
 * base 60. Source: resolve() of go.yaml.in/yaml/v2, which kubectl and the API server use.
 */
function goNumber(source: string): number | typeof yaml.NOT_RESOLVED {
  const text = source.startsWith('.') ? source.replace(/(\d)_(?=\d)/g, '$1') : source.replaceAll('_', '');
  const [, sign, hex, octal, binary] = PREFIXED_INTEGER.exec(text) ?? [];
  if (sign === undefined)
    return DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) + 0 : yaml.NOT_RESOLVED;
  const value = hex !== undefined ? parseInt(hex, 16) : octal !== undefined ? parseInt(octal, 8) : parseInt(binary!, 2);
  if (value >= 2 ** 64) return yaml.NOT_RESOLVED;
  return sign === '-' ? 0 - value : value;
}

const numberTag = (name: string, more: (source: string) => number | typeof yaml.NOT_RESOLVED) =>
  yaml.defineScalarTag(`tag:yaml.org,2002:${name}`, {
    implicit: true,
    implicitFirstChars: [...'-+.0123456789'],
    resolve: (source) => {
      const value = goNumber(source);
      return value === yaml.NOT_RESOLVED ? more(source) : value;
    },
    identify: () => false,
  });

/** YAML 1.1 with Go's numbers; a date stays the text that it is in JSON. For readers that need more than `fromYaml`. @internal */
export const GO_SCHEMA = yaml.YAML11_SCHEMA.withTags(
  numberTag('int', () => yaml.NOT_RESOLVED),
  numberTag('float', (source) =>
    /^[-+]?\.inf$|^\.nan$/i.test(source)
      ? yaml.floatYaml11Tag.resolve(source, false, yaml.floatYaml11Tag.tagName)
      : yaml.NOT_RESOLVED,
  ),
  yaml.defineScalarTag('tag:yaml.org,2002:timestamp', { resolve: (source) => source, identify: () => false }),
);

/** The documents of a YAML text, read as Go reads them (YAML 1.1: `on`, `0777`, `<<`; `1e3` is a number, `22:22` and dates are text); empty documents are left out. */
export function fromYaml(text: string): unknown[] {
  const documents: unknown = yaml.loadAll(text, { schema: GO_SCHEMA });
  return (documents as unknown[]).filter((document) => document !== null && document !== undefined);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function refuseLoneSurrogates(value: unknown): void {
  if (typeof value === 'string') {
    if (LONE_SURROGATE.test(value))
      throw new ValueError(
        'manifest/not-unicode',
        `text with half a surrogate pair: ${JSON.stringify(value)}`,
        'write valid Unicode',
      );
  } else if (Array.isArray(value)) {
    value.forEach(refuseLoneSurrogates);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      refuseLoneSurrogates(key);
      refuseLoneSurrogates(inner);
    }
  }
}
