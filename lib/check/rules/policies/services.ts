// Peers by Service: one that is not there makes everybody of the rule.
import { isServiceMeant } from '../../../models/agent/verdict';
import { isMap, PlainMap } from '../../../manifest';
import { listAt, textAt, writtenNamespace } from '../../../world/derived/fields';
import { POLICIES } from '../../../world/derived/policies';
import { isOutside } from '../../../world/outside';
import { CheckedObject, World } from '../../../world/types';
import { Path, yaml } from '../../../problem';
import { levelOfAbsence, Rule } from '../../rule';

/** One entry of toServices of a rule with ports. */
interface Asked {
  readonly path: Path;
  readonly wanted: PlainMap;
}

/** toServices with ports means any destination while no Service answers to it. */
export const SERVICES_MISSING: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/services-missing',
      title: 'Services that a rule with ports opens are there',
      why: 'While no Service answers to any entry of toServices, the rule has no peer left, and with ports it then means any destination on them, the internet too. Source: pkg/policy/k8s/service.go, pkg/policy/utils, confirmed with the engines of 1.18.11, 1.19.6 and 1.20.0; cilium/cilium#20067.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toServices: [{ k8sService: { serviceName: database, namespace: shop } }]
              toPorts: [{ ports: [{ port: '5432', protocol: TCP }] }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: postgres, namespace: shop }
        spec: { selector: { app: postgres }, ports: [{ port: 5432 }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toServices: [{ k8sService: { serviceName: postgres, namespace: shop } }]
              toPorts: [{ ports: [{ port: '5432', protocol: TCP }] }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: postgres, namespace: shop }
        spec: { selector: { app: postgres }, ports: [{ port: 5432 }] }
      `,
      words: ({ services, unless }: { services: readonly string[]; unless: boolean }) => ({
        message: `${services.join(', ')}: no such Service${unless ? ', unless somebody else makes it' : ''}: the rule then opens its ports to any destination`,
        repair: 'name the pods behind it in toEndpoints, or a Service that is there',
      }),
    },
  ],
  check(world, report) {
    for (const at of [
      ...world.of('cilium.io', 'CiliumNetworkPolicy'),
      ...world.of('cilium.io', 'CiliumClusterwideNetworkPolicy'),
    ])
      for (const entries of askedBy(at)) {
        if (entries.some(({ wanted }) => isThere(world, wanted))) continue;
        const near = entries.some(({ wanted }) => holdsServicesOf(world, wanted));
        report[levelOfAbsence(world, near)]('policy/services-missing', at, entries[0]!.path, {
          services: entries.map(({ wanted }) => wordsOf(wanted)),
          unless: !world.complete,
        });
      }
  },
};

/** The entries of each rule that has ports too. */
function askedBy({ manifest }: CheckedObject): Asked[][] {
  const specs: [Path, unknown][] = [
    [['spec'], manifest.spec],
    ...listAt(manifest, 'specs').map((spec, index): [Path, unknown] => [['specs', index], spec]),
  ];
  return specs.flatMap(([root, spec]) =>
    listAt(spec, 'egress').flatMap((rule, index) => {
      if (listAt(rule, 'toPorts').length === 0) return [];
      const entries = listAt(rule, 'toServices').flatMap((wanted, at): Asked[] =>
        isMap(wanted) ? [{ path: [...root, 'egress', index, 'toServices', at], wanted }] : [],
      );
      return entries.length === 0 ? [] : [entries];
    }),
  );
}

function isThere(world: World, wanted: PlainMap): boolean {
  const { does } = world.model(POLICIES).policies.agent;
  const services = world.of('', 'Service').map(({ manifest }) => manifest);
  if (services.some((service) => isServiceMeant(wanted, service, does))) return true;
  const name = textAt(wanted, 'k8sService', 'serviceName');
  // The Service of the API server is made by the API server.
  if (name === 'kubernetes' && namespaceOf(wanted) === 'default') return true;
  return isOutside(world, { kind: 'Service', namespace: namespaceOf(wanted), ...(name === undefined ? {} : { name }) });
}

/** The folder holds Services where this one should be, so that it would hold this one too. */
function holdsServicesOf(world: World, wanted: PlainMap): boolean {
  const namespace = namespaceOf(wanted);
  return (
    namespace !== undefined &&
    world.of('', 'Service').some(({ manifest }) => (writtenNamespace(manifest) ?? 'default') === namespace)
  );
}

function namespaceOf(wanted: PlainMap): string | undefined {
  return textAt(wanted, 'k8sService', 'namespace') ?? textAt(wanted, 'k8sServiceSelector', 'namespace');
}

function wordsOf(wanted: PlainMap): string {
  const namespace = namespaceOf(wanted);
  const name = textAt(wanted, 'k8sService', 'serviceName');
  if (name !== undefined) return `Service ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return `Services by labels${namespace === undefined ? '' : ` in ${namespace}`}`;
}
