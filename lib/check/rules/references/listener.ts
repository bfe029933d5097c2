// A listener that the Gateway of the input does not have.
import { isPlaceholder, listAt, textAt } from '../../../world/derived/fields';
import { REFERENCES } from '../../../world/derived/references';
import { TARGETS } from '../../../world/derived/targets';
import { CheckedObject } from '../../../world/types';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** `sectionName` of a parentRef names a listener. */
export const LISTENER: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/listener',
      title: 'The sectionName of a parentRef is the name of a listener of its Gateway',
      why: 'Otherwise the route is not attached: NoMatchingParent, or NoMatchingListenerHostname if the hostname fits no listener either (run: section-missing, section-missing-host). Judged only where the Gateway is in the input.',
      words: ({ gateway, section, listeners }: { gateway: string; section: string; listeners: string[] }) => ({
        message: `Gateway ${gateway} has no listener "${section}"; it has ${listeners.map((name) => `"${name}"`).join(', ')}`,
        repair: listeners.length === 1 ? `did you mean "${listeners[0]}"?` : 'write the name of one of them',
      }),
      bad: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: lan, namespace: shop }
        spec:
          gatewayClassName: cilium
          listeners: [{ name: http, port: 80, protocol: HTTP }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: web, namespace: shop }
        spec:
          parentRefs: [{ name: lan, sectionName: https }]
          rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      `,
      good: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: lan, namespace: shop }
        spec:
          gatewayClassName: cilium
          listeners: [{ name: http, port: 80, protocol: HTTP }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: web, namespace: shop }
        spec:
          parentRefs: [{ name: lan, sectionName: http }]
          rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      `,
    },
  ],
  check(world, report) {
    const targets = world.model(TARGETS);
    for (const { from, path, target, section, inValues = false } of world.model(REFERENCES)) {
      if (section === undefined || target.kind !== 'Gateway' || isPlaceholder(section)) continue;
      const gateways = targets.of(from, target);
      if (gateways.length === 0 || !gateways.every((gateway) => targets.isWhole(gateway))) continue;
      const names = gateways.flatMap(listenerNames);
      if (names.length === 0 || names.includes(section) || names.some(isPlaceholder)) continue;
      // What a chart makes of its values is its own affair.
      const level = inValues ? 'warning' : 'error';
      report[level]('reference/listener', from, [...path, 'sectionName'], {
        gateway: target.name,
        section,
        listeners: names,
      });
    }
  },
};

function listenerNames({ manifest }: CheckedObject): string[] {
  return listAt(manifest, 'spec', 'listeners').flatMap((listener) => textAt(listener, 'name') ?? []);
}
