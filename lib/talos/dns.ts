// How the nodes find names: DNS servers, search domains, names that they know, and the DNS server of the host for the pods.
import { PlainMap } from '../manifest';
import { document, said, unlessEmpty } from './documents';
import { EVERY_NODE, inForm, inLinkForm, Statement, Subject, usesDocuments } from './statement';

export function resolvers({ cluster }: Subject): Statement[] {
  const { nameservers, searchDomains, ownSearchDomain } = cluster._props;
  const config = unlessEmpty({
    nameservers: nameservers?.map(({ address }) => address),
    searchDomains,
    disableSearchDomain: ownSearchDomain === undefined ? undefined : !ownSearchDomain,
  });
  if (config === undefined) return [];
  const fields = said({
    nameservers: nameservers?.map(({ address, _protocol: protocol, _tlsServerName: tlsServerName }) =>
      said({ address, protocol, tlsServerName }),
    ),
    searchDomains: unlessEmpty({
      domains: searchDomains,
      disableDefault: ownSearchDomain === undefined ? undefined : !ownSearchDomain,
    }),
  });
  const documents = [document('ResolverConfig', fields)];
  // The generated configuration of the documents form has the document, beside which the fields are refused.
  if (usesDocuments(cluster)) return [{ target: EVERY_NODE, documents }];
  return [inLinkForm(cluster, EVERY_NODE, { v1alpha1: { machine: { network: config } }, documents })];
}

export function hostDns({ cluster }: Subject): Statement[] {
  const { hostDnsForwarding: forward, hostDnsMemberNames: resolveMemberNames } = cluster._props;
  const fields = unlessEmpty({ forwardKubeDNSToHost: forward, resolveMemberNames });
  if (fields === undefined) return [];
  // Forwarding without the server is refused; the server itself is on in every generated configuration.
  const whole: PlainMap = forward === true || resolveMemberNames === true ? { enabled: true, ...fields } : fields;
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: { machine: { features: { hostDNS: whole } } },
      documents: [document('ResolverConfig', { hostDNS: whole })],
    }),
  ];
}

export function staticHosts({ cluster }: Subject): Statement[] {
  const hosts = Object.entries(cluster._props.staticHosts ?? {});
  if (hosts.length === 0) return [];
  return [
    inLinkForm(cluster, EVERY_NODE, {
      v1alpha1: { machine: { network: { extraHostEntries: hosts.map(([ip, aliases]) => ({ ip, aliases })) } } },
      documents: hosts.map(([name, names]) => document('StaticHostConfig', { name, hostnames: names })),
    }),
  ];
}
