// Pod and service networks and the DNS domain, where they are not what Talos generates.
import { PlainMap } from '../manifest';
import { document, said } from './documents';
import { EVERY_NODE, inForm, Statement, Subject, usesDocuments } from './statement';

/** What `talosctl gen config` writes in every minor. Source: T: pkg/machinery/constants; `base` of the engines. */
const GENERATED = { podSubnets: ['10.244.0.0/16'], serviceSubnets: ['10.96.0.0/12'], dnsDomain: 'cluster.local' };

export function network({ cluster }: Subject): Statement[] {
  const podSubnets = cluster.podSubnets.map((subnet) => subnet.toString());
  const serviceSubnets = cluster.serviceSubnets.map((subnet) => subnet.toString());
  const { dnsDomain } = cluster;
  // Each list replaces its own default only, so one alone would mix with the other's and break the rule of equal families.
  const ownSubnets =
    String(podSubnets) !== String(GENERATED.podSubnets) || String(serviceSubnets) !== String(GENERATED.serviceSubnets);
  const fields: PlainMap = {
    ...(dnsDomain === GENERATED.dnsDomain ? {} : { dnsDomain }),
    ...(ownSubnets ? { podSubnets, serviceSubnets } : {}),
  };
  const { nodeCidrMaskSizeIpv4, nodeCidrMaskSizeIpv6 } = cluster._props;
  const masks = said({ nodeCIDRMaskSizeIPv4: nodeCidrMaskSizeIpv4, nodeCIDRMaskSizeIPv6: nodeCidrMaskSizeIpv6 });
  if (usesDocuments(cluster)) Object.assign(fields, masks);
  if (Object.keys(fields).length === 0) return [];
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: { cluster: { network: fields } },
      documents: [document('KubeNetworkConfig', fields)],
    }),
  ];
}
