// Which objects a patch of kustomize is for.
import { RE2JS } from '@bufbuild/re2';
import { isMap, Manifest } from '../../manifest';
import { Beyond } from './outcome';

/** The annotation in which a build notes namespace and name as they were written: patches may call an object by those as well. @internal */
export const WRITTEN_NAME = 'internal.config.kubernetes.io/writtenName';

/** The annotation by which a build knows objects that got a namespace or a name: only references to those follow. @internal */
export const MOVED = 'internal.config.kubernetes.io/moved';

/** The object with that annotation, in a build. @internal */
export function noted(object: Manifest): Manifest {
  const { annotations } = object.metadata;
  if (annotations?.[WRITTEN_NAME] === undefined) return object;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [MOVED]: 'true' } } };
}

/** Name and namespace that an object has, and those that it was written with. @internal */
export function namesOf({ metadata }: Manifest): { readonly name: string; readonly namespace: string | undefined }[] {
  const own = { name: metadata.name, namespace: metadata.namespace };
  const written = metadata.annotations?.[WRITTEN_NAME];
  if (written === undefined) return [own];
  const at = written.indexOf('/');
  const [namespace, name] = [written.slice(0, at), written.slice(at + 1)];
  return [own, { name, namespace: namespace === '' ? undefined : namespace }];
}

/** True where the object is one that the target selects; every field is a whole regular expression, an empty one fits all. @internal */
export function isSelected(object: Manifest, target: Readonly<Record<string, unknown>>): boolean {
  const { apiVersion, kind, metadata } = object;
  const [version, group = ''] = apiVersion.split('/').reverse();
  const isMeant = (field: string, value: string) => {
    const wanted = target[field];
    return wanted === undefined || wanted === null || wanted === '' || expressionOf(target, String(wanted))(value);
  };
  const isOfKind = Object.entries({ group, version: version!, kind }).every(([field, value]) => isMeant(field, value));
  const isCalled = namesOf(object).some(
    ({ name, namespace }) =>
      isMeant('name', name) && (target.namespace === (namespace ?? 'default') || isMeant('namespace', namespace ?? '')),
  );
  return (
    isOfKind &&
    isCalled &&
    selects(target.labelSelector, metadata.labels) &&
    selects(target.annotationSelector, metadata.annotations)
  );
}

/** A target's expressions, which it asks object by object. */
const EXPRESSIONS = new WeakMap<object, Map<string, (value: string) => boolean>>();

function expressionOf(target: object, pattern: string): (value: string) => boolean {
  let known = EXPRESSIONS.get(target);
  if (known === undefined) EXPRESSIONS.set(target, (known = new Map()));
  let expression = known.get(pattern);
  if (expression === undefined) known.set(pattern, (expression = whole(pattern)));
  return expression;
}

/** An expression as Go reads it; in linear time, since it may be somebody's attack. Most are a name, which means itself. */
function whole(pattern: string): (value: string) => boolean {
  if (/^[\w-]*$/.test(pattern)) return (value) => value === pattern;
  try {
    const expression = new RE2JS(pattern);
    return (value) => expression.testExact(value);
  } catch {
    throw new Beyond(`the regular expression ${pattern}`);
  }
}

/** No selector of labels comes near; splitting takes the square of its length. */
const LONGEST = 10_000;

/** A selector of labels as text: `a=b`, `a!=b`, `a`, `!a`, `a in (b, c)`, `a notin (b)`, with commas between them. */
function selects(selector: unknown, labels: unknown): boolean {
  if (typeof selector !== 'string' || selector.trim() === '') return true;
  if (selector.length > LONGEST) throw new Beyond('a selector of that length');
  const map = isMap(labels) ? labels : {};
  return selector.split(/,(?![^(]*\))/).every((part) => fits(part.trim(), map));
}

function fits(part: string, labels: Readonly<Record<string, unknown>>): boolean {
  const equality = /^([^\s!=]+)\s*(==?|!=)\s*(\S*)$/.exec(part);
  if (equality !== null) return (labels[equality[1]!] === equality[3]) === (equality[2] !== '!=');
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set !== null) {
    const values = set[3]!.split(',').map((value) => value.trim());
    return values.includes(String(labels[set[1]!])) === (set[2] === 'in');
  }
  const existence = /^(!?)\s*([\w./-]+)$/.exec(part);
  if (existence === null) throw new Beyond(`the selector ${part}`);
  return Object.hasOwn(labels, existence[2]!) === (existence[1] === '');
}
