// The spec of a CiliumL2AnnouncementPolicy, as a pure function.
import { CiliumL2AnnouncementPolicySpec } from '../../imports/cilium.io';
import { PlainMap } from '../manifest';
import { ServiceSelector } from './service-selector';

/** What goes into the policy. @internal */
export interface AnnouncementValues {
  readonly interfaces: readonly string[];
  readonly nodeSelector: PlainMap | undefined;
  readonly serviceSelector: ServiceSelector | undefined;
  readonly loadBalancerIps: boolean;
  readonly externalIps: boolean;
}

/** The spec of a policy. Interfaces are regular expressions that Cilium does not anchor: `eth1` alone takes eth10 and veth1 as well. */
export function l2AnnouncementSpec(values: AnnouncementValues): CiliumL2AnnouncementPolicySpec {
  const escape = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    interfaces: [...new Set(values.interfaces)].sort().map((name) => `^${escape(name)}$`),
    ...(values.nodeSelector === undefined ? {} : { nodeSelector: values.nodeSelector }),
    ...(values.serviceSelector === undefined ? {} : { serviceSelector: values.serviceSelector._spec() }),
    loadBalancerIPs: values.loadBalancerIps,
    externalIPs: values.externalIps,
  };
}
