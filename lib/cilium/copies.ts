// The copy that Talos bootstraps and the one that Flux or Argo CD renders must be the same install, or the two owners undo each other.
import { errorAt, Finding, ValidationError, warningAt } from '../construct';
import { canonical, isMap, Manifest, objectKey, PlainMap } from '../manifest';
import { Rendering } from '../chart/types';
import type { DeliveryStatement } from './delivery-forms';
import { differingValues } from './values-text';

/** @internal */
export interface InstallCopy {
  readonly version: string;
  readonly values: PlainMap;
}

/**
 * What is wrong between the bootstrap copy and what the delivery's final objects say.
 *
 * @param own the install as it is bootstrapped
 * @param stated what the objects say, after overrides
 * @param render objects of a version and values
 * @internal
 */
export function copyFindings(
  path: string,
  own: InstallCopy,
  stated: () => DeliveryStatement | undefined,
  render: (version: string, values: PlainMap) => Rendering,
): Finding[] {
  const nulls = nullPaths(own.values);
  if (nulls.length > 0)
    return [
      errorAt(
        path,
        'cilium/null-value',
        `${nulls.join(', ')} is null: Kubernetes drops a null on its way to Flux or Argo CD, and the chart's default would come back`,
        'write the value that you mean, or deliver the objects',
      ),
    ];
  let statement: DeliveryStatement | undefined;
  try {
    statement = stated();
  } catch (error) {
    if (error instanceof ValidationError) return [];
    throw error;
  }
  if (statement === undefined) return [];
  const { object, version, values } = statement;
  if (version !== own.version)
    return [
      errorAt(
        path,
        'cilium/copies-differ',
        `${object} is of chart ${String(version)}, the bootstrap copy of ${own.version}`,
        'set version on the install, so that both have it',
      ),
    ];
  if (text(values) === text(differingValues(own.version, own.values))) return [];
  const [theirs, ours] = [render(own.version, isMap(values) ? values : {}), render(own.version, own.values)];
  const names = differences(theirs.objects, ours.objects);
  if (names.length === 0) return [];
  return [
    errorAt(
      path,
      'cilium/copies-differ',
      `what ${object} renders is not what Talos bootstraps: ${names.join(', ')}`,
      'give the values to the install instead of overriding them, so that both copies have them',
    ),
  ];
}

/**
 * What nobody applies where Talos' copy is the only one: Jobs, which Talos must not have.
 *
 * @internal
 */
export function missingJobs(path: string, objects: readonly Manifest[]): Finding[] {
  return objects
    .filter(({ kind }) => kind === 'Job')
    .map((job) =>
      warningAt(
        path,
        'cilium/job-nowhere',
        `${objectKey(job)} is in no copy: with CiliumDelivery.bootstrapOnly() only Talos applies the install, and Talos cannot update a Job`,
        'apply it by hand once, choose other hubble.certificates, or another delivery',
      ),
    );
}

/** Objects that only one side has, or that differ. */
function differences(a: readonly Manifest[], b: readonly Manifest[]): string[] {
  const [left, right] = [a, b].map((objects) => new Map(objects.map((object) => [objectKey(object), text(object)])));
  return [...new Set([...left!.keys(), ...right!.keys()])].filter((key) => left!.get(key) !== right!.get(key)).sort();
}

function nullPaths(value: unknown, at = ''): string[] {
  if (value === null) return [at];
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => nullPaths(inner, at === '' ? key : `${at}.${key}`));
}

function text(value: unknown): string {
  return JSON.stringify(canonical(value));
}
