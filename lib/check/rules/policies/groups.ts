// Peers by group of addresses: a group that is not there means nobody, also to a rule that denies.
import { isMap } from '../../../manifest';
import { listAt, textAt } from '../../../world/derived/fields';
import { isOutside } from '../../../world/outside';
import { CheckedObject } from '../../../world/types';
import { Path, yaml } from '../../../problem';
import { Rule } from '../../rule';

const KIND = 'CiliumCIDRGroup';
const LISTS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;

/** A group that a rule names. */
interface Named {
  readonly path: Path;
  readonly name: string;
  readonly denies: boolean;
}

/** Groups of addresses that rules name are there. */
export const GROUPS_MISSING: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/group-missing',
      title: 'Groups of addresses that rules name are there',
      why: 'A group that does not exist has no addresses: a rule that allows it allows nobody, and one that denies it denies nobody, in silence. Judged in a whole world, and in a folder that holds groups. Source: pkg/policy/types, confirmed with the engines of 1.18.11, 1.19.6 and 1.20.0.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumCIDRGroup
        metadata: { name: bad-hosts }
        spec: { externalCIDRs: [203.0.113.0/24] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingressDeny: [{ fromCIDRSet: [{ cidrGroupRef: badhosts }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumCIDRGroup
        metadata: { name: bad-hosts }
        spec: { externalCIDRs: [203.0.113.0/24] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingressDeny: [{ fromCIDRSet: [{ cidrGroupRef: bad-hosts }] }]
      `,
      words: ({ name, denies, unless }: { name: string; denies: boolean; unless: boolean }) => ({
        message: `${KIND} ${name} is not there${unless ? ', unless somebody else makes it' : ''}: the rule ${denies ? 'denies' : 'allows'} nobody`,
        repair: 'write the name of a group that is there, or make the group',
      }),
    },
  ],
  check(world, report) {
    const groups = world.of('cilium.io', KIND);
    if (!world.complete && groups.length === 0) return;
    const known = new Set(groups.map(({ manifest }) => manifest.metadata.name));
    for (const kind of ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'])
      for (const at of world.of('cilium.io', kind))
        for (const { path, name, denies } of namedBy(at)) {
          if (known.has(name) || isOutside(world, { kind: KIND, name })) continue;
          const level = world.complete && denies ? 'error' : 'warning';
          report[level]('policy/group-missing', at, path, { name, denies, unless: !world.complete });
        }
  },
};

function namedBy({ manifest }: CheckedObject): Named[] {
  const specs: [Path, unknown][] = [
    [['spec'], manifest.spec],
    ...listAt(manifest, 'specs').map((spec, index): [Path, unknown] => [['specs', index], spec]),
  ];
  return specs.flatMap(([root, spec]) =>
    LISTS.flatMap((list) =>
      listAt(spec, list).flatMap((rule, index) => {
        const field = list.startsWith('ingress') ? 'fromCIDRSet' : 'toCIDRSet';
        return listAt(rule, field).flatMap((item, place): Named[] => {
          const name = isMap(item) ? textAt(item, 'cidrGroupRef') : undefined;
          const path = [...root, list, index, field, place, 'cidrGroupRef'];
          return name === undefined || name === '' ? [] : [{ path, name, denies: list.endsWith('Deny') }];
        });
      }),
    ),
  );
}
