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
      agent.open('removed-parser', here, 'parsers-dropped', {
        parsers: GONE.filter((kind) => rules[kind] !== undefined),
      });
    else if (agent.does.proxylib && GONE.some((kind) => rules[kind] !== undefined && rules[kind] !== null))
      agent.meaning('removed-parser', here, 'parsers-dropped-later', {
        parsers: GONE.filter((kind) => rules[kind] !== undefined),
      });
  }
  if (item.serverNames !== undefined) checkServerNames(agent, place, item, looks);
  for (const field of ['terminatingTLS', 'originatingTLS']) {
    const tls = item[field];
    if (isMap(tls) && (!isMap(tls.secret) || typeof tls.secret.name !== 'string'))
      agent.schema('l7', place.at(field), 'tls-without-secret');
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
  for (const kind of lists) agent.open('empty-rules', place.at(kind), 'empty-contents', { kind });
  const gone = GONE.some((kind) => rules[kind] !== undefined);
  if (lists.length === 0 && !gone) agent.open('empty-rules', place, 'contents-of-neither');
  if (lists.length !== 1 && !gone) agent.schema('l7', place, 'http-and-dns');
  if (host && ingress) agent.meaning('l7', place, 'ingress-on-nodes');
}

function checkRules(agent: Agent, place: Place, item: PlainMap, rules: PlainMap, context: ContentsContext): void {
  const here = place.at('rules');
  const dns = lengthOf(rules.dns) > 0;
  const http = lengthOf(rules.http) > 0;
  const kafka = agent.does.proxylib && lengthOf(rules.kafka) > 0;
  if (!agent.l7Proxy) agent.agent('l7', place, 'proxy-off');
  if (context.host && context.ingress) agent.agent('l7', place, 'ingress-on-nodes');
  else if (context.host && (http || kafka)) agent.agent('l7', place, 'egress-on-nodes', { http });
  if (dns && context.ingress) agent.agent('l7', place, 'dns-in-ingress');
  const parser = agent.does.proxylib ? textOr(rules.l7proto) : '';
  const types = [
    ...(Array.isArray(rules.http) ? ['HTTP'] : []),
    ...(Array.isArray(rules.dns) ? ['DNS'] : []),
    ...(agent.does.proxylib && Array.isArray(rules.kafka) ? ['Kafka'] : []),
    ...(parser !== '' ? [parser] : []),
  ];
  if (types.length > 1) agent.agent('l7', place, 'kinds-together', { types });
  if (agent.does.proxylib && Array.isArray(rules.l7) && parser === '') agent.agent('l7', here, 'l7-without-protocol');
  if (Array.isArray(rules.dns) && lengthOf(item.ports) === 0) agent.agent('l7', place, 'dns-without-port');
  else if (lengthOf(item.ports) === 0) agent.meaning('l7', place, 'http-without-port');
  if (hasZeroPort(item.ports)) agent.agent('l7', place, 'contents-on-all-ports');
  eachMap(item.ports, (port, index) => checkPortOf(agent, place, index, port, dns));
  if (http) checkHttp(agent, here.at('http'), rules.http);
  if (dns) checkNames(agent, here.at('dns'), rules.dns, false);
  if (kafka) checkKafka(agent, here.at('kafka'), rules.kafka);
  if (parser !== '') checkParser(agent, here.at('l7'), rules.l7);
}

function checkPortOf(agent: Agent, place: Place, index: number, port: PlainMap, dns: boolean): void {
  const protocol = textOr(port.protocol) === '' ? 'ANY' : textOr(port.protocol);
  if (!dns && protocol.toUpperCase() !== 'TCP')
    agent.agent('l7', place.at('ports').at(index), 'http-on-protocol', { protocol });
  if (!dns || typeof port.endPort !== 'number') return;
  const first = readPort(textOr(port.port)).number;
  if (first !== undefined && port.endPort > first) agent.agent('l7', place.at('ports').at(index), 'dns-on-range');
}

function checkServerNames(agent: Agent, place: Place, item: PlainMap, looks: boolean): void {
  const list = place.at('serverNames');
  if (Array.isArray(item.serverNames) && item.serverNames.length === 0)
    agent.schema('empty-list', list, 'empty-server-names');
  if (lengthOf(item.serverNames) > 0 && looks && !isMap(item.terminatingTLS))
    agent.agent('l7', place, 'server-names-beside-contents');
  eachText(item.serverNames, (name, index) => {
    if (name === '') agent.agent('l7', list.at(index), 'server-name-empty');
    else if (name.length > 255 || /[^-a-zA-Z0-9_.*]|^\.|\.\./.test(name))
      agent.schema('l7', list.at(index), 'server-name', { name });
  });
}

function checkListener(agent: Agent, place: Place, listener: PlainMap, looks: boolean, ingress: boolean): void {
  if (ingress) agent.agent('l7', place, 'listener-in-ingress');
  if (looks) agent.agent('l7', place, 'listener-beside-contents');
  const envoyConfig = isMap(listener.envoyConfig) ? listener.envoyConfig : {};
  if (
    envoyConfig.kind !== undefined &&
    !['CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'].includes(String(envoyConfig.kind))
  )
    agent.schema('l7', place, 'listener-kind', { kind: envoyConfig.kind });
  if (textOr(envoyConfig.name) === '') agent.schema('l7', place, 'listener-without-config');
  if (textOr(listener.name) === '') agent.schema('l7', place, 'listener-without-name');
  const { priority } = listener;
  // What does not fit into 8 bits is refused when it is decoded.
  if (typeof priority === 'number' && ((priority >= 0 && priority < 1) || (priority > 100 && priority <= 255)))
    agent.schema('l7', place, 'listener-priority', { priority });
}
