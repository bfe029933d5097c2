// Bad input and what is said about it, word for word.
import { ApiObject } from 'cdk8s';
import { ValidationError } from '../../lib/construct';
import { Protocol, ValueError } from '../../lib/net';
import {
  CiliumClusterwidePolicy,
  CiliumPolicy,
  DnsRule,
  HeaderMatch,
  HttpRule,
  IcmpType,
  LabelExpression,
  Peer,
  Policies,
  Port,
  SecretReference,
  Subject,
} from '../../lib/policy';
import { deployment, newApp, newChart } from './shop';

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ValueError || error instanceof ValidationError)
      return `${error.code}: ${error.problem} → ${error.repair}`;
    throw error;
  }
  return 'accepted';
}

const pods = { subject: Subject.labels({ role: 'api' }) };

test.each<[() => unknown, string]>([
  [
    () => Peer.namespaceLabels({ 'a-label-of-twenty-nine-letters': 'b' }),
    'policy/label-source: label key of 61 characters: "io.cilium.k8s.namespace.labels.a-label-of-twenty-nine-letters" → Cilium up to 1.19 takes 59 where the key has no prefix with "/": select by another label',
  ],
  [
    () => Peer.labels({}),
    'policy/empty-selector: a selector without labels selects everything → write Peer.namespace(name) for all pods of a namespace, Peer.anyNamespace() for all pods',
  ],
  [
    () => Subject.labels({}),
    'policy/empty-selector: a selector without labels selects everything → write Subject.namespace() for all pods of the namespace',
  ],
  [
    () => Peer.namespaceLabels({}),
    'policy/empty-selector: a selector of namespaces without labels selects every pod → write Peer.anyNamespace() if all pods are meant',
  ],
  [
    () => Peer.nodes({}),
    'policy/empty-selector: a selector of nodes without labels selects every node → write Peer.remoteNode()',
  ],
  [
    () => Peer.labels({ 'kubernetes.io/metadata.name': 'kube-system' }),
    'policy/filtered-label: label "kubernetes.io/metadata.name" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → it is a label of namespaces: name the namespace, as in Peer.namespace("kube-system") or "k8s:io.kubernetes.pod.namespace"',
  ],
  [
    () => Subject.labels({ 'pod-template-hash': 'abc' }),
    'policy/filtered-label: label "pod-template-hash" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → it changes with every rollout: select by the labels of the Deployment',
  ],
  [
    () => Subject.labels({ 'k8s:statefulset.kubernetes.io/pod-name': 'db-0' }),
    'policy/filtered-label: label "k8s:statefulset.kubernetes.io/pod-name" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → one pod of a StatefulSet cannot be selected: select all of them by the labels of the StatefulSet',
  ],
  [
    () => Subject.labels({ 'topology.kubernetes.io/zone': 'a' }),
    'policy/filtered-label: label "topology.kubernetes.io/zone" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → zones are labels of nodes, not of pods',
  ],
  [
    () => Subject.labels({ 'k8s.app': 'a' }),
    'policy/filtered-label: label key "k8s.app" begins with a source, but with a dot → did you mean "k8s:app"?',
  ],
  [
    () => Subject.labels({ 'reserved:host': '' }),
    'policy/label-source: label key "reserved:host" has the source "reserved", which no pod label has → write Peer.entity(...) for what Cilium calls "host"',
  ],
  [
    () => Subject.labels({ 'kubernetes:app': 'a' }),
    'policy/label-source: label key "kubernetes:app" has the source "kubernetes", which no pod label has → did you mean "app"?',
  ],
  [
    () => Subject.labels({ app: 'a', 'any:app': 'b' }),
    'policy/label-source: one label twice: "app" and "any:app" → write "app" once',
  ],
  [
    () => Subject.labels({ app: 'a b' }),
    'manifest/label: not a label value: "a b" of "app" → write a string of at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ],
  [
    () => Subject.labels({ ['a'.repeat(60)]: 'b' }),
    `policy/label-source: label key of 60 characters: "${'a'.repeat(60)}" → Cilium up to 1.19 takes 59 where the key has no prefix with "/": select by another label`,
  ],
  [
    () => Peer.namespace('Shop'),
    'manifest/name: not a name for a Namespace: "Shop" → write a DNS label of at most 63 characters, such as "shop"',
  ],
  [
    () => Peer.entity('wrold' as any),
    'policy/entity: not an entity: "wrold" → write one of: all, world, cluster, cluster-mesh, host, remote-node, kube-apiserver, ingress, init, health, unmanaged',
  ],
  [
    () => Peer.cidr('10.0.0.1/8'),
    'net/cidr-host-bits: CIDR with host bits set: "10.0.0.1/8" → did you mean "10.0.0.0/8"?',
  ],
  [
    () => Peer.cidr('10.0.0.1'),
    'net/cidr-invalid: CIDR without prefix length: "10.0.0.1" → did you mean "10.0.0.1/32"?',
  ],
  [
    () => Peer.cidr('10.0.0.0/8', ['11.0.0.0/16']),
    'policy/cidr-except: exception 11.0.0.0/16 does not lie in 10.0.0.0/8 → write networks inside of it, or leave the exception out',
  ],
  [
    () => Peer.cidr('10.0.0.0/8', ['10.0.0.0/4']),
    'net/cidr-host-bits: CIDR with host bits set: "10.0.0.0/4" → did you mean "0.0.0.0/4"?',
  ],
  [
    () => Peer.cidr('10.0.0.0/8', ['10.0.0.0/8']),
    'policy/cidr-except: exception 10.0.0.0/8 takes all of 10.0.0.0/8 away → write smaller networks, or leave the rule out',
  ],
  [
    () => Peer.cidrGroup('Partners'),
    'manifest/name: not a name for a CiliumCIDRGroup: "Partners" → write lower-case letters, digits, "-" and ".", such as "partners"',
  ],
  [
    () => Peer.fqdn('https://api.example.com/x'),
    'policy/dns-name: not a DNS name: "https://api.example.com/x" → did you mean "api.example.com"?',
  ],
  [
    () => Peer.fqdn('203.0.113.7'),
    'policy/dns-name: not a DNS name: "203.0.113.7" → it is an address: write Peer.cidr("203.0.113.7/32")',
  ],
  [
    () => Peer.fqdn('*.example.com'),
    'policy/dns-name: a pattern where one name is meant: "*.example.com" → write it with pattern(...) or fqdnPattern(...)',
  ],
  [
    () => Peer.fqdn('api.shop.svc.cluster.local'),
    'policy/dns-in-cluster: "api.shop.svc.cluster.local" is a name inside the cluster, which rules by name never match → write Peer.workload(...), Peer.labels(...) or Peer.namespace(...)',
  ],
  [
    () => Peer.fqdnPattern('a b'),
    'policy/dns-name: not a DNS pattern: "a b" → write letters, digits, "-", "_" and ".", and "*"',
  ],
  [() => DnsRule.name('a..b'), 'policy/dns-name: not a DNS name: "a..b" → write letters, digits, "-", "_" and "."'],
  [
    () => DnsRule.pattern('a'.repeat(256)),
    `policy/dns-name: not a DNS pattern: "${'a'.repeat(256)}" → it has 256 characters, at most 255 are allowed`,
  ],
  [
    () => HttpRule.get('/a(?!b)'),
    'policy/http-rule: HTTP path "/a(?!b)" is no RE2 expression: look-around "(?!" is not in RE2 → write what must match instead of what must not, or two rules',
  ],
  [
    () => HttpRule.get('/(a)\\1'),
    'policy/http-rule: HTTP path "/(a)\\1" is no RE2 expression: escape "\\1" is not in RE2 → RE2 has no back-references: write the alternatives out',
  ],
  [
    () => HttpRule.get('v1/.*'),
    'policy/http-rule: HTTP path "v1/.*" does not begin with "/" → the whole path is matched: did you mean "/v1/.*"?',
  ],
  [
    () => HttpRule.of({ method: 'get' }),
    'policy/http-rule: HTTP method "get" in lower case matches no request → did you mean "GET"?',
  ],
  [
    () => HttpRule.of({}),
    'policy/http-rule: an HTTP rule that asks for nothing → leave the http rules out: a rule without them allows the whole port',
  ],
  [() => HttpRule.of({ headers: ['X Token'] }), 'accepted'],
  [() => HttpRule.of({ headers: [' X'] }), 'policy/http-rule: not a header: " X" → write "Name" or "Name: value"'],
  [
    () => Port.tcp(80).http(),
    'policy/empty-list: .http() without a rule asks for nothing: all would pass → leave .http() out if that is meant',
  ],
  [
    () => Port.udp(53).dns(),
    'policy/empty-list: .dns() without a rule asks for nothing: all would pass → leave .dns() out if that is meant',
  ],
  [
    () => Port.tcp(443).serverNames(),
    'policy/empty-list: .serverNames() without a name asks for nothing: all would pass → leave .serverNames() out if that is meant',
  ],
  [
    () => Port.icmp(),
    'policy/empty-list: Port.icmp() without a type asks for nothing: all would pass → leave Port.icmp() out if that is meant',
  ],
  [
    () => Port.icmp(IcmpType.ping()).http(HttpRule.get('/')),
    'policy/port-contents: ICMP messages have no contents that Cilium looks at → write contents on a port, such as Port.tcp(80)',
  ],
  [
    () => Peer.pods({}),
    'policy/empty-selector: a choice of pods that names nothing → write Peer.ownNamespace(), or Peer.anyNamespace() for all pods',
  ],
  [
    () => Peer.pods({ namespaces: [] }),
    'policy/empty-list: namespaces is an empty list → leave namespaces out, or name one',
  ],
  [
    () => Peer.pods({ namespaces: ['ops'], exceptNamespaces: ['shop'] }),
    'policy/pods: namespaces, exceptNamespaces and anyNamespace exclude each other → write one of them',
  ],
  [
    () => Peer.pods({ labels: { a: 'b' }, clusters: ['east'], anyCluster: true }),
    'policy/pods: clusters and anyCluster exclude each other → write one of them',
  ],
  [
    () => Peer.pods({ expressions: [LabelExpression.exists('kubernetes.io/metadata.name')] }),
    'policy/filtered-label: label "kubernetes.io/metadata.name" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → it is a label of namespaces: name the namespace, as in Peer.namespace("kube-system") or "k8s:io.kubernetes.pod.namespace"',
  ],
  [
    () => LabelExpression.in('app'),
    'policy/empty-list: LabelExpression.in("app") without a value → write at least one value, or exists(...) or doesNotExist(...)',
  ],
  [
    () => LabelExpression.notIn('app', 'a b'),
    'manifest/label: not a label value: "a b" of "value" → write a string of at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ],
  [
    () => Peer.services({}),
    'policy/empty-selector: a selector of Services without labels selects every Service → write at least one label, or Peer.serviceNamed(name, namespace)',
  ],
  [
    () => Peer.service(newChart()),
    'manifest/service: "shop" is no Kubernetes object, not a Service → pass a Service of cdk8s-plus or an ApiObject of kind Service',
  ],
  [
    () => Peer.cidrGroups({}),
    'policy/empty-selector: a selector of groups without labels means everybody: pods, nodes and all addresses → write a label of the groups, or Peer.cidrGroup(name)',
  ],
  [
    () => Peer.cidrGroups({ expressions: [LabelExpression.doesNotExist('tier')] }),
    'policy/group-selector: a selector of groups by a label that they do not have means every address outside of groups, and up to Cilium 1.19 pods and nodes too → write a label that the groups have',
  ],
  [
    () => Port.protocol('OSPF' as any),
    'policy/protocol: not a protocol without ports: "OSPF" → write one of: VRRP, IGMP, GRE, IPIP, IPV6, ESP, AH',
  ],
  [
    () => HeaderMatch.value('X-Token', ''),
    'policy/http-rule: header "X-Token" without a value → write the value, or headers: ["Name"] for any value',
  ],
  [() => HeaderMatch.value('X Token', 'a'), 'policy/http-rule: not the name of a header: "X Token" → write "X-Token"'],
  [
    () => SecretReference.of('-----BEGIN PRIVATE KEY-----', 'shop'),
    'manifest/secret-value: a value of 27 characters was given where the name of a Secret is meant (not shown) → put the value into a Secret of the cluster (by SOPS, External Secrets or cert-manager) and write its name',
  ],
  [
    () => Port.tcp(80).listener('web', { envoyConfig: 'shop', priority: 101 }),
    'policy/listener: priority of a listener: 101 → write a whole number from 1 to 100',
  ],
  [
    () => IcmpType.v4(300),
    'policy/icmp: not an ICMP type: 300 → write a whole number from 0 to 255; 8 (IPv4) and 128 (IPv6) are echo requests',
  ],
])('value %#', (act, message) => {
  expect(refusal(act)).toBe(message);
});

const policy = () => new CiliumPolicy(newChart(), 'p', pods);

test.each<[() => unknown, string]>([
  [
    () => policy().allowFrom(Peer.fqdn('a.example.com')),
    'policy/fqdn-direction: a peer by name in an ingress rule: {"matchName":"a.example.com"} → names work in allowTo(...) only; write Peer.cidr(...) here',
  ],
  [
    () => policy().denyFrom(Peer.host(), Port.tcp(79), Port.tcp(80).http(HttpRule.get('/'))),
    'policy/port-contents: contents on port 80/TCP of a deny rule, which Cilium does not look at → deny the port, or allow in allowFrom(...) only the contents that are meant',
  ],
  [
    () => policy().denyTo(Peer.host(), Port.udp(53).dns(DnsRule.any())),
    'policy/port-contents: contents on port 53/UDP of a deny rule, which Cilium does not look at → deny the port, or allow in allowTo(...) only the contents that are meant',
  ],
  [
    () => policy().denyTo(Peer.fqdn('a.example.com')),
    'policy/fqdn-direction: a peer by name in a deny rule: {"matchName":"a.example.com"} → names work in allowTo(...) only; write Peer.cidr(...) here',
  ],
  [
    () => policy().allowFrom(Peer.host(), Port.udp(80).http(HttpRule.get('/'))),
    'cilium/l7: toPorts[0].ports[0]: HTTP rules on a port of protocol UDP → write protocol: TCP',
  ],
  [
    () => policy().allowFrom(Peer.host(), Port.all(Protocol.TCP).http(HttpRule.get('/'))),
    'cilium/l7: toPorts[0]: HTTP or DNS rules on all ports → write the port',
  ],
  [
    () => policy().allowFrom(Peer.host(), Port.udp(53).dns(DnsRule.any())),
    'cilium/l7: toPorts[0]: DNS rules in an ingress rule → write them in an egress rule of the pods that ask: rules.dns looks at the questions, where they leave',
  ],
  [
    () => policy().allowTo(Peer.host(), Port.range(Protocol.UDP, 53, 54).dns(DnsRule.any())),
    'cilium/l7: toPorts[0].ports[0]: DNS rules on a range of ports → write single ports',
  ],
  [
    () => policy().allowTo(Peer.host(), Port.tcp(53).dns(DnsRule.any()).http(HttpRule.get('/'))),
    'cilium/l7: toPorts[0]: HTTP and DNS rules in one item → write two items of toPorts',
  ],
  [
    () => policy().allowTo(Peer.host(), Port.tcp(443).serverNames('a b')),
    'cilium/l7: toPorts[0].serverNames[0]: not a server name: "a b" → write letters, digits, "-", "_", "." and "*", at most 255',
  ],
  [
    () => policy().allowFrom(Peer.serviceNamed('api', 'shop')),
    'policy/service-direction: a Service in an ingress rule: {"k8sService":{"serviceName":"api","namespace":"shop"}} → Services are reached, they connect to nobody: write Peer.service(service), Peer.workload(...) or Peer.labels(...) for the pods behind it',
  ],
  [
    () => policy().denyFrom(Peer.host().authenticated()),
    'policy/deny-authentication: authentication in a deny rule, where no connection passes → leave .authenticated() out',
  ],
  [
    () => policy().allowFrom(Peer.host(), Port.tcp(80).listener('web', { envoyConfig: 'shop' })),
    'cilium/l7: toPorts[0].listener: a listener in an ingress rule → listeners work in egress rules only',
  ],
  [
    () => policy().allowTo(Peer.host(), Port.tcp(80).serverNames('a.example.com').http(HttpRule.get('/'))),
    'cilium/l7: toPorts[0]: server names together with HTTP or DNS rules, without terminatingTLS → write two rules, or terminate TLS',
  ],
  [
    () => new CiliumPolicy(newChart(), 'p', { subject: Subject.pods({ namespaces: ['ops', 'shop'] }) }),
    'policy/subject: a namespaced policy cannot be about pods of several namespaces → write a CiliumClusterwidePolicy',
  ],
  [
    () =>
      new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.pods({ exceptNamespaces: ['kube-system'] }) }),
    'policy/clusterwide-default-deny: the policy is about the pods of whole namespaces: its first rule would cut off everything that no policy allows → write defaultDeny: DefaultDeny.NONE to only add to what is allowed, or say which directions are denied',
  ],
  [
    () => policy().allowFrom(Peer.workload(newChart())),
    'manifest/workload: "shop" is no Kubernetes object, not a workload → pass one of: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, from cdk8s-plus or as ApiObject',
  ],
  [
    () =>
      new CiliumPolicy(newChart(), 'p', {
        subject: Subject.workload(new ApiObject(newChart(), 's', { apiVersion: 'v1', kind: 'Service' })),
      }),
    'manifest/workload: "shop/s" is a Service, not a workload → pass one of: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, from cdk8s-plus or as ApiObject',
  ],
  [
    () => new CiliumPolicy(newChart(), 'p', { subject: Subject.everything() }),
    'policy/subject: a namespaced policy cannot be about every endpoint of the cluster → write Subject.namespace(), or a CiliumClusterwidePolicy',
  ],
  [
    () => new CiliumPolicy(newChart(), 'p', { subject: Subject.nodes({}) }),
    'policy/subject: a namespaced policy cannot be about nodes → write a CiliumClusterwidePolicy',
  ],
  [
    () => new CiliumPolicy(newChart(), 'p', { subject: Subject.labels({ a: 'b' }, 'ops'), namespace: 'shop' }),
    'policy/namespace: the policy is for namespace "shop", its subject is in "ops": it would select nothing → leave namespace out, or write "ops"',
  ],
  [
    () => new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.namespace() }),
    'policy/subject: a clusterwide policy has no namespace of its own → write Subject.namespace(name), or Subject.everything()',
  ],
  [
    () => new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.everything() }),
    'policy/clusterwide-default-deny: the policy is about every endpoint of the cluster, kube-system too: its first rule would cut off everything that no policy allows → write defaultDeny: DefaultDeny.NONE to only add to what is allowed, or say which directions are denied',
  ],
  [
    () => new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.nodes({}) }),
    'policy/clusterwide-default-deny: the policy is about every node: its first rule would cut off everything that no policy allows → write defaultDeny: DefaultDeny.NONE to only add to what is allowed, or say which directions are denied',
  ],
  [
    () =>
      new CiliumClusterwidePolicy(newChart(), 'p', { subject: Subject.nodes({ a: 'b' }) }).allowFrom(
        Peer.world(),
        Port.tcp(80).http(HttpRule.get('/')),
      ),
    'cilium/l7: toPorts[0]: contents are not looked at in ingress rules on nodes → leave rules out',
  ],
])('policy %#', (act, message) => {
  expect(refusal(act)).toBe(message);
});

