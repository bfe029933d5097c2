// How repairs of policies are said to who writes the program.
import { registerVoice } from '../problem';

const INSIDE: Readonly<Record<string, string>> = {
  pod: 'write Peer.workload(...), Peer.labels(...) or Peer.namespace(...)',
  service: 'a Service is translated before policies are asked: write the pods behind it',
  node: 'write Peer.host(), Peer.remoteNode() or Peer.kubeApiServer()',
  'load-balancer': 'the address is translated inside of the cluster: write the pods behind the Service',
};

registerVoice({
  'cilium/no-rules': () =>
    'add a rule with allowFrom, allowTo, denyFrom or denyTo, or write a DenyAllPolicy to deny everything',
  'policy/host-network': ({ as }) =>
    as === 'subject'
      ? 'write a CiliumClusterwidePolicy with Subject.nodes(...), or give the pods a network of their own'
      : 'write Peer.host() and Peer.remoteNode()',
  'policy/cidr-in-cluster': ({ inside }) => INSIDE[String(inside)],
  'policy/additive-l7': () =>
    'leave the contents open (DnsRule.any(), no http, no names), or let the policy deny by default',
  'policy/fqdn-without-dns': () =>
    'write allowTo(Peer.fqdn(...)), which brings the DNS rule, or see that another policy of the same pods has rules.dns',
  'policy/services-missing': () =>
    'write Peer.service(service) for a Service of the program, or Peer.labels(...) for the pods behind it',
  'policy/group-missing': () => 'write a CiliumCidrGroup, and name it with Peer.cidrGroup(group.groupName)',
  'policy/redirected-dns': () =>
    "add .allowTo(Peer.labels({ 'k8s-app': 'node-local-dns' }, 'kube-system'), Port.udp(53), Port.tcp(53)), as far as the cache has these labels",
  'policy/host-ports': () =>
    'write a TalosHostFirewall, or allow them: from Peer.cluster() what nodes and pods need of each other, from your own network the Talos and Kubernetes APIs',
  'policy/deny-kube-system': () =>
    'let CoreDNS take 53 from the cluster and reach Peer.kubeApiServer() and its upstream, and do so for all else that runs there',
});
