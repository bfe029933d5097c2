// Codes of policies: values that they cannot take, and what only the program can get wrong.
import { Code } from '../code';

export const POLICY_CODES: readonly Code[] = [
  {
    code: 'policy/subject',
    title: 'A policy says whom it is about, and its kind can be about them',
    why: 'A CiliumNetworkPolicy is about pods of its namespace; nodes and other namespaces need a clusterwide one. Source: Parse in pkg/k8s/apis/cilium.io/v2/cnp_types.go.',
  },
  {
    code: 'policy/clusterwide-default-deny',
    title: 'A clusterwide policy about everything says whether it denies by default',
    why: 'Its first rule would cut off every pod that no other rule allows, kube-system too.',
  },
  {
    code: 'policy/namespace',
    title: 'A policy lies in the namespace of its subject',
    why: 'The agent adds the namespace of the policy to its selector: it would select nothing.',
  },
  {
    code: 'policy/denies-nothing',
    title: 'A DenyAllPolicy denies after its overrides too',
    why: 'An override that takes its rule or its default deny away leaves an object that says deny and does not.',
  },
  {
    code: 'policy/dns-name',
    title: 'A DNS name is a name, a DNS pattern has letters, digits, "-", "_", "." and "*"',
    why: 'The agent refuses the whole policy otherwise. Source: FQDNSelector in pkg/policy/api/fqdn.go, 255 characters.',
  },
  {
    code: 'policy/http-rule',
    title: 'An HTTP rule asks for something that a request can be',
    why: 'Paths and methods are whole RE2 expressions, and methods have capitals: other rules are refused, or match nothing. Source: pkg/policy/api/http.go, Envoy safe_regex.',
  },
  {
    code: 'policy/icmp',
    title: 'An ICMP type is a number from 0 to 255, or a name of its family',
    why: 'The API server refuses others. Source: CRD of CiliumNetworkPolicy; pkg/policy/api/icmp.go.',
  },
  {
    code: 'policy/empty-selector',
    title: 'A selector by labels has labels',
    why: 'An empty selector selects everything: what was meant as nobody, or as not yet known, would be everybody.',
  },
  {
    code: 'policy/filtered-label',
    title: 'Labels that select pods are labels that the agent keeps',
    why: "Cilium's default label filter drops the others from the identity of the pod, so that nothing is ever selected by them. Source: pkg/labelsfilter.",
  },
  {
    code: 'policy/label-source',
    title: 'The key of a label has a source that labels of pods have, once, and fits beside it',
    why: 'Labels of pods have the source k8s; others are never on a pod, and keys that are too long are refused. Source: pkg/labels; pkg/policy/api/selector.go.',
  },
  {
    code: 'policy/entity',
    title: 'An entity is one that Cilium knows',
    why: 'The agent refuses the policy otherwise. Source: pkg/policy/api/entity.go.',
  },
  {
    code: 'policy/cidr-except',
    title: 'Exceptions lie inside of their network, and leave something of it',
    why: 'The agent refuses an exception outside; one that takes all away leaves a rule that matches nobody. Source: CIDRRule in pkg/policy/api/cidr.go.',
  },
  {
    code: 'policy/dns-in-cluster',
    title: 'Peers by name lie outside of the cluster',
    why: 'Names of Services resolve to addresses that are translated before policies are asked, and pods have identities: rules by name never match them. Source: cilium/cilium#35525 and Documentation/security/dns.rst.',
  },
  {
    code: 'policy/connect-name',
    title: 'Two connections of the same workloads have names of their own',
    why: 'Their policies would be one object, and the later would overwrite the other.',
  },
  {
    code: 'policy/fqdn-direction',
    title: 'Peers by name stand in egress rules that allow',
    why: 'toFQDNs exists there only. Source: EgressRule in pkg/policy/api/egress.go.',
  },
  {
    code: 'policy/empty-list',
    title: 'Lists that narrow a rule are not empty',
    why: 'To Cilium an empty list of ports or contents asks for nothing, so that all would pass; a policy whose lists of rules are all empty is refused.',
  },
  {
    code: 'policy/port-contents',
    title: 'Contents stand at a port of a rule that allows',
    why: 'Deny rules and ICMP know no contents: the agent refuses them. Source: pkg/policy/api/rule_validation.go.',
  },
  {
    code: 'policy/workload-labels',
    title: 'A workload that a policy is about has labels that select its pods',
    why: 'Policies select by labels; without one that the agent keeps there is nothing to select by.',
  },
  {
    code: 'policy/pods',
    title: 'A choice of pods says one thing about namespaces and one about clusters',
    why: 'Names, exceptions and "any" contradict each other: both in one selector would choose nobody, or not whom one of them says.',
  },
  {
    code: 'policy/group-selector',
    title: 'A selector of groups of addresses names a label that groups have',
    why: 'By what they lack alone it means every address outside of groups, and up to Cilium 1.19 pods and nodes too. Source: pkg/policy/types/selector.go, confirmed with the engines of 1.18.11, 1.19.6 and 1.20.0.',
  },
  {
    code: 'policy/protocol',
    title: 'A protocol without ports is one that Cilium knows',
    why: 'The agent refuses the policy otherwise. Source: pkg/policy/api/l4.go.',
  },
  {
    code: 'policy/listener',
    title: 'A listener has a name, and a priority from 1 to 100',
    why: 'The API server refuses others. Source: CRD of CiliumNetworkPolicy.',
  },
  {
    code: 'policy/service-direction',
    title: 'Services stand where connections go to, or select pods',
    why: 'toServices exists in egress rules only; in ingress rules the pods behind a Service can be meant, which one without a selector has none of. Source: pkg/policy/api/egress.go.',
  },
  {
    code: 'policy/deny-authentication',
    title: 'Deny rules ask for no authentication',
    why: 'The field is not there, and the API server would drop it. Source: IngressDenyRule in pkg/policy/api/ingress.go.',
  },
  {
    code: 'policy/port-undeclared',
    title: 'A port that is named by its container or its Service is declared there',
    why: 'Its number is read there: without one the rule is about a name that no pod has, or is left out, and allows nothing.',
  },
  {
    code: 'policy/connect-party',
    title: 'Connections go from and to workloads, Services and Gateways, or to names outside',
    why: 'Only these have an identity that policies know: pods, the proxy of Gateways, addresses of names.',
  },
  {
    code: 'policy/gateway',
    title: 'What is passed as a Gateway is one',
    why: 'Only what the proxy of Gateways serves is reached through it.',
  },
  {
    code: 'policy/kubernetes-narrower',
    title: 'A NetworkPolicy says all that it was asked to allow',
    why: 'It knows pods by labels, addresses and ports: names, entities, contents, ICMP and service accounts are left out, and the traffic stays denied. Source: Kubernetes, networking.k8s.io/v1.',
  },
  {
    code: 'policy/kubernetes-differs',
    title: 'A NetworkPolicy denies what it was asked to deny, and only that',
    why: 'It has no deny rules, and denies by default wherever it has a rule: without the one more would pass than was asked for, without the other less would. Source: Kubernetes, networking.k8s.io/v1.',
  },
  {
    code: 'policy/egress-gateway',
    title: 'An egress gateway is a node by its labels, with an interface or an address',
    why: 'The agent refuses both together, and takes any node where there are no labels. Source: pkg/egressgateway/policy.go.',
  },
  {
    code: 'policy/local-redirect',
    title: 'A local redirect takes TCP or UDP ports of an address or a Service to pods with labels',
    why: 'The agent refuses anything else, or redirects to every pod of the namespace. Source: pkg/loadbalancer/redirectpolicy.',
  },
  {
    code: 'policy/envoy-resource',
    title: 'A configuration of Envoy has resources with their types',
    why: 'The agent leaves a resource without type out in silence. Source: pkg/k8s/apis/cilium.io/v2/cec_types.go.',
  },
  {
    code: 'policy/node-config',
    title: 'Options for some nodes are texts, and say for which nodes',
    why: 'For every node they belong into the values of Cilium, where checks see them; the API server refuses what is no text. Source: CRD of CiliumNodeConfig.',
  },
  {
    code: 'policy/host-lock-out',
    title: 'A host firewall leaves a way in, for operators and for machines that join',
    why: 'With the host firewall on, who is locked out of the Talos API cannot take the policy back over the network, and a machine that joins is no node to Cilium yet, so that only its address lets it in.',
  },
];
