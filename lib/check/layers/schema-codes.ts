// Codes that the schema layer can say, as the docs list them.
import { Code, firstOf, serverWords } from '../../problem';

const SERVER = 'the API server refuses the object under strict field validation';

const ROWS: readonly Omit<Code, 'words'>[] = [
  {
    code: 'schema/unknown-field',
    title: 'every field is known',
    why: `a misspelt field is dropped in silence by a lenient client, and ${SERVER}`,
  },
  {
    code: 'schema/type',
    title: 'every value has the type of its field',
    why: `${SERVER}; YAML reads y, no and on as booleans`,
  },
  { code: 'schema/required', title: 'required fields are there', why: SERVER },
  { code: 'schema/enum', title: 'values of a closed list are in it', why: SERVER },
  {
    code: 'schema/pattern',
    title: 'texts match the pattern of their field',
    why: `${SERVER}; patterns are read as RE2`,
  },
  { code: 'schema/format', title: 'addresses, times, durations and quantities can be read', why: SERVER },
  { code: 'schema/range', title: 'numbers lie within their bounds', why: SERVER },
  { code: 'schema/length', title: 'texts, lists and maps are long enough', why: SERVER },
  { code: 'schema/too-long', title: 'texts are not too long', why: SERVER },
  { code: 'schema/too-many', title: 'lists and maps are not too long', why: SERVER },
  { code: 'schema/duplicate-item', title: 'no item stands twice in a set, no key twice in a keyed list', why: SERVER },
  {
    code: 'schema/branch',
    title: 'fields that exclude or need each other are set so',
    why: `${SERVER}: oneOf, anyOf and not of the schema`,
  },
  { code: 'schema/name', title: 'names are names of their kind', why: SERVER },
  { code: 'schema/label', title: 'labels and annotations have valid keys and values', why: SERVER },
  {
    code: 'schema/value',
    title: 'built-in kinds hold what the server asks of them beyond their structure',
    why: SERVER,
  },
  {
    code: 'schema/cluster-ip',
    title: 'a fixed cluster IP lies within the service subnets',
    why: `the allocator knows 10.96.0.0/12 and fd00:10:96::/112 unless the Talos configuration names others`,
  },
  {
    code: 'schema/unknown-kind',
    title: 'apiVersion and kind are served',
    why: 'nobody serves a removed or misspelt kind; for groups that are not known here it is a note',
    together: {
      takes: ({ what }: { what: string }) => what === 'unknown-schema',
      words: (data: readonly { kind: string }[]) => ({
        message: `no schema of ${data.length} objects is known here: ${firstOf(data.map(({ kind }) => kind))}`,
        repair: 'nothing to do: the rules over all objects look at them',
      }),
    },
  },
  {
    code: 'schema/experimental',
    title: 'experimental fields of the Gateway API are known as such',
    why: 'the standard CRDs do not have them; a note',
  },
];

export const CODES: readonly Code[] = ROWS.map((row) => ({ ...row, words: serverWords }));
