// What a policy needs of Cilium beyond policies as such.
import { Feature, FeatureRequirement } from '../cluster';
import { isMap, PlainMap } from '../manifest';
import { DefaultDeny } from './default-deny';
import { PeerKind } from './peer';
import { PolicyContents } from './policy-contents';
import { SubjectKind } from './subject';

/** Features that a policy requires. Reads no other construct, so that it may be asked for at any time. @internal */
export function neededFeatures(policy: PolicyContents): FeatureRequirement[] {
  const raw: PlainMap[] = Object.values(policy._raw).flat();
  const items = raw.flatMap((rule) => (Array.isArray(rule.toPorts) ? (rule.toPorts as unknown[]).filter(isMap) : []));
  const typed = policy._inputs;
  const names =
    typed.some(({ peer }) => peer._kind === PeerKind.FQDNS) || raw.some((rule) => Array.isArray(rule.toFQDNs));
  const contents =
    typed.some(({ ports }) => ports.some((port) => Object.keys(port._contents()).length > 0)) ||
    items.some((item) =>
      ['rules', 'serverNames', 'listener', 'terminatingTLS', 'originatingTLS'].some(
        (field) => item[field] !== undefined,
      ),
    );
  const nodePeers =
    typed.some(({ peer }) => peer._kind === PeerKind.NODES) ||
    raw.some((rule) => rule.fromNodes !== undefined || rule.toNodes !== undefined);
  const need = (feature: Feature, reason: string): FeatureRequirement => ({ feature, by: policy, reason });
  return [
    ...(names
      ? [need(Feature.L7_PROXY, 'rules by name learn addresses from the DNS answers that pass the proxy')]
      : contents
        ? [need(Feature.L7_PROXY, 'its rules look at the contents of connections')]
        : []),
    ...(policy._defaultDeny !== undefined && policy._defaultDeny !== DefaultDeny.BOTH
      ? [need(Feature.NON_DEFAULT_DENY_POLICIES, 'it adds to what passes without switching default deny on')]
      : []),
    ...(policy.subject._kind === SubjectKind.NODES ? [need(Feature.HOST_FIREWALL, 'it is a policy on nodes')] : []),
    ...(nodePeers ? [need(Feature.NODE_SELECTOR_LABELS, 'its rules select nodes by label')] : []),
  ];
}
