// The whole structural verdict on one object, in the server's order: kind, unknown fields and defaults, metadata, values.
import { Manifest, PlainMap, isMap } from '../../../manifest';
import { Say, Served, Subject } from '../subject';
import { ServedKind, kindOf } from './catalogue';
import { checkBuiltIn } from './built-in';
import { CUSTOM, FOREIGN, GO, Reading, decode } from './decode';
import { checkKind } from './kind';
import { checkMetadata } from './metadata';
import { Schema } from './node';
import { validate } from './validate';
import { Walk } from './walk';

/** What the checks after the schema need to know. */
export interface Verdict {
  /** With defaults, without nulls; undefined where the kind is unknown or built in. */
  readonly decoded?: PlainMap;
  readonly schema?: Schema;
  /** Types cannot be relied on: the API server leaves the CEL rules alone. */
  readonly unsafe: boolean;
}

const NOTHING: Verdict = { unsafe: true };
const verdicts = new WeakMap<Manifest, { versions: Served; verdict: Verdict }>();

/** Judges an object. Without a listener nothing is said, and an earlier verdict on the same object is taken again. */
export function judge(object: Subject, versions: Served, hear?: Say): Verdict {
  const known = hear === undefined ? verdicts.get(object.manifest) : undefined;
  if (known?.versions === versions) return known.verdict;
  const verdict = freshVerdict(object, versions, new Walk(object, hear, versions), hear);
  verdicts.set(object.manifest, { versions, verdict });
  return verdict;
}

function freshVerdict(object: Subject, versions: Served, walk: Walk, hear?: Say): Verdict {
  const { manifest } = object;
  if (!checkKind(manifest, versions, walk)) return NOTHING;
  const kind = kindOf(manifest.apiVersion, manifest.kind, versions) as ServedKind;
  const reading = kind.builtIn ? GO : kind.foreign ? FOREIGN : CUSTOM;
  walk.builtIn = kind.builtIn;
  // The metadata has rules of its own, and every kind has the same.
  const metadata = checkMetadata(object, kind, versions, walk);
  if (kind.builtIn) {
    const { metadata: _, ...rest } = manifest;
    checkBuiltIn(decode(rest, kind.schema, walk, reading) as PlainMap, metadata, kind, walk);
    return NOTHING;
  }
  let decoded = decode(manifest, kind.schema, walk, reading) as PlainMap;
  if (kind.status && decoded.status !== undefined) {
    const { status: _, ...withoutStatus } = decoded;
    decoded = withoutStatus;
  }
  validate(decoded, kind.schema, walk);
  // What neither bundle has was said already.
  if (kind.stable !== undefined && hear !== undefined && !walk.strange)
    noteExperimental(manifest, kind.stable, new Walk(object, hear));
  return { decoded, schema: kind.schema, unsafe: walk.unsafe || !isMap(decoded) };
}

/** Fields that only the experimental bundle of the Gateway API has. */
function noteExperimental(manifest: Manifest, stable: Schema, walk: Walk): void {
  const reading: Reading = {
    builtIn: false,
    unknown: (at, key) => {
      at.path.push(key);
      at.say('note', 'schema/experimental', 'experimental-field', { key });
      at.path.pop();
    },
  };
  decode(manifest, stable, walk, reading);
}
