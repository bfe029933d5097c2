// A key that the ConfigMap of the input does not have.
import { isPlaceholder, listAt, mapAt, textAt } from '../../../world/derived/fields';
import { containersOf, POD_TEMPLATES, PodTemplate } from '../../../world/derived/pods';
import { TARGETS } from '../../../world/derived/targets';
import { CheckedObject } from '../../../world/types';
import { Path, yaml } from '../../../problem';
import { Rule } from '../../rule';

interface KeyReference {
  readonly path: Path;
  readonly name: string;
  readonly key: string;
}

/** Pods name keys that the ConfigMap has. */
export const CONFIG_KEY: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/config-key',
      title: 'A pod names a key that its ConfigMap has',
      why: 'The container does not start (CreateContainerConfigError), or the volume is not mounted, until the key is there. Judged only where the ConfigMap is in the input; keys of Secrets come from elsewhere and are not judged.',
      words: ({ name, key, keys }: { name: string; key: string; keys: readonly string[] }) => ({
        message: `ConfigMap ${name} has no key "${key}"; it has ${keys.map((each) => `"${each}"`).join(', ')}`,
        repair: 'write one of its keys, add the key, or write optional: true',
      }),
      bad: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data: { mode: fast }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - name: web
              image: shop/web:1.2.3
              env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: speed } } }]
      `,
      good: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data: { mode: fast }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - name: web
              image: shop/web:1.2.3
              env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]
      `,
    },
  ],
  check(world, report) {
    const targets = world.model(TARGETS);
    for (const template of world.model(POD_TEMPLATES)) {
      for (const { path, name, key } of keysOf(template)) {
        const maps = targets.of(template.object, { group: '', kind: 'ConfigMap', name });
        if (maps.length === 0 || !maps.every((map) => targets.isWhole(map) && isFilledHere(map))) continue;
        const keys = maps.flatMap(dataKeys);
        if (keys.includes(key)) continue;
        report.error('reference/config-key', template.object, path, { name, key, keys });
      }
    }
  },
};

function keysOf(template: PodTemplate): KeyReference[] {
  const environment = containersOf(template).flatMap(({ path, container }) =>
    listAt(container, 'env').flatMap((variable, index) =>
      one(
        [...path, 'env', index, 'valueFrom', 'configMapKeyRef', 'key'],
        mapAt(variable, 'valueFrom', 'configMapKeyRef'),
        mapAt(variable, 'valueFrom', 'configMapKeyRef'),
      ),
    ),
  );
  const volumes = listAt(template.spec, 'volumes').flatMap((volume, index) => {
    const source = mapAt(volume, 'configMap');
    return listAt(source, 'items').flatMap((item, at) =>
      one([...template.path, 'spec', 'volumes', index, 'configMap', 'items', at, 'key'], source, item),
    );
  });
  return [...environment, ...volumes];
}

function one(path: Path, source: unknown, item: unknown): KeyReference[] {
  const [name, key] = [textAt(source, 'name'), textAt(item, 'key')];
  if (
    name === undefined ||
    key === undefined ||
    mapAt(source).optional === true ||
    isPlaceholder(name) ||
    isPlaceholder(key)
  )
    return [];
  return [{ path, name, key }];
}

/** False for a ConfigMap that a controller fills: it comes empty, or with a label or annotation that asks for it. */
function isFilledHere(map: CheckedObject): boolean {
  const marks = [
    ...Object.keys(mapAt(map.manifest, 'metadata', 'labels')),
    ...Object.keys(mapAt(map.manifest, 'metadata', 'annotations')),
  ];
  return dataKeys(map).length > 0 && !marks.some((mark) => /inject|reflect|replicat/.test(mark));
}

function dataKeys({ manifest }: CheckedObject): string[] {
  return [...Object.keys(mapAt(manifest, 'data')), ...Object.keys(mapAt(manifest, 'binaryData'))];
}
