// Selectors of namespaces on listeners that Cilium's operator cannot read.
import { GatewayFeatures, gatewayFeatures } from '../../../models/gateway';
import { listAt } from '../../../world/derived/fields';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';
import { BrokenSelector, brokenIn, selectorWords } from '../selector-words';

interface Data extends BrokenSelector {
  readonly effect: 'ends' | 'nobody';
}

const GROUP = 'gateway.networking.k8s.io';
const EFFECT: Readonly<Record<Data['effect'], string>> = {
  ends: "as soon as a route names the Gateway, Cilium's operator ends by a panic, again and again, for every Gateway of the cluster",
  nobody: 'no route of any namespace attaches to the listener',
};

/** Selectors are readable. */
export const SELECTORS: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/selector',
      title: 'The selector of allowedRoutes has values for In and NotIn, and none for Exists and DoesNotExist',
      why: 'The schema lets it through. The operator of 1.18 ends by a panic when it compares a route with it, later ones take no route (LabelSelectorAsSelector; run: bad selectors of generated sets).',
      bad: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: web, namespace: shop }
        spec:
          gatewayClassName: cilium
          listeners:
            - name: http
              port: 80
              protocol: HTTP
              allowedRoutes: { namespaces: { from: Selector, selector: { matchExpressions: [{ key: team, operator: In }] } } }
      `,
      good: yaml`
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: web, namespace: shop }
        spec:
          gatewayClassName: cilium
          listeners:
            - name: http
              port: 80
              protocol: HTTP
              allowedRoutes: { namespaces: { from: Selector, selector: { matchExpressions: [{ key: team, operator: In, values: [shop] }] } } }
      `,
      words: (data: Data) => {
        const { message, repair } = selectorWords(data);
        return { message: `${message}: ${EFFECT[data.effect]}`, repair };
      },
    },
  ],
  check(world, report) {
    const features: GatewayFeatures = gatewayFeatures(world.versions.cilium);
    for (const kind of ['Gateway', 'ListenerSet'])
      for (const object of world.of(GROUP, kind))
        listAt(object.manifest, 'spec', 'listeners').forEach((_, index) => {
          const place = ['spec', 'listeners', index, 'allowedRoutes', 'namespaces', 'selector'];
          for (const { path, data } of brokenIn(object, place))
            report.error('gateway/selector', object, path, {
              ...data,
              effect: features.badSelectorPanics ? 'ends' : 'nobody',
            } satisfies Data);
        });
  },
};
