// NetworkPolicies that the values ask for.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, NotUnderstood, Refused } from '../template/go-values';
import { filledTree } from '../template/yaml-text';
import { controllerLabels } from './controllers';
import { objectName } from './names';
import { Release } from './release';

/** The NetworkPolicy objects. @internal */
export function policyObjects(release: Release): PlainMap[] {
  const entries = release.enabled('networkpolicies');
  return entries.map(([identifier, values]) => {
    const spec: PlainMap = {
      podSelector: podSelector(release, identifier, values),
      policyTypes: types(identifier, values),
    };
    for (const [direction, peers] of Object.entries({ ingress: 'from', egress: 'to' })) {
      const rules = dig(values, 'rules', direction);
      // An empty list is left out, which Kubernetes reads as nothing allowed.
      if (isEmpty(rules)) continue;
      refuseControllers(rules, peers);
      spec[direction] = filledTree(rules, release.root);
    }
    const name = objectName(release, 'networkpolicies', identifier, values, entries.length);
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: release.metadata(name, values),
      spec,
    };
  });
}

function podSelector(release: Release, identifier: string, values: PlainMap): unknown {
  const newer = release.version.has('policy of the only controller');
  if (Object.hasOwn(values, 'podSelector')) {
    if (newer && !isEmpty(values.controller))
      throw new Refused('template', `controller beside podSelector. (NetworkPolicy ${identifier})`);
    return values.podSelector;
  }
  const enabled = release.enabled('controllers');
  const controller = isEmpty(values.controller) && newer && enabled.length === 1 ? enabled[0]![0] : values.controller;
  if (isEmpty(controller))
    throw new Refused('template', `controller reference or podSelector is required. (NetworkPolicy ${identifier})`);
  const extra = values.extraSelectorLabels;
  return { matchLabels: { ...controllerLabels(release, controller), ...(isMap(extra) ? extra : {}) } };
}

function types(identifier: string, values: PlainMap): unknown {
  if (isEmpty(values.policyTypes))
    throw new Refused('template', `policyTypes is required. (NetworkPolicy ${identifier})`);
  const bad = (values.policyTypes as unknown[]).find((type) => type !== 'Ingress' && type !== 'Egress');
  if (bad !== undefined)
    throw new Refused('template', `Not a valid policyType. (NetworkPolicy ${identifier}, value ${String(bad)})`);
  return values.policyTypes;
}

/** A peer by the identifier of a controller came after what is known well. */
function refuseControllers(rules: unknown, peers: string): void {
  for (const rule of Array.isArray(rules) ? (rules as unknown[]) : []) {
    const of = dig(rule, peers);
    if (Array.isArray(of) && of.some((peer) => isMap(peer) && Object.hasOwn(peer, 'controller')))
      throw new NotUnderstood('a peer of a NetworkPolicy by the identifier of a controller');
  }
}
