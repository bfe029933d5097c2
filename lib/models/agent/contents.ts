// What a port rule asks about contents: HTTP, DNS, other parsers, server names, listeners. V9, V10, V15 to V20.
import { isMap, PlainMap } from '../../manifest';
import { checkNames } from './addresses';
import { Agent } from './agent';
import { checkHttp } from './http';
import { eachMap, eachText, lengthOf, textOr } from './lists';
import { checkKafka, checkParser } from './parsers';
import { hasZeroPort, readPort } from './ports';
import { Place } from './problem';

/** Where an item of toPorts stands. @internal */
export interface ContentsContext {
  readonly ingress: boolean;
  /** The policy is about nodes. */
  readonly host: boolean;
}

/** Kinds of rules that are lists. */
const KINDS = ['http', 'dns', 'kafka', 'l7'];
/** Kinds that went with proxylib. Source: minors.ts, proxylib. */
const GONE = ['kafka', 'l7proto', 'l7'];

/** Checks the contents part of one item of toPorts in an allow rule. @internal */
export function checkContents(agent: Agent, place: Place, item: PlainMap, context: ContentsContext): void {
  const rules = isMap(item.rules) ? item.rules : undefined;
  let looks = false;
  if (rules !== undefined) {
    const here = place.at('rules');
    const kinds = agent.does.proxylib ? KINDS : KINDS.slice(0, 2);
    looks = kinds.some((kind) => lengthOf(rules[kind]) > 0);
    if (looks) checkRules(agent, place, item, rules, context);
    else checkEmptyRules(agent, here, rules, kinds, context);
    if (!agent.does.proxylib && !looks && GONE.some((kind) => rules[kind] !== undefined && rules[kind] !== null))
      agent.open(
        'removed-parser',
        here,
        `rules for ${GONE.filter((kind) => rules[kind] !== undefined).join(' and ')}, which Cilium 1.20 drops: the whole port is allowed`,
        'filter in the application or a proxy of its own, or leave the rule out',
      );
    else if (agent.does.proxylib && GONE.some((kind) => rules[kind] !== undefined && rules[kind] !== null))
      agent.meaning(
        'removed-parser',
        here,
        `rules for ${GONE.filter((kind) => rules[kind] !== undefined).join(' and ')}, which Cilium 1.20 drops: after the update the whole port is allowed`,
        'replace the rule before the update',
      );
  }
  if (item.serverNames !== undefined) checkServerNames(agent, place, item, looks);
  for (const field of ['terminatingTLS', 'originatingTLS']) {
    const tls = item[field];
    if (isMap(tls) && (!isMap(tls.secret) || typeof tls.secret.name !== 'string'))
      agent.schema('l7', place.at(field), 'TLS without the name of its Secret', 'write secret: { name, namespace }');
  }
  if (isMap(item.listener)) checkListener(agent, place.at('listener'), item.listener, looks, context.ingress);
}

/** Rules that hold nothing: the port stays as open as without them. */
function checkEmptyRules(
  agent: Agent,
  place: Place,
  rules: PlainMap,
  kinds: readonly string[],
  { host, ingress }: ContentsContext,
): void {
  const lists = kinds.filter((kind) => Array.isArray(rules[kind]));
  for (const kind of lists)
    agent.open(
      'empty-rules',
      place.at(kind),
      `an empty list of ${kind} rules looks at nothing: the whole port is allowed`,
      'write the rules, or leave the list out if the whole port is meant',
    );
  const gone = GONE.some((kind) => rules[kind] !== undefined);
  if (lists.length === 0 && !gone)
    agent.open(
      'empty-rules',
      place,
      'rules without http or dns look at nothing: the whole port is allowed',
      'write the rules, or leave them out',
    );
  if (lists.length !== 1 && !gone)
    agent.schema('l7', place, 'not exactly one of http and dns, which the API server wants', 'write one of them');
  if (host && ingress)
    agent.meaning('l7', place, 'contents are not looked at in ingress rules on nodes', 'leave rules out');
}

