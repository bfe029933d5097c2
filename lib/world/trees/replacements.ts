// Values that `replacements` of a kustomization write: which ones is followed, what they become is not, so they are unknown.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { mapsIn } from '../derived/fields';
import { outcome } from '../flux/outcome';
import { isSelected } from '../flux/selector';

/** A text that every reader takes for a value that somebody fills in. */
const UNKNOWN = '${replacement}';

/**
 * Objects with the values unknown that the replacements write.
 *
 * @param replacements the list, with those of files in it
 * @internal
 */
export function withUnknowns(objects: readonly Manifest[], replacements: readonly PlainMap[]): Manifest[] {
  const all = replacements.flatMap(({ targets }) => mapsIn(targets));
  return all.reduce<Manifest[]>(
    (result, { select, reject, fieldPaths }) => {
      const selectors = mapsIn(reject);
      return result.map((object) =>
        isTaken(object, isMap(select) ? select : {}) && !selectors.some((each) => isTaken(object, each))
          ? paths(fieldPaths).reduce<Manifest>((each, path) => unknownAt(each, path) as Manifest, object)
          : object,
      );
    },
    [...objects],
  );
}

/** A selector that cannot be read takes the object: nothing is sure then. */
function isTaken(object: Manifest, selector: PlainMap): boolean {
  const found = outcome(() => isSelected(object, selector));
  return found.said !== 'done' || found.value;
}

function paths(value: unknown): string[][] {
  const all = Array.isArray(value) ? (value as unknown[]) : ['metadata.name'];
  return all.filter((path): path is string => typeof path === 'string').map(stepsOf);
}

/** `spec.rules.[name=a.b].host`, `metadata.annotations.[a.b/c]`, `a\.b`. */
function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|((?:\\.|[^.[\\])+)/g)].map(([, inBrackets, plain]) =>
    inBrackets === undefined ? plain!.replaceAll('\\.', '.') : inBrackets,
  );
}

function unknownAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value === undefined || isMap(value) || Array.isArray(value) ? value : UNKNOWN;
  if (Array.isArray(value)) {
    const [, key, wanted] = /^([^=]+)=(.*)$/s.exec(step) ?? [];
    return (value as unknown[]).map((item, index) => {
      const isMeant =
        step === '*' || step === String(index) || (key !== undefined && isMap(item) && String(item[key]) === wanted);
      return isMeant ? unknownAt(item, rest) : item;
    });
  }
  if (!isMap(value)) return value;
  const keys = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : [];
  return keys.reduce<PlainMap>((map, key) => ({ ...map, [key]: unknownAt(map[key], rest) }), value);
}
