// What Cilium's agent holds against contents of ports: HTTP, DNS, TLS, listeners.
import { Sentences } from '../sentences';

export const CONTENTS = {
  'parsers-dropped': ({ parsers }) => [
    `rules for ${parsers.join(' and ')}, which Cilium 1.20 drops: the whole port is allowed`,
    'filter in the application or a proxy of its own, or leave the rule out',
  ],
  'parsers-dropped-later': ({ parsers }) => [
    `rules for ${parsers.join(' and ')}, which Cilium 1.20 drops: after the update the whole port is allowed`,
    'replace the rule before the update',
  ],
  'tls-without-secret': () => ['TLS without the name of its Secret', 'write secret: { name, namespace }'],
  'empty-contents': ({ kind }) => [
    `an empty list of ${kind} rules looks at nothing: the whole port is allowed`,
    'write the rules, or leave the list out if the whole port is meant',
  ],
  'contents-of-neither': () => [
    'rules without http or dns look at nothing: the whole port is allowed',
    'write the rules, or leave them out',
  ],
  'http-and-dns': () => ['not exactly one of http and dns, which the API server wants', 'write one of them'],
  'ingress-on-nodes': () => ['contents are not looked at in ingress rules on nodes', 'leave rules out'],
  'proxy-off': () => ['HTTP or DNS rules with the proxy off', 'switch l7Proxy on, or leave rules out'],
  'egress-on-nodes': ({ http }) => [
    `${http ? 'HTTP' : 'Kafka'} is not looked at in egress rules on nodes`,
    `leave rules.${http ? 'http' : 'kafka'} out`,
  ],
  'dns-in-ingress': () => [
    'DNS rules in an ingress rule',
    'write them in an egress rule of the pods that ask: rules.dns looks at the questions, where they leave',
  ],
  'kinds-together': ({ types }) => [`${types.join(' and ')} rules in one item`, 'write two items of toPorts'],
  'l7-without-protocol': () => ['l7 without l7proto', 'name the parser in l7proto'],
  'dns-without-port': () => ['DNS rules without port', 'write ports: 53 UDP and 53 TCP'],
  'http-without-port': () => ['HTTP rules without port allow nothing', 'write the port'],
  'contents-on-all-ports': () => ['HTTP or DNS rules on all ports', 'write the port'],
  'http-on-protocol': ({ protocol }) => [`HTTP rules on a port of protocol ${protocol}`, 'write protocol: TCP'],
  'dns-on-range': () => ['DNS rules on a range of ports', 'write single ports'],
  'empty-server-names': () => ['an empty list of server names', 'leave it out'],
  'server-names-beside-contents': () => [
    'server names together with HTTP or DNS rules, without terminatingTLS',
    'write two rules, or terminate TLS',
  ],
  'server-name-empty': () => ['an empty server name', 'write a name such as "api.example.com"'],
  'server-name': ({ name }) => [
    `not a server name: "${name}"`,
    'write letters, digits, "-", "_", "." and "*", at most 255',
  ],
  'listener-in-ingress': () => ['a listener in an ingress rule', 'listeners work in egress rules only'],
  'listener-beside-contents': () => ['a listener together with HTTP or DNS rules', 'write two rules'],
  'listener-kind': ({ kind }) => [
    `not a kind of listener: ${JSON.stringify(kind)}`,
    'write CiliumEnvoyConfig or CiliumClusterwideEnvoyConfig',
  ],
  'listener-without-config': () => ['a listener without envoyConfig', 'write envoyConfig: { kind, name }'],
  'listener-without-name': () => ['a listener without name', 'write name'],
  'listener-priority': ({ priority }) => [
    `priority ${priority} of a listener is out of range`,
    'write a number from 1 to 100',
  ],
} satisfies Sentences;