const web = { ports: [{ port: '80', protocol: 'TCP' }] };

test.each<['rawIngress' | 'rawEgress' | 'rawIngressDeny' | 'rawEgressDeny', any, string]>([
  [
    'rawIngress',
    [],
    'policy/empty-list: rawIngress is an empty list: Cilium refuses a policy whose lists are all empty and then enforces nothing → write [{}] to deny everything by default, or leave rawIngress out',
  ],
  [
    'rawIngress',
    [null],
    'cilium/null: rawIngress[0]: a null → leave the field out, or write the value: the API server drops a null, and a selector or rule then means more',
  ],
  [
    'rawIngress',
    [{ fromEndpoints: [{ matchLabels: { app: null } }] }],
    'cilium/null: rawIngress[0].fromEndpoints[0].matchLabels.app: a null → leave the field out, or write the value: the API server drops a null, and a selector or rule then means more',
  ],
  [
    'rawIngress',
    [{ from: [] }],
    'cilium/unknown-field: rawIngress[0].from: there is no field "from" here, and the API server would drop it → write fromEndpoints: [{ matchLabels: {...} }] (or fromEntities, fromCIDR)',
  ],
  [
    'rawEgress',
    [{ to: [] }],
    'cilium/unknown-field: rawEgress[0].to: there is no field "to" here, and the API server would drop it → write toEndpoints: [{ matchLabels: {...} }] (or toEntities, toCIDR, toFQDNs)',
  ],
  [
    'rawIngress',
    [{ ports: [] }],
    'cilium/unknown-field: rawIngress[0].ports: there is no field "ports" here, and the API server would drop it → write toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }]; it is toPorts in ingress rules too',
  ],
  [
    'rawIngress',
    [{ fromEndpoints: [{ podSelector: {} }] }],
    'cilium/unknown-field: rawIngress[0].fromEndpoints[0].podSelector: there is no field "podSelector" here, and the API server would drop it → write the labels in an entry of fromEndpoints or toEndpoints; for the pods the policy is about, endpointSelector',
  ],
  [
    'rawIngress',
    [{ fromCidr: [] }],
    'cilium/unknown-field: rawIngress[0].fromCidr: there is no field "fromCidr" here, and the API server would drop it → did you mean "fromCIDR"?',
  ],
  [
    'rawIngress',
    [{ toEndpoints: [] }],
    'cilium/unknown-field: rawIngress[0].toEndpoints: there is no field "toEndpoints" here, and the API server would drop it → did you mean "fromEndpoints"?',
  ],
  [
    'rawEgressDeny',
    [{ toFQDNs: [{ matchName: 'a.b' }] }],
    'cilium/unknown-field: rawEgressDeny[0].toFQDNs: there is no field "toFQDNs" here, and the API server would drop it → names work in egress rules only, and not in deny rules: Cilium drops the field, and what is left of the rule says something else',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ...web, rules: { kafka: [{}] } }] }],
    'cilium/unknown-field: rawIngress[0].toPorts[0].rules.kafka: there is no field "kafka" here, and the API server would drop it → it was removed in Cilium 1.20, where a rule that still has it allows the whole port',
  ],
  [
    'rawIngressDeny',
    [{ toPorts: [{ ...web, rules: { http: [{}] } }] }],
    'cilium/unknown-field: rawIngressDeny[0].toPorts[0].rules: there is no field "rules" here, and the API server would drop it → contents are looked at in allow rules only, in an item of toPorts',
  ],
  [
    'rawIngress',
    [{ fromEndpoints: {} }],
    'cilium/type: rawIngress[0].fromEndpoints: a map where a list is meant → write a list: [...]',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: 80 }] }] }],
    'cilium/type: rawIngress[0].toPorts[0].ports[0].port: the number 80 where a string is meant → write "80" in quotes',
  ],
  [
    'rawEgress',
    [{ toFQDNs: [], toPorts: [web] }],
    'cilium/any-peer: rawEgress[0].toFQDNs: an empty toFQDNs means any peer on the ports of the rule → name the peers, or leave the rule out',
  ],
  [
    'rawEgress',
    [{ toServices: [], toPorts: [web] }],
    'cilium/any-peer: rawEgress[0].toServices: an empty toServices means any peer on the ports of the rule → name the peers, or leave the rule out',
  ],
  [
    'rawIngress',
    [{ fromGroups: [], toPorts: [web] }],
    'cilium/any-peer: rawIngress[0].fromGroups: an empty fromGroups means any peer on the ports of the rule → name the peers, or leave the rule out',
  ],
  [
    'rawEgressDeny',
    [{ toGroups: [], toPorts: [web] }],
    'cilium/any-peer: rawEgressDeny[0].toGroups: an empty toGroups denies the ports of the rule to everybody → name the peers, or leave the rule out',
  ],
  [
    'rawIngress',
    [{ fromEntities: ['world'], fromCIDR: ['10.0.0.0/8'] }],
    'cilium/two-peers: rawIngress[0]: fromEntities and fromCIDR in one rule → write one rule for each',
  ],
  [
    'rawIngress',
    [{ fromEntities: ['kubeApiServer'] }],
    'cilium/entity: rawIngress[0].fromEntities[0]: not an entity: "kubeApiServer" → did you mean "kube-apiserver"?',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ...web, rules: { http: [] } }] }],
    'cilium/empty-rules: rawIngress[0].toPorts[0].rules.http: an empty list of http rules looks at nothing: the whole port is allowed → write the rules, or leave the list out if the whole port is meant',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ...web, rules: { http: [{ path: '(' }] } }] }],
    'cilium/regex: rawIngress[0].toPorts[0].rules.http[0].path: "(" is no RE2 expression: "(" without ")" → close the group, or escape it: "\\\\("',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '80', protocol: 'tcp' }] }] }],
    'cilium/protocol: rawIngress[0].toPorts[0].ports[0]: protocol "tcp" not in capitals, which the API server refuses → did you mean "TCP"?',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '8', protocol: 'ICMP' }] }] }],
    'cilium/protocol: rawIngress[0].toPorts[0].ports[0]: not a protocol: "ICMP" → write icmps: [{ fields: [{ type: 8 }] }] in a rule without toPorts',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '80-90' }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: not a port: "80-90" → write a number from 1 to 65535 in quotes, "0" for all, or a name of at most 15 letters, digits and "-"; ranges have endPort: port "80", endPort 90',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '99999' }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: not a port: "99999" → write a number from 1 to 65535 in quotes, "0" for all, or a name of at most 15 letters, digits and "-"',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '010' }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: port "010" is read as 8 → write "8", or the decimal number that is meant',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '0x50' }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: port "0x50" is taken for a name → write "80"',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ port: '90', endPort: 80 }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: endPort 80 is below port 90 and not looked at → did you mean port "80" and endPort 90?',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: [{ protocol: 'TCP' }] }] }],
    'cilium/port: rawIngress[0].toPorts[0].ports[0]: an entry without port → write port: "0" for all ports of the protocol',
  ],
  [
    'rawIngress',
    [{ toPorts: [{ ports: Array(41).fill({ port: '80' }) }] }],
    'cilium/ports: rawIngress[0].toPorts[0].ports: 41 ports in one list → write at most 40, and the others in another item of toPorts',
  ],
  [
    'rawIngress',
    [{ fromCIDR: ['10.0.0.1'] }],
    'cilium/cidr: rawIngress[0].fromCIDR[0]: "10.0.0.1" without prefix length, which the API server refuses → did you mean "10.0.0.1/32"?',
  ],
  [
    'rawIngress',
    [{ fromCIDR: ['10.0.0.1/8'] }],
    'cilium/cidr: rawIngress[0].fromCIDR[0]: CIDR with host bits set: "10.0.0.1/8" → did you mean "10.0.0.0/8"?',
  ],
  [
    'rawIngress',
    [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] }] }],
    'cilium/cidr: rawIngress[0].fromCIDRSet[0].except[0]: exception 11.0.0.0/8 does not lie in 10.0.0.0/8 → write networks inside of it',
  ],
  [
    'rawIngress',
    [{ fromCIDRSet: [{ cidrGroupSelector: {} }] }],
    'cilium/group-selector: rawIngress[0].fromCIDRSet[0].cidrGroupSelector: an empty cidrGroupSelector means everybody: pods, nodes and all addresses → name a label of the groups, or write { key, operator: Exists }',
  ],
  [
    'rawIngress',
    [{ fromEndpoints: [{ matchExpressions: [{ key: 'app', operator: 'In' }] }] }],
    'cilium/selector: rawIngress[0].fromEndpoints[0].matchExpressions[0]: operator In without values → write at least one value, or use Exists or DoesNotExist',
  ],
  [
    'rawEgress',
    [{ toEndpoints: [{ matchLabels: { 'kubernetes.io/metadata.name': 'a' } }] }],
    'cilium/filtered-label: rawEgress[0].toEndpoints[0].matchLabels["kubernetes.io/metadata.name"]: label "kubernetes.io/metadata.name" is not on any endpoint: Cilium\'s label filter drops it, so nothing is ever selected by it → it is a label of namespaces: name the namespace, as in Peer.namespace("kube-system") or "k8s:io.kubernetes.pod.namespace"',
  ],
])('%s %#', (prop, rules, message) => {
  expect(refusal(() => new CiliumPolicy(newChart(), 'p', { ...pods, [prop]: rules }))).toBe(message);
});

test('two pairs of workloads cannot share an object', () => {
  const app = newApp();
  const chart = newChart('shop', app);
  const [web, api] = [deployment(chart, 'web'), deployment(chart, 'api')];
  new CiliumPolicy(chart, 'web-to-api', pods);
  expect(refusal(() => Policies.connect(web, api, Port.tcp(80)))).toBe(
    'policy/connect-name: "web-to-api" is taken, and shop/web to shop/api needs it → write the two policies as CiliumPolicy with names of your own',
  );
});
