// The cluster's DNS service as a peer, and the rule that lets pods ask it. Talos runs CoreDNS with these labels.
import { PlainMap } from '../manifest';
import { DnsRule } from './dns-rule';
import { Port } from './port';
import { Direction, PeerKind, rulesYaml } from './rule';
import { NAMESPACE_LABEL } from '../models/agent';

/** Namespace of the DNS service. */
export const DNS_NAMESPACE = 'kube-system';
/** Labels of the DNS pods; Talos and kubeadm give CoreDNS the name of its predecessor. */
const DNS_LABELS = { [NAMESPACE_LABEL]: DNS_NAMESPACE, 'k8s:k8s-app': 'kube-dns' };

/** The egress rule to the DNS service: 53 on UDP, and on TCP for answers that do not fit. @internal */
export function dnsServiceRule(names: readonly DnsRule[]): PlainMap {
  const ports = [Port.udp(53), Port.tcp(53)].map((port) => (names.length === 0 ? port : port.dns(...names)));
  return rulesYaml(Direction.EGRESS, { kind: PeerKind.ENDPOINTS, item: { matchLabels: { ...DNS_LABELS } } }, ports)[0]!;
}

/**
 * The same for the names of toFQDNs entries: the proxy learns the addresses of a name from the answers that pass this rule.
 *
 * @param entries entries of toFQDNs, `{ matchName }` or `{ matchPattern }`
 * @internal
 */
export function dnsRuleOf(entries: readonly PlainMap[]): PlainMap {
  const texts = [...new Set(entries.map((entry) => JSON.stringify(entry)))].sort();
  const rule = dnsServiceRule([DnsRule.any()]);
  const [item] = rule.toPorts as PlainMap[];
  return { ...rule, toPorts: [{ ...item, rules: { dns: texts.map((text) => JSON.parse(text) as PlainMap) } }] };
}
