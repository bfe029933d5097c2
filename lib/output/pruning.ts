// What a GitOps engine will delete from the cluster because it is gone from the output, while others in the output need it.
import { groupOf, isMap, Manifest } from '../manifest';
import { OutputProblem } from './problem';
import { recordKey } from './record';

/** A warning for each CRD, Namespace and pool that the last synth wrote, this one does not, and others here use. */
export function pruned(before: readonly string[], manifests: readonly Manifest[]): OutputProblem[] {
  const now = new Set(manifests.map(recordKey));
  return [...new Set(before)]
    .filter((key) => !now.has(key))
    .sort()
    .flatMap((key) => {
      const [kind = '', ...rest] = key.split('/');
      const name = rest[rest.length - 1] ?? '';
      const rule = RULES.find((one) => one.kind.test(kind));
      const users = rule === undefined ? [] : manifests.filter((manifest) => rule.uses(manifest, name)).map(shortKey);
      return rule === undefined || users.length === 0 ? [] : [warning(`${kind.split('.')[0]}/${name}`, rule, users)];
    });
}

interface Rule {
  readonly kind: RegExp;
  readonly uses: (manifest: Manifest, name: string) => boolean;
  readonly loss: string;
}

const RULES: readonly Rule[] = [
  {
    kind: /^CustomResourceDefinition\.apiextensions\.k8s\.io$/,
    // The plural of NetworkAttachmentDefinition has hyphens.
    uses: (manifest, name) =>
      name.replaceAll('-', '') === `${pluralOf(String(manifest.kind))}.${groupOf(manifest)}`.replaceAll('-', ''),
    loss: 'with it go all objects of the kind in the cluster',
  },
  {
    kind: /^Namespace$/,
    uses: (manifest, name) => isMap(manifest.metadata) && manifest.metadata.namespace === name,
    loss: 'with it goes everything in it, whoever put it there',
  },
  {
    kind: /^CiliumLoadBalancerIPPool\.cilium\.io$/,
    uses: (manifest) =>
      (manifest.kind === 'Service' && isMap(manifest.spec) && manifest.spec.type === 'LoadBalancer') ||
      (manifest.kind === 'Gateway' && groupOf(manifest) === 'gateway.networking.k8s.io'),
    loss: 'Services and Gateways with addresses of it lose them',
  },
];

function warning(object: string, { loss }: Rule, users: string[]): OutputProblem {
  const shown = users.slice(0, 3).join(', ');
  const more = users.length > 3 ? ` and ${users.length - 3} more` : '';
  return {
    code: 'output/pruned',
    paths: [object],
    problem: `gone from the output: Flux (prune) and Argo CD delete it from the cluster, and ${loss}. Still here: ${shown}${more}`,
    repair: 'before you push: docs/migration.md, "When an object goes or moves"',
  };
}

/** The plural of a kind as CRDs name it: `policies`, `gateways`, `ingresses`. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

function shortKey(manifest: Manifest): string {
  const { name, namespace } = isMap(manifest.metadata) ? manifest.metadata : { name: '', namespace: undefined };
  return [manifest.kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
