// The cluster's DNS service as a peer, and the rule that lets pods ask it. Talos runs CoreDNS with these labels.
import { IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { PlainMap } from '../manifest';
import { DnsRule } from './dns-rule';
import { Port } from './port';
import { Direction, PeerKind, rulesYaml } from './rule';
import { NAMESPACE_LABEL } from '../models/agent';

/** Namespace of the DNS service. */
export const DNS_NAMESPACE = 'kube-system';
/** Labels of the DNS pods; Talos and kubeadm give CoreDNS the name of its predecessor. */
const DNS_LABELS = { [NAMESPACE_LABEL]: DNS_NAMESPACE, 'k8s:k8s-app': 'kube-dns' };

/** A construct that hands questions to the DNS service to other pods. */
interface BeforeDns {
  /** Selector of these pods; undefined for a redirect of something else. */
  _dnsCache?(): PlainMap | undefined;
}

/**
 * The egress rule to the DNS service: 53 on UDP, and on TCP for answers that do not fit. Where the app redirects its questions to pods on the same
 * node, it names these too, since policies then see them as the peer. Call at synth only.
 *
 * @internal
 */
export function dnsServiceRule(policy: IConstruct, names: readonly DnsRule[]): PlainMap {
  const ports = [Port.udp(53), Port.tcp(53)].map((port) => (names.length === 0 ? port : port.dns(...names)));
  const [rule] = rulesYaml(
    Direction.EGRESS,
    { kind: PeerKind.ENDPOINTS, item: { matchLabels: { ...DNS_LABELS } } },
    ports,
  );
  const caches = Boundary.of(policy)
    .all(Role.LOCAL_REDIRECT)
    .flatMap((redirect) => (redirect as BeforeDns)._dnsCache?.() ?? []);
  return { ...rule, toEndpoints: [...(rule!.toEndpoints as PlainMap[]), ...caches] };
}

/**
 * The same for the names of toFQDNs entries: the proxy learns the addresses of a name from the answers that pass this rule.
 *
 * @param entries entries of toFQDNs, `{ matchName }` or `{ matchPattern }`
 * @internal
 */
export function dnsRuleOf(policy: IConstruct, entries: readonly PlainMap[]): PlainMap {
  const texts = [...new Set(entries.map((entry) => JSON.stringify(entry)))].sort();
  const rule = dnsServiceRule(policy, [DnsRule.any()]);
  const [item] = rule.toPorts as PlainMap[];
  return { ...rule, toPorts: [{ ...item, rules: { dns: texts.map((text) => JSON.parse(text) as PlainMap) } }] };
}
