// Objects that are named and are not in the input. Others may provide them, so this is a note.
import { REFERENCES } from '../../../world/derived/references';
import { TARGETS, Target } from '../../../world/derived/targets';
import { isOutside } from '../../../world/outside';
import { writtenNamespace } from '../../../world/derived/fields';
import { CheckedObject, World } from '../../../world/types';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** Names that every cluster has, or that a controller makes. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  ClusterRole: ['cluster-admin', 'admin', 'edit', 'view'],
  IngressClass: ['cilium'],
  GatewayClass: ['cilium'],
  ServiceAccount: ['default'],
};

/** What is named is there. */
export const MISSING: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/missing',
      title: 'What an object names is in the input',
      why: 'A chart, a controller or another repository may provide it, so this is only a note, and off by default. On a whole app it finds the Service, Gateway, NetworkAttachmentDefinition, ServiceAccount or role that nobody makes.',
      words: ({ kind, namespace, name, near }: Target & { near?: string }) => ({
        message: `${kind} ${namespace === undefined ? name : `${namespace}/${name}`} is not in the input`,
        repair: `make sure that something else provides it${near === undefined ? '' : `, or did you mean "${near}"?`}`,
      }),
      bad: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web, namespace: shop }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          serviceAccountName: webs
          containers: [{ name: web, image: 'shop/web:1.2.3' }]
      `,
      good: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: web, namespace: shop }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          serviceAccountName: web
          containers: [{ name: web, image: 'shop/web:1.2.3' }]
      `,
    },
  ],
  check(world, report) {
    const targets = world.model(TARGETS);
    for (const { from, path, target, inValues = false } of world.model(REFERENCES)) {
      // The Services that the values of a chart name are those that it makes.
      if (inValues && target.kind === 'Service') continue;
      if (isGiven(target) || targets.of(from, target).length > 0 || isElsewhere(world, from, target)) continue;
      const { kind, namespace, name } = target;
      report.note('reference/missing', from, path, { kind, namespace, name, near: nameLike(world, target) });
    }
  },
};

function isGiven({ kind, name }: Target): boolean {
  return name.startsWith('system:') || (GIVEN[kind] ?? []).includes(name);
}

/** The facts say that it exists; a reference without a namespace means that of the object that refers. */
function isElsewhere(world: World, from: CheckedObject, { kind, namespace, name }: Target): boolean {
  return isOutside(world, { kind, namespace: namespace ?? writtenNamespace(from.manifest), name });
}

/** A name of the kind that differs by one letter or by its case: nearer than a key of a schema, since many names of objects are alike. */
function nameLike(world: World, { group, kind, name }: Target): string | undefined {
  const names = world.of(group, kind).map(({ manifest }) => String(manifest.metadata.name));
  return names.find((other) => other !== name && isNear(other.toLowerCase(), name.toLowerCase()));
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = (text: string, skip: number) => text.slice(start + skip);
  return a === b || rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}
