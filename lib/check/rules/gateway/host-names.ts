// Host names that stand twice in one route.
import { isPlaceholder, listAt } from '../../../world/derived/fields';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

const KINDS: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

/** A name is written once. */
export const HOST_NAMES: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/hostname-twice',
      title: 'A route names each host name once',
      why: 'Cilium serves it once; of a TLSRoute the name of the statistics in Envoy holds it twice, or an empty one beside it (run with all minors). Most often another name was meant, so this is a note.',
      bad: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: TLSRoute
        metadata: { name: web, namespace: shop }
        spec:
          hostnames: [a.example.com, a.example.com]
          rules: [{ backendRefs: [{ name: web, port: 443 }] }]
      `,
      good: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: TLSRoute
        metadata: { name: web, namespace: shop }
        spec:
          hostnames: [a.example.com, b.example.com]
          rules: [{ backendRefs: [{ name: web, port: 443 }] }]
      `,
      words: ({ hostname }: { hostname: string }) => ({
        message: `the host name ${hostname} stands twice: it is served once`,
        repair: 'remove one, or write the other name that is meant',
      }),
    },
  ],
  check(world, report) {
    for (const kind of KINDS)
      for (const object of world.of('gateway.networking.k8s.io', kind)) {
        const seen = new Set<string>();
        listAt(object.manifest, 'spec', 'hostnames').forEach((hostname, index) => {
          if (typeof hostname !== 'string' || isPlaceholder(hostname)) return;
          if (seen.has(hostname))
            report.note('gateway/hostname-twice', object, ['spec', 'hostnames', index], { hostname });
          seen.add(hostname);
        });
      }
  },
};
