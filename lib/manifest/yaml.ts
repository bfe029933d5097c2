// Text in and out. Written with js-yaml so that Go's YAML reader gives back the same values; cdk8s's own writer turns the
// string "0o755" into a number there. Read as Go reads: YAML 1.1.
import * as yaml from 'js-yaml';
import { ValueError } from '../net';

/**
 * Go reads numbers with capital prefixes (0X1F, 0O17, 0B11) or a sign before the prefix (-0o17), yaml.v3 (Flux, kustomize) reads
 * dates with single digits (2001-1-1), and both take `---` at the start of a key for a new document; js-yaml leaves all plain.
 */
const GO_READS_OTHERWISE = /^(?:[-+]?0[XOBo]|\d{4}-\d{1,2}-\d{1,2}|---|\.\.\.)/;

const quoteForGo: yaml.ScalarStyleRule = (layout) => {
  if (layout.style === yaml.SCALAR_STYLE_PLAIN && GO_READS_OTHERWISE.test(layout.node.value)) layout.style = yaml.SCALAR_STYLE_DOUBLE_QUOTED;
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

/** The documents of a YAML text, read as Go reads them (YAML 1.1: `on`, `0777`, `<<`); empty documents are left out. */
export function fromYaml(text: string): unknown[] {
  const documents: unknown = yaml.loadAll(text, { schema: yaml.YAML11_SCHEMA });
  return (documents as unknown[]).filter((document) => document !== null && document !== undefined);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function refuseLoneSurrogates(value: unknown): void {
  if (typeof value === 'string') {
    if (LONE_SURROGATE.test(value))
      throw new ValueError('manifest/not-unicode', `text with half a surrogate pair: ${JSON.stringify(value)}`, 'write valid Unicode');
  } else if (Array.isArray(value)) {
    value.forEach(refuseLoneSurrogates);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      refuseLoneSurrogates(key);
      refuseLoneSurrogates(inner);
    }
  }
}
