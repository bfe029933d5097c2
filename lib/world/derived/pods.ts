// The pod templates of all workloads, with their place in the object.
import { groupOf, PlainMap, TEMPLATE_PATHS } from '../../manifest';
import { CheckedObject, Model } from '../types';
import { Path } from '../../problem';
import { listAt, mapAt, textAt, valueAtPath } from './fields';

/** One pod template. */
export interface PodTemplate {
  readonly object: CheckedObject;
  /** Place of the template in the object; empty for a Pod. */
  readonly path: Path;
  readonly metadata: PlainMap;
  readonly spec: PlainMap;
}

/** A container of a pod template. */
export interface PodContainer {
  readonly path: Path;
  readonly container: unknown;
}

/** The model. */
export const POD_TEMPLATES: Model<readonly PodTemplate[]> = {
  name: 'pod-templates',
  build: (world) =>
    world.objects.flatMap((object) => {
      const { manifest } = object;
      if (!Object.hasOwn(TEMPLATE_PATHS, manifest.kind) || !['', 'apps', 'batch'].includes(groupOf(manifest)))
        return [];
      const path = TEMPLATE_PATHS[manifest.kind]!;
      return [{ object, path, metadata: mapAt(manifest, ...path, 'metadata'), spec: mapAt(manifest, ...path, 'spec') }];
    }),
};

/** Containers and init containers. */
export function containersOf(template: PodTemplate): PodContainer[] {
  return ['initContainers', 'containers'].flatMap((field) =>
    listAt(template.spec, field).map((container, index) => ({
      path: [...template.path, 'spec', field, index],
      container,
    })),
  );
}

/** How many pods of a template run at once; undefined for one on each node (DaemonSet). What is not written counts as one. */
export function replicasOf({ object: { manifest } }: PodTemplate): number | undefined {
  if (manifest.kind === 'DaemonSet') return undefined;
  const field = { Job: ['spec', 'parallelism'], CronJob: ['spec', 'jobTemplate', 'spec', 'parallelism'] }[
    manifest.kind
  ];
  const count = valueAtPath(manifest, field ?? ['spec', 'replicas']);
  return typeof count === 'number' ? count : 1;
}

/** True if an update starts the new pod before the old one ends: a Deployment that is not recreated, and may go above its replicas. */
export function surges({ object: { manifest } }: PodTemplate): boolean {
  if (manifest.kind !== 'Deployment') return false;
  if (textAt(manifest, 'spec', 'strategy', 'type') === 'Recreate') return false;
  const most = valueAtPath(manifest, ['spec', 'strategy', 'rollingUpdate', 'maxSurge']);
  return most !== 0 && most !== '0%';
}
