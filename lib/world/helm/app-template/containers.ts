// Containers: which there are, in which order, with which names and ports.
import { isMap, PlainMap } from '../../../manifest';
import { isEmpty, merged, Refused } from '../template/go-values';
import { listOf, ordered } from './order';
import { probeObjects } from './probes';
import { checkContainer } from './refusals';
import { isEnabled, Release } from './release';

/** Where the values keep containers of a sort. */
const GROUPS = { default: 'containers', init: 'initContainers' } as const;

/** The containers of a controller that are not switched off, in their order; undefined where there are none. @internal */
export function containerObjects(
  release: Release,
  controller: string,
  values: PlainMap,
  sort: keyof typeof GROUPS,
): PlainMap[] | undefined {
  const entries = Object.entries(mapOf(values[GROUPS[sort]]))
    .filter((entry): entry is [string, PlainMap] => isMap(entry[1]) && isEnabled(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (sort === 'default' && entries.length === 0)
    throw new Refused('template', `No containers enabled for controller (${controller})`);
  const made = new Map<string, PlainMap>();
  const waits = new Map<string, readonly unknown[]>();
  for (const [identifier, own] of entries) {
    const container = withDefaults(own, values, sort);
    if (!release.networkOnly) checkContainer(release, controller, identifier, container);
    made.set(identifier, containerObject(release, controller, identifier, container));
    waits.set(identifier, listOf(own.dependsOn));
  }
  const order = ordered(waits);
  return order.length === 0 ? undefined : order.map((identifier) => made.get(identifier)!);
}

function containerObject(release: Release, controller: string, identifier: string, values: PlainMap): PlainMap {
  const name = release.filled(isEmpty(values.nameOverride) ? identifier : values.nameOverride);
  return {
    name,
    ...(isEmpty(values.ports) ? {} : { ports: values.ports }),
    // Of an init container it makes a sidecar, which may have probes.
    ...(isEmpty(values.restartPolicy) ? {} : { restartPolicy: values.restartPolicy }),
    ...probeObjects(release, controller, values),
  };
}

/** A container's values with the controller's defaults, which by default fill in what is empty, key by key. */
function withDefaults(own: PlainMap, controller: PlainMap, sort: keyof typeof GROUPS): PlainMap {
  const defaults = controller.defaultContainerOptions;
  if (!isMap(defaults)) return own;
  if (sort === 'init' && (controller.applyDefaultContainerOptionsToInitContainers ?? true) !== true) return own;
  const strategy = controller.defaultContainerOptionsStrategy ?? 'overwrite';
  if (strategy === 'merge') return merged(own, defaults);
  if (strategy !== 'overwrite') return own;
  const result = { ...own };
  for (const [key, value] of Object.entries(defaults)) if (isEmpty(result[key])) result[key] = value;
  return result;
}

function mapOf(value: unknown): PlainMap {
  return isMap(value) ? value : {};
}
