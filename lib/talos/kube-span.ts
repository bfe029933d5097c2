// KubeSpan: the mesh between the nodes, and the endpoints that a node announces besides its own.
import { KubeSpanOptions } from '../cluster';
import { PlainMap } from '../manifest';
import { document, said, unlessEmpty } from './documents';
import { EVERY_NODE, Statement, Subject, targetOfNode } from './statement';

export function kubeSpan({ cluster }: Subject): Statement[] {
  const { kubeSpan: options } = cluster;
  const endpoints = cluster._nodes.flatMap((node) => {
    const { kubeSpanEndpoints } = node._options;
    return kubeSpanEndpoints === undefined
      ? []
      : [
          {
            target: targetOfNode(node),
            documents: [document('KubeSpanEndpointsConfig', { extraAnnouncedEndpoints: kubeSpanEndpoints })],
          },
        ];
  });
  if (options === undefined || options.managed === false) return endpoints;
  const fields = fieldsOf(options);
  return [
    // Whatever form the rest has: from 1.13 on talosctl generates the document, and both at once are refused.
    cluster._features.kubeSpanDocument
      ? { target: EVERY_NODE, documents: [document('KubeSpanConfig', fields)] }
      : { target: EVERY_NODE, config: { machine: { network: { kubespan: fields } } } },
    ...endpoints,
  ];
}

function fieldsOf(options: KubeSpanOptions): PlainMap {
  return said({
    enabled: true,
    advertiseKubernetesNetworks: options.advertiseKubernetesNetworks,
    allowDownPeerBypass: options.allowDownPeerBypass,
    harvestExtraEndpoints: options.harvestExtraEndpoints,
    mtu: options.mtu,
    filters: unlessEmpty({
      endpoints: options.endpointFilters,
      excludeAdvertisedNetworks: options.excludeAdvertisedNetworks,
    }),
  });
}
