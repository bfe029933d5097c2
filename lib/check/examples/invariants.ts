// Invariants that the policies break, that name nothing, and that nobody can read: the facts of a shop, and its folder.
import { Files } from '../../problem';

const SHOP = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'shop/web:1.2.3', ports: [{containerPort: 8080}]}]}
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: web}}
  ingress: [{fromEntities: [ENTITY]}]
`;
const stating = (never: string, entity = 'cluster') => ({
  'cluster.facts': `complete: true\ninvariants:\n  - never: ${never}\n`,
  'shop.yaml': SHOP.replace('ENTITY', entity),
});
const PRIVATE = 'from world to namespace shop';

/** Code, what gets it, and the same as it should be. */
export const INVARIANT_EXAMPLES: readonly (readonly [code: string, bad: Files, good: Files])[] = [
  ['invariant/broken', stating(PRIVATE, 'world'), stating(PRIVATE)],
  ['invariant/names-nothing', stating('from world to namespace shp'), stating(PRIVATE)],
  ['invariant/text', stating('world to shop'), stating(PRIVATE)],
];
