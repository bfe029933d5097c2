// What a policy needs of Cilium beyond policies as such.
import { Feature } from '../cluster';
import { isMap, PlainMap } from '../manifest';
import { DefaultDeny } from './default-deny';
import { PolicyContent } from './policy-content';
import { PeerKind } from './rule';

/** Features that a policy requires, each with the reason. Reads no construct, so that it may be asked for at any time. @internal */
export function neededFeatures(
  { subject, defaultDeny, inputs, raw }: PolicyContent,
  own: readonly PlainMap[],
): [Feature, string][] {
  const rules: PlainMap[] = [...Object.values(raw).flat(), ...own];
  const items = rules.flatMap((rule) => (Array.isArray(rule.toPorts) ? (rule.toPorts as unknown[]).filter(isMap) : []));
  const names =
    inputs.some(({ peer }) => peer._kind === PeerKind.FQDNS) || rules.some((rule) => Array.isArray(rule.toFQDNs));
  const contents =
    inputs.some(({ ports }) => ports.some((port) => Object.keys(port._contents()).length > 0)) ||
    items.some((item) =>
      ['rules', 'serverNames', 'listener', 'terminatingTLS', 'originatingTLS'].some(
        (field) => item[field] !== undefined,
      ),
    );
  const nodePeers =
    inputs.some(({ peer }) => peer._kind === PeerKind.NODES) ||
    rules.some((rule) => rule.fromNodes !== undefined || rule.toNodes !== undefined);
  const needs: [Feature, string][] = [];
  if (names) needs.push([Feature.L7_PROXY, 'rules by name learn addresses from the DNS answers that pass the proxy']);
  else if (contents) needs.push([Feature.L7_PROXY, 'its rules look at the contents of connections']);
  if (defaultDeny !== undefined && defaultDeny !== DefaultDeny.BOTH)
    needs.push([Feature.NON_DEFAULT_DENY_POLICIES, 'it adds to what passes without switching default deny on']);
  if (subject._ofNodes) needs.push([Feature.HOST_FIREWALL, 'it is a policy on nodes']);
  if (inputs.some(({ ports }) => ports.some((port) => port._portless)))
    needs.push([Feature.EXTENDED_IP_PROTOCOLS, 'its rules are about protocols without ports']);
  if (nodePeers) needs.push([Feature.NODE_SELECTOR_LABELS, 'its rules select nodes by label']);
  return needs;
}
