// Every code of the agent's judgement: the rule as a sentence, and why it is one. V numbers are those of docs/check-cilium.md.
import { agentWords, Code } from '../../problem';

const REFUSED = 'The agent refuses the whole object, and nothing of it is enforced.';
const row = (name: string, title: string, why: string): Code => ({
  code: `cilium/${name}`,
  title,
  why,
  words: agentWords,
});

/** Codes in the order of the documentation. */
export const CODES: readonly Code[] = [
  row('type', 'Every value has the type of its field', `${REFUSED} It cannot even decode it.`),
  row('name', 'A policy has a name', `V1. ${REFUSED}`),
  row('no-rules', 'A policy has a spec, and a spec has a rule', `V1, V2. ${REFUSED} All traffic passes.`),
  row(
    'empty-list',
    'A list of rules holds a rule',
    'V2. An empty list is no rule: alone it makes the agent refuse the policy, beside other rules its direction stays open.',
  ),
  row(
    'default-deny',
    'A direction that is to deny by default has a rule',
    'Default deny comes from rules alone; enableDefaultDeny without any leaves the direction open.',
  ),
  row('subject', 'A policy is about endpoints or about nodes', `V3. ${REFUSED}`),
  row(
    'subject-namespace',
    'A namespaced policy names no namespace in its subject',
    'It is about its own namespace: the agent writes the label over, or selects nothing.',
  ),
  row('selector', 'A selector has label keys, values and operators that the agent takes', `V4. ${REFUSED}`),
  row(
    'filtered-label',
    'A selector asks for labels that endpoints carry',
    "Cilium's label filter keeps many labels off identities: asking for them selects nobody, asking for their absence selects everybody.",
  ),
  row(
    'twin-label',
    'A selector names each label once',
    'app and any:app are one key; up to 1.19 either value survives, by chance.',
  ),
  row(
    'negative-peer',
    'A peer says of which namespace it is, not only of which it is not',
    'Without policy-default-local-cluster (default of 1.18) such a peer matches the world, nodes and ingress too.',
  ),
  row('world-label', 'The world is named by its entity', 'On dual stack no identity carries reserved:world.'),
  row('two-peers', 'A rule has peers of one kind', `V5, V6. ${REFUSED}`),
  row(
    'any-peer',
    'Peers are named',
    'An empty toFQDNs, toServices, fromGroups or toGroups beside toPorts means any peer, and a Service that is not named too.',
  ),
  row('no-peer', 'Peers are named', 'The other empty lists of peers select nobody, and in a deny rule deny nobody.'),
  row('node-peers', 'Nodes are selected where the agent knows their labels', `V7. ${REFUSED}`),
  row('entity', 'An entity exists', `V8. ${REFUSED}`),
  row('requires', 'fromRequires and toRequires are gone', 'Cilium from 1.19 on cannot decode a policy that has them.'),
  row('l7', 'Contents are looked at where the proxy can', `V9, V10, V15 to V19. ${REFUSED}`),
  row('empty-rules', 'Rules about contents hold a rule', 'An empty list looks at nothing: the whole port is allowed.'),
  row(
    'removed-parser',
    'Rules for Kafka and other parsers are gone',
    'Cilium 1.20 drops them, and what is left allows the whole port.',
  ),
  row(
    'icmp',
    'ICMP types stand alone, forty at most, and exist',
    `V11. ${REFUSED} An entry without type makes it panic.`,
  ),
  row('ports', 'A list has forty ports at most', `V12. ${REFUSED}`),
  row('port', 'A port is a number up to 65535 or a service name', `V13, V14. ${REFUSED}`),
  row(
    'no-ports',
    'toPorts names a port',
    'Items without a port allow nothing, not even their peers, and deny nothing.',
  ),
  row('protocol', 'A protocol is one that the agent knows', `V13, V14. ${REFUSED}`),
  row('kafka', 'Kafka rules are well-formed', `V17, up to 1.19. ${REFUSED}`),
  row(
    'regex',
    'Methods, paths and hosts are RE2 expressions',
    `V20. ${REFUSED} A host that is none is refused by the proxy.`,
  ),
  row('http', 'Header matches have a name and an action that exists', `V20. ${REFUSED}`),
  row('dns-name', 'A DNS name or pattern is one', `V21. ${REFUSED}`),
  row(
    'deny-names',
    'Deny rules name no DNS names',
    'The field is dropped there, and what is left denies something else.',
  ),
  row(
    'cidr',
    'A CIDR is one, exceptions lie inside, entries have one source',
    `V22. ${REFUSED} Zones and bad exceptions beside groups make it panic from 1.19 on.`,
  ),
  row(
    'group-selector',
    'A cidrGroupSelector says which groups',
    'An empty one is the wildcard; one that only says what is not matches what is in no group, and up to 1.19 pods and nodes.',
  ),
  row('labels', 'A label of a policy has a key', REFUSED),
  row(
    'policy-types',
    'Rules of a NetworkPolicy stand under policyTypes',
    'The agent enforces ingress rules even where policyTypes lists only Egress.',
  ),
  row('egress-gateway', 'An egress gateway policy has destinations, a gateway and selectors', REFUSED),
  row('local-redirect', 'A local redirect has one matcher, named ports and matching protocols', REFUSED),
  row('envoy-resource', 'An Envoy resource has a type', 'The agent leaves others out.'),
];
