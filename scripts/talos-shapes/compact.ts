// Writes lib/models/talos/data/shapes.json from what main.go beside this file said of each minor:
//   node scripts/run.cjs scripts/talos-shapes/compact.ts <folder with shapes-1.11.json …>
// Each minor holds only the rows in which it differs from the one before.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Type {
  readonly reads?: string;
  readonly writes?: string;
  readonly merge?: boolean;
  readonly zero?: boolean;
  readonly of?: string;
  readonly fields?: readonly (readonly [string, string, string])[];
  readonly hidden?: readonly string[];
  readonly values?: readonly (readonly [number, string])[];
}
interface Document {
  readonly kind: string;
  readonly type: string;
  readonly named?: boolean;
  readonly conflicts?: readonly string[];
  readonly does?: readonly string[];
}
interface Dump {
  readonly documents: readonly Document[];
  readonly types: Readonly<Record<string, Type>>;
}
type Row = Record<string, unknown>;

const MINORS = ['1.11', '1.12', '1.13', '1.14'];
/** Enumerations whose numbers lie too high to be counted through, and one that is mostly numbers. */
const WORDS: Readonly<Record<string, readonly string[] | undefined>> = {
  'nethelpers.VLANProtocol': ['802.1q', '802.1ad'],
  'nethelpers.RoutingTable': undefined,
};
const TARGET = join(__dirname, '../../lib/models/talos/data/shapes.json');

function typeRow(name: string, type: Type, types: Dump['types']): Row {
  // Structs that hold two texts in base64: their fields say enough.
  if (name.startsWith('x509.') && type.fields !== undefined)
    return { fields: (type.fields ?? []).map(([field]) => `${field} @x509.base64`) };
  // A list that trims its texts; otherwise a list.
  if (name === 'v1alpha1.ClusterInlineManifests') return { of: type.of };
  const row: Row = {};
  if (closed(type, types)) row.closed = true;
  if (type.reads !== undefined) {
    row.reads = type.reads;
    const words =
      name in WORDS
        ? WORDS[name]
        : type.values
            ?.filter(
              ([number], index, all) => all.findIndex(([, word]) => word === all[index]![1]) === index && number >= 0,
            )
            .map(([, word]) => word);
    if (words !== undefined && words.length > 0) row.words = words;
    const zero = type.values?.find(([number]) => number === 0)?.[1];
    if (zero !== undefined) row.zero = zero;
    return row;
  }
  if (type.of !== undefined) return { ...row, of: type.of };
  if (type.zero === true) row.ownZero = true;
  return {
    ...row,
    fields: (type.fields ?? []).map(([field, of, flags]) => {
      const shown = flags.replace('u', '');
      return `${field} ${of}${shown === '' ? '' : ` ${shown}`}`;
    }),
  };
}

/** True for a type that Go cannot merge: it has fields that nobody may write, and no way of its own. */
function closed(type: Type, types: Dump['types']): boolean {
  if (type.merge === true) return false;
  if (type.hidden !== undefined) return true;
  if (type.reads !== 'text') return false;
  return (type.fields ?? []).some(([, of]) => of.startsWith('@netip.') && types[of.slice(1)]?.hidden !== undefined);
}

function kindRow(document: Document): Row {
  return {
    type: document.type.slice(1),
    ...(document.named === true ? { named: true } : {}),
    ...(document.conflicts === undefined ? {} : { conflicts: [...document.conflicts].sort() }),
    ...(document.does?.some((each) => each.includes('ControlplaneOnly')) === true ? { controlPlaneOnly: true } : {}),
  };
}

/** Rows of `now` that differ from `before`; null for a row that is gone. */
function delta(before: Record<string, Row>, now: Record<string, Row>): Record<string, Row | null> {
  const changed = Object.entries(now).filter(([key, row]) => JSON.stringify(row) !== JSON.stringify(before[key]));
  const gone = Object.keys(before).filter((key) => !(key in now));
  return Object.fromEntries(
    [...changed, ...gone.map((key) => [key, null] as const)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function main(folder: string): void {
  let [kinds, types]: [Record<string, Row>, Record<string, Row>] = [{}, {}];
  const minors = MINORS.map((minor) => {
    const dump = JSON.parse(readFileSync(join(folder, `shapes-${minor}.json`), 'utf8')) as Dump;
    const own = Object.fromEntries(
      Object.entries({ ...dump.types, 'x509.base64': { reads: 'func' } })
        .filter(([name]) => !name.startsWith('url.'))
        .map(([name, type]) => [name, typeRow(name, type, dump.types)]),
    );
    const said = Object.fromEntries(dump.documents.map((document) => [document.kind, kindRow(document)]));
    const row = { kinds: delta(kinds, said), types: delta(types, own) };
    [kinds, types] = [said, own];
    const lines = (rows: Record<string, Row | null>) =>
      Object.entries(rows)
        .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
        .join(',\n');
    return `${JSON.stringify(minor)}:{"kinds":{\n${lines(row.kinds)}\n},"types":{\n${lines(row.types)}\n}}`;
  });
  writeFileSync(TARGET, `{${minors.join(',\n')}}\n`);
}

main(process.argv[2] ?? '.');
