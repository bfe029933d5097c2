// Two objects of one kind, namespace and name: the later one overwrites the other.
import { dirname } from 'node:path/posix';
import { CLUSTERS } from '../../../world/derived/clusters';
import { groupOf, isPlaceholder, textAt, writtenNamespace } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { CheckedObject, World } from '../../../world/types';
import { yaml } from '../../../problem';
import { Report, Rule } from '../../rule';

const CODE = 'object/duplicate';

/** No object twice. Overlays and clusters repeat names by design, so only one file, one kustomization and one app are judged. */
export const DUPLICATE: Rule = {
  layer: 'objects',
  codes: [
    {
      code: CODE,
      title: 'No object stands twice in one file, one kustomization or one app',
      why: 'Whatever applies the second one overwrites the first without a word, or refuses both (kustomize). The same name in two folders is normal for overlays and clusters: that is a note at most.',
      bad: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
      `,
      good: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: billing }
      `,
    },
  ],
  check(world, report) {
    for (const same of groups(world).values()) {
      const earlier: CheckedObject[] = [];
      for (const object of same) {
        judge(world, report, object, earlier);
        earlier.push(object);
      }
    }
  },
};

function judge(world: World, report: Report, object: CheckedObject, earlier: readonly CheckedObject[]): void {
  const { origin } = object;
  const inOne = earlier.find((other) => other.origin.file === origin.file);
  const kustomize = world.model(KUSTOMIZE);
  if (inOne !== undefined) {
    report.error(
      CODE,
      object,
      ['metadata', 'name'],
      `a second ${words(object)} beside ${place(inOne)}`,
      'give one of them another name or namespace, or remove it: the later one overwrites the other',
    );
    return;
  }
  const listed = earlier.find((other) => kustomize.listTogether(other.origin.file!, origin.file!));
  if (listed !== undefined) {
    report.error(
      CODE,
      object,
      ['metadata', 'name'],
      `a second ${words(object)} in one kustomization, beside ${listed.origin.file!}`,
      'remove one of them from the resources: kustomize refuses both',
    );
    return;
  }
  const other = earlier.find(
    (each) => dirname(each.origin.file!) === dirname(origin.file!) && world.model(CLUSTERS).together(each, object),
  );
  if (other !== undefined)
    report.note(
      CODE,
      object,
      ['metadata', 'name'],
      `a second ${words(object)} in one folder, beside ${other.origin.file!}`,
      'remove one of them if both are applied to one cluster',
    );
}

function groups(world: World): Map<string, CheckedObject[]> {
  const found = new Map<string, CheckedObject[]>();
  for (const object of world.objects) {
    const name = textAt(object.manifest, 'metadata', 'name');
    if (name === undefined || isPlaceholder(name)) continue;
    const key = [groupOf(object.manifest), object.manifest.kind, writtenNamespace(object.manifest) ?? '', name].join(
      '\0',
    );
    const known = found.get(key);
    if (known === undefined) found.set(key, [object]);
    else known.push(object);
  }
  return found;
}

function words({ manifest }: CheckedObject): string {
  const namespace = writtenNamespace(manifest);
  return [manifest.kind, ...(namespace === undefined ? [] : [namespace]), manifest.metadata.name].join('/');
}

function place({ origin }: CheckedObject): string {
  return origin.construct ?? `document ${origin.document ?? 1}`;
}
