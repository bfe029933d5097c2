// Advertisements of Services: one whose selector takes none of the Services that have an address announces nothing.
import { readBgpAdvertisement } from '../../../models/load-balancer';
import { yaml } from '../../../problem';
import { CLUSTERS } from '../../../world/derived/clusters';
import { listAt, mapAt } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { BalancedService, LOAD_BALANCING, takesService } from '../../../world/derived/load-balancing';
import { selectorKeys } from '../../../world/derived/selectors';
import { CheckedObject, World } from '../../../world/types';
import { levelOfAbsence, Rule } from '../../rule';

/** An advertisement of Services announces one. */
export const BGP_SERVICES: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/bgp-services',
      title: 'The selector of an advertisement takes a Service of type LoadBalancer',
      why: 'The session comes up and announces nothing (read in pkg/bgp/manager/reconciler/service.go of 1.18 to 1.20). Selectors look at the labels of the Service; of a Gateway only those of spec.infrastructure reach it. Charts make Services that a folder does not show: there this is a note.',
      words: ({ services }: { services: string[] }) => ({
        message: `the selector takes none of the Services with an address: ${services.join(', ')}`,
        repair:
          'write a label that one of them has, or put the label on the Service (on a Gateway: spec.infrastructure.labels)',
      }),
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: { matchLabels: { announce: bgp } } }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { type: LoadBalancer, ports: [{ port: 80 }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: { matchLabels: { announce: bgp } } }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop, labels: { announce: bgp } }
        spec: { type: LoadBalancer, ports: [{ port: 80 }] }
      `,
    },
  ],
  check(world, report) {
    const kustomize = world.model(KUSTOMIZE);
    for (const object of world.of('cilium.io', 'CiliumBGPAdvertisement')) {
      const services = balanced(world, object);
      if (services.length === 0 || services.some(({ at }) => kustomize.mayLabel(at))) continue;
      for (const { index, type, selector, addresses } of readBgpAdvertisement(object.manifest).entries) {
        // ClusterIPs and external addresses are those of other Services as well.
        const onlyBalanced = addresses?.every((kind) => kind === 'LoadBalancerIP') === true;
        const written = mapAt(listAt(object.manifest, 'spec', 'advertisements')[index]).selector;
        if (type !== 'Service' || !selector.written || !onlyBalanced || selectorKeys(written).length === 0) continue;
        if (services.some((each) => takesService(world, written, each) !== false)) continue;
        report[levelOfAbsence(world, !holdsCharts(world))](
          'reference/bgp-services',
          object,
          ['spec', 'advertisements', index, 'selector'],
          { services: services.map(({ title }) => title) },
          services.map(({ at }) => at),
        );
      }
    }
  },
};

/** Services of the advertisement's cluster that get an address. */
function balanced(world: World, object: CheckedObject): BalancedService[] {
  return world
    .model(LOAD_BALANCING)
    .flatMap(({ services }) => services)
    .filter(({ at, service }) => service.type === 'LoadBalancer' && world.model(CLUSTERS).together(object, at));
}

/** Somebody installs charts, whose Services nobody sees here. */
function holdsCharts(world: World): boolean {
  return world.of('helm.toolkit.fluxcd.io', 'HelmRelease').length + world.of('argoproj.io', 'Application').length > 0;
}
