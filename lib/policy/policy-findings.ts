// What is wrong with a policy in its app: known only when all rules, workloads and overrides are there.
import { Boundary, TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt, WorkloadView } from '../construct';
import { isMap, PlainMap } from '../manifest';
import { Cidr, IpRange } from '../net';
import { DefaultDeny } from './default-deny';
import { hostPortFindings } from './host-ports';
import { PeerKind } from './peer';
import type { PolicyBase } from './policy-base';
import { policyProblems } from '../models/agent';
import { Direction } from './rule';
import { portFindings, workloadFindings } from './workload-pods';

/** All findings of one policy. @internal */
export function policyFindings(policy: PolicyBase): Finding[] {
  return [
    ...ruleFindings(policy),
    ...rawNameFindings(policy),
    ...hostPortFindings(policy, policy._spec()),
    ...podFindings(policy),
    ...layer7Findings(policy),
    ...cidrFindings(policy),
    ...manifestFindings(policy),
  ];
}

function hasRules(spec: PlainMap): boolean {
  return ['ingress', 'egress', 'ingressDeny', 'egressDeny'].some(
    (list) => Array.isArray(spec[list]) && (spec[list] as unknown[]).length > 0,
  );
}

function ruleFindings(policy: PolicyBase): Finding[] {
  const path = policy.node.path;
  if (!hasRules(policy._spec())) {
    return [
      errorAt(
        path,
        'cilium/no-rules',
        'the policy has no rule: Cilium refuses it, and then nothing is enforced, all traffic passes',
        'add a rule with allowFrom, allowTo, denyFrom or denyTo, or write a DenyAllPolicy to deny everything',
      ),
    ];
  }
  return [];
}

/** Names in raw rules, which bring no DNS rule by themselves. */
function rawNameFindings(policy: PolicyBase): Finding[] {
  const rules = policy._raw.egress;
  const asksByName = rules.some((rule) => Array.isArray(rule.toFQDNs) && rule.toFQDNs.length > 0);
  const items = ((policy._spec().egress ?? []) as PlainMap[]).flatMap((rule) =>
    Array.isArray(rule.toPorts) ? (rule.toPorts as unknown[]).filter(isMap) : [],
  );
  if (!asksByName || items.some((item) => isMap(item.rules) && Array.isArray(item.rules.dns))) return [];
  return [
    warningAt(
      policy.node.path,
      'policy/fqdn-without-dns',
      'rawEgress names peers in toFQDNs, and no rule of the policy looks at DNS: the proxy learns no addresses from it',
      'write allowTo(Peer.fqdn(...)), which brings the DNS rule, or see that another policy of the same pods has rules.dns',
    ),
  ];
}

/** Findings about the workloads that the policy names, the subject first. */
function podFindings(policy: PolicyBase): Finding[] {
  const path = policy.node.path;
  const findings: Finding[] = [];
  const subject =
    policy.subject._workload === undefined ? undefined : WorkloadView.of(policy.subject._workload, policy);
  if (subject !== undefined) findings.push(...workloadFindings(path, subject, true));
  for (const { direction, deny, peer, options } of policy._inputs) {
    const view = peer._workload === undefined ? undefined : WorkloadView.of(peer._workload, policy);
    if (view !== undefined) findings.push(...workloadFindings(path, view, false));
    const receiver = direction === Direction.INGRESS ? subject : view;
    const ports = options.ports ?? [];
    if (receiver !== undefined) findings.push(...portFindings(path, receiver, ports));
    const named = direction === Direction.EGRESS ? ports.filter((port) => port.name !== undefined) : [];
    for (const port of named) {
      findings.push(
        warningAt(
          path,
          'policy/named-port-egress',
          `port name "${port.name}" in an egress rule: Cilium up to 1.19 looks it up in all pods of the cluster and ${deny ? 'denies' : 'opens'} nothing if two numbers carry it, 1.20 asks each destination`,
          'write the number',
        ),
      );
    }
  }
  return findings;
}

/** Layer 7 rules of a policy that is meant to deny nothing. Source: Documentation/security/policy/intro.rst, "enableDefaultDeny". */
function layer7Findings(policy: PolicyBase): Finding[] {
  if (policy._defaultDeny === undefined || policy._defaultDeny === DefaultDeny.BOTH) return [];
  const path = policy.node.path;
  const open = (direction: Direction) =>
    policy._defaultDeny === DefaultDeny.NONE || `${policy._defaultDeny}` !== `${direction}`;
  const narrow = policy._inputs.filter(({ direction, options }) => {
    const dns = (options.dns ?? []).map((rule) => rule._yaml());
    return (
      open(direction) &&
      ((options.http ?? []).length > 0 || (dns.length > 0 && !dns.some((rule) => rule.matchPattern === '*')))
    );
  });
  return narrow.map(({ direction }) =>
    warningAt(
      path,
      'policy/additive-l7',
      `an HTTP or DNS rule where ${direction} is not in default deny: the proxy still refuses what the rule does not name`,
      'leave the contents open (DnsRule.any(), no http), or let the policy deny by default',
    ),
  );
}

/** Address ranges that lie inside the cluster, where Cilium goes by identity and never by address. */
function cidrFindings(policy: PolicyBase): Finding[] {
  const cluster = TalosCluster.find(policy);
  if (cluster === undefined) return [];
  const inside: [string, IpRange, string][] = [
    ...cluster.podSubnets.map((subnet): [string, IpRange, string] => [
      'pod',
      subnet.range,
      'write Peer.workload(...), Peer.labels(...) or Peer.namespace(...)',
    ]),
    ...cluster.serviceSubnets.map((subnet): [string, IpRange, string] => [
      'service',
      subnet.range,
      'a Service is translated before policies are asked: write the pods behind it',
    ]),
    ...cluster._nodes.map((node): [string, IpRange, string] => [
      'node',
      Cidr.ofAddress(node.address).range,
      'write Peer.host(), Peer.remoteNode() or Peer.kubeApiServer()',
    ]),
  ];
  return policy._inputs.flatMap(({ peer }) => {
    const text =
      peer._kind === PeerKind.CIDR
        ? (peer._item as string)
        : peer._kind === PeerKind.CIDR_SET && isMap(peer._item)
          ? (peer._item.cidr as string | undefined)
          : undefined;
    if (text === undefined) return [];
    const hit = inside.find(([, range]) => range.covers(Cidr.of(text).range));
    return hit === undefined
      ? []
      : [
          warningAt(
            policy.node.path,
            'policy/cidr-in-cluster',
            `${text} lies in the ${hit[0]} addresses of ${cluster.node.path}, and a rule by address never matches what is inside the cluster`,
            hit[2],
          ),
        ];
  });
}

/** The final object as the agent of the app's Cilium will read it: catches what overrides broke. */
function manifestFindings(policy: PolicyBase): Finding[] {
  const minor = Boundary.of(policy).ciliumMinor();
  return policy._manifests().flatMap((manifest) =>
    policyProblems(manifest, minor === undefined ? {} : { minor })
      .filter((problem) => problem.code !== 'cilium/no-rules' || hasRules(policy._spec()))
      .map((problem) => errorAt(policy.node.path, problem.code, `${problem.at}: ${problem.problem}`, problem.repair)),
  );
}
