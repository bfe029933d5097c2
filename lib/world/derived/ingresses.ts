// Ways that Ingresses of Cilium's class open, as its controller serves them. What the input does not say of the controller is taken as the chart has it.
import { ingressWays, IngressPath } from '../../models/gateway';
import { CheckedObject, Model, World } from '../types';
import { installOf } from './cilium-values/cluster-of';
import { listAt } from './fields';

/** An Ingress that the controller serves. */
export interface ServedIngress {
  readonly at: CheckedObject;
  readonly ways: readonly IngressPath[];
}

/** The model: Ingresses in input order; none where the controller is off. */
export const INGRESSES: Model<readonly ServedIngress[]> = {
  name: 'ingresses',
  build: (world) =>
    world.of('networking.k8s.io', 'Ingress').flatMap((at) => {
      const install = installOf(world, at);
      if (install?.isOff('ingressController.enabled') === true) return [];
      const ways = ingressWays(at.manifest, {
        isDefault: install?.isOn('ingressController.default') === true,
        enforceHttps: install?.isOff('ingressController.enforceHttps') !== true,
        portNamed: (namespace, service, port) => portNamed(world, namespace, service, port),
      });
      return ways.length === 0 ? [] : [{ at, ways }];
    }),
};

function portNamed(world: World, namespace: string, name: string, port: string): number | undefined {
  const service = world.find('', 'Service', namespace, name);
  const found = listAt(service?.manifest, 'spec', 'ports').find((each) => (each as { name?: unknown }).name === port);
  const number = (found as { port?: unknown } | undefined)?.port;
  return typeof number === 'number' ? number : undefined;
}