function checkRules(agent: Agent, place: Place, item: PlainMap, rules: PlainMap, context: ContentsContext): void {
  const here = place.at('rules');
  const dns = lengthOf(rules.dns) > 0;
  const http = lengthOf(rules.http) > 0;
  const kafka = agent.does.proxylib && lengthOf(rules.kafka) > 0;
  if (!agent.l7Proxy)
    agent.agent('l7', place, 'HTTP or DNS rules with the proxy off', 'switch l7Proxy on, or leave rules out');
  if (context.host && context.ingress)
    agent.agent('l7', place, 'contents are not looked at in ingress rules on nodes', 'leave rules out');
  else if (context.host && (http || kafka))
    agent.agent(
      'l7',
      place,
      `${http ? 'HTTP' : 'Kafka'} is not looked at in egress rules on nodes`,
      `leave rules.${http ? 'http' : 'kafka'} out`,
    );
  if (dns && context.ingress)
    agent.agent(
      'l7',
      place,
      'DNS rules in an ingress rule',
      'write them in an egress rule of the pods that ask: rules.dns looks at the questions, where they leave',
    );
  const parser = agent.does.proxylib ? textOr(rules.l7proto) : '';
  const types = [
    ...(Array.isArray(rules.http) ? ['HTTP'] : []),
    ...(Array.isArray(rules.dns) ? ['DNS'] : []),
    ...(agent.does.proxylib && Array.isArray(rules.kafka) ? ['Kafka'] : []),
    ...(parser !== '' ? [parser] : []),
  ];
  if (types.length > 1)
    agent.agent('l7', place, `${types.join(' and ')} rules in one item`, 'write two items of toPorts');
  if (agent.does.proxylib && Array.isArray(rules.l7) && parser === '')
    agent.agent('l7', here, 'l7 without l7proto', 'name the parser in l7proto');
  if (Array.isArray(rules.dns) && lengthOf(item.ports) === 0)
    agent.agent('l7', place, 'DNS rules without port', 'write ports: 53 UDP and 53 TCP');
  else if (lengthOf(item.ports) === 0)
    agent.meaning('l7', place, 'HTTP rules without port allow nothing', 'write the port');
  if (hasZeroPort(item.ports)) agent.agent('l7', place, 'HTTP or DNS rules on all ports', 'write the port');
  eachMap(item.ports, (port, index) => checkPortOf(agent, place, index, port, dns));
  if (http) checkHttp(agent, here.at('http'), rules.http);
  if (dns) checkNames(agent, here.at('dns'), rules.dns, false);
  if (kafka) checkKafka(agent, here.at('kafka'), rules.kafka);
  if (parser !== '') checkParser(agent, here.at('l7'), rules.l7);
}

function checkPortOf(agent: Agent, place: Place, index: number, port: PlainMap, dns: boolean): void {
  const protocol = textOr(port.protocol) === '' ? 'ANY' : textOr(port.protocol);
  if (!dns && protocol.toUpperCase() !== 'TCP')
    agent.agent(
      'l7',
      place.at('ports').at(index),
      `HTTP rules on a port of protocol ${protocol}`,
      'write protocol: TCP',
    );
  if (!dns || typeof port.endPort !== 'number') return;
  const first = readPort(textOr(port.port)).number;
  if (first !== undefined && port.endPort > first)
    agent.agent('l7', place.at('ports').at(index), 'DNS rules on a range of ports', 'write single ports');
}

function checkServerNames(agent: Agent, place: Place, item: PlainMap, looks: boolean): void {
  const list = place.at('serverNames');
  if (Array.isArray(item.serverNames) && item.serverNames.length === 0)
    agent.schema('empty-list', list, 'an empty list of server names', 'leave it out');
  if (lengthOf(item.serverNames) > 0 && looks && !isMap(item.terminatingTLS))
    agent.agent(
      'l7',
      place,
      'server names together with HTTP or DNS rules, without terminatingTLS',
      'write two rules, or terminate TLS',
    );
  eachText(item.serverNames, (name, index) => {
    if (name === '')
      agent.agent('l7', list.at(index), 'an empty server name', 'write a name such as "api.example.com"');
    else if (name.length > 255 || /[^-a-zA-Z0-9_.*]|^\.|\.\./.test(name))
      agent.schema(
        'l7',
        list.at(index),
        `not a server name: "${name}"`,
        'write letters, digits, "-", "_", "." and "*", at most 255',
      );
  });
}

function checkListener(agent: Agent, place: Place, listener: PlainMap, looks: boolean, ingress: boolean): void {
  if (ingress) agent.agent('l7', place, 'a listener in an ingress rule', 'listeners work in egress rules only');
  if (looks) agent.agent('l7', place, 'a listener together with HTTP or DNS rules', 'write two rules');
  const envoyConfig = isMap(listener.envoyConfig) ? listener.envoyConfig : {};
  if (
    envoyConfig.kind !== undefined &&
    !['CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'].includes(String(envoyConfig.kind))
  )
    agent.schema(
      'l7',
      place,
      `not a kind of listener: ${JSON.stringify(envoyConfig.kind)}`,
      'write CiliumEnvoyConfig or CiliumClusterwideEnvoyConfig',
    );
  if (textOr(envoyConfig.name) === '')
    agent.schema('l7', place, 'a listener without envoyConfig', 'write envoyConfig: { kind, name }');
  if (textOr(listener.name) === '') agent.schema('l7', place, 'a listener without name', 'write name');
  const { priority } = listener;
  // What does not fit into 8 bits is refused when it is decoded.
  if (typeof priority === 'number' && ((priority >= 0 && priority < 1) || (priority > 100 && priority <= 255)))
    agent.schema('l7', place, `priority ${priority} of a listener is out of range`, 'write a number from 1 to 100');
}
