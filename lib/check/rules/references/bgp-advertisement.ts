// BGP peers pick advertisements by label; a peer that picks none announces nothing.
import { readBgpAdvertisement } from '../../../models/load-balancer';
import { isMap } from '../../../manifest';
import { CLUSTERS } from '../../../world/derived/clusters';
import { listAt, mapAt } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { matchesSelector } from '../../../world/derived/selectors';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** The selector of a peer's family picks an advertisement. */
export const BGP_ADVERTISEMENT: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/bgp-advertisement',
      title: 'The advertisements selector of a CiliumBGPPeerConfig picks a CiliumBGPAdvertisement',
      why: 'Peers find advertisements by the labels of the object, not by name: a label that no advertisement has means that the session comes up and announces nothing. Judged only where advertisements are in the input.',
      words: ({ advertisements }: { advertisements: string[] }) => ({
        message: `picks none of the advertisements: ${advertisements.join(', ')}`,
        repair: 'write the labels of an advertisement, or put the label on it',
      }),
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: {} }] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPPeerConfig
        metadata: { name: router }
        spec:
          families:
            - { afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: bgp } } }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: {} }] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumBGPPeerConfig
        metadata: { name: router }
        spec:
          families:
            - { afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: services } } }
      `,
    },
    {
      code: 'reference/bgp-selector',
      title: 'An advertisement of type Service has a selector',
      why: 'Without one it selects no Service: the session comes up and announces nothing (read in pkg/bgp/manager/reconciler/service.go of 1.18 to 1.20).',
      words: () => ({
        message: 'advertisementType Service without a selector: no Service is advertised',
        repair:
          'write a selector; {matchExpressions: [{key: never, operator: NotIn, values: [used]}]} takes every Service',
      }),
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] } }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumBGPAdvertisement
        metadata: { name: services, labels: { advertise: services } }
        spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: {} }] }
      `,
    },
  ],
  check(world, report) {
    for (const object of world.of('cilium.io', 'CiliumBGPAdvertisement'))
      for (const { index, type, selector } of readBgpAdvertisement(object.manifest).entries)
        if (type === 'Service' && !selector.written)
          report.warning('reference/bgp-selector', object, ['spec', 'advertisements', index], {});
    const kustomize = world.model(KUSTOMIZE);
    for (const peer of world.of('cilium.io', 'CiliumBGPPeerConfig')) {
      const all = world
        .of('cilium.io', 'CiliumBGPAdvertisement')
        .filter((each) => world.model(CLUSTERS).together(peer, each));
      if (all.length === 0 || all.some((each) => kustomize.mayLabel(each))) continue;
      listAt(peer.manifest, 'spec', 'families').forEach((family, index) => {
        const selector = mapAt(family).advertisements;
        if (
          !isMap(selector) ||
          all.some(({ manifest }) => matchesSelector(selector, mapAt(manifest, 'metadata', 'labels')) !== false)
        )
          return;
        report.warning(
          'reference/bgp-advertisement',
          peer,
          ['spec', 'families', index, 'advertisements'],
          { advertisements: all.map(({ manifest }) => String(manifest.metadata.name)) },
          all,
        );
      });
    }
  },
};
