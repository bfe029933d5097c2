// Annotations about policy that Cilium never had, or no longer reads.
import { POD_TEMPLATES } from '../../../world/derived/pods';
import { mapAt } from '../../../world/derived/fields';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface DeadAnnotation {
  readonly name: string;
  readonly what: string;
  readonly instead: string;
}

const DEAD: readonly DeadAnnotation[] = [
  {
    // cilium/cilium#31063: removed in 1.17.
    name: 'policy.cilium.io/proxy-visibility',
    what: 'is read by nobody since Cilium 1.17: Hubble shows no HTTP for it',
    instead: 'write a policy with HTTP rules, which send the traffic through the proxy',
  },
  {
    name: 'io.cilium.proxy-visibility',
    what: 'is read by nobody since Cilium 1.17: Hubble shows no HTTP for it',
    instead: 'write a policy with HTTP rules, which send the traffic through the proxy',
  },
  {
    // Never was: audit mode is a setting of the agent or of an endpoint (Documentation/security/policy-creation.rst).
    name: 'policy.cilium.io/audit-mode',
    what: 'is nothing that Cilium knows: the policy is enforced',
    instead: 'set policyAuditMode in the values of the chart, or audit mode on the endpoint',
  },
];

/** Annotations that nobody reads. */
export const DEAD_ANNOTATIONS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/dead-annotation',
      title: 'Annotations about policy are ones that Cilium reads',
      why: 'An annotation that nobody reads looks like a setting and does nothing.',
      bad: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
          annotations: { policy.cilium.io/proxy-visibility: '<Ingress/80/TCP/HTTP>' }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      good: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - toPorts: [{ ports: [{ port: '80', protocol: TCP }], rules: { http: [{ path: '/.*' }] } }]
      `,
      words: ({ name, what, instead }: DeadAnnotation) => ({
        message: `the annotation ${name} ${what}`,
        repair: instead,
      }),
    },
  ],
  check(world, report) {
    const places = [
      ...world.objects.map((object) => ({ object, path: ['metadata', 'annotations'] as (string | number)[] })),
      ...world
        .model(POD_TEMPLATES)
        .filter(({ path }) => path.length > 0)
        .map(({ object, path }) => ({ object, path: [...path, 'metadata', 'annotations'] })),
    ];
    for (const { object, path } of places) {
      const annotations = mapAt(object.manifest, ...path);
      for (const dead of DEAD)
        if (Object.hasOwn(annotations, dead.name))
          report.warning('policy/dead-annotation', object, [...path, dead.name], { ...dead });
    }
  },
};
