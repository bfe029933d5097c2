// What a port rule asks about contents: HTTP, DNS, server names, listeners. V9, V10, V15 to V20.
import { isMap, PlainMap } from '../manifest';
import { re2Error } from './re2';
import { checkNames } from './addresses';
import { hasZeroPort, readPort } from './ports';
import { Problems } from './problem';
import { lengthOf, mapsOf, step, textsOf } from './shape';

/** Where an item of toPorts stands. @internal */
export interface ContentsContext {
  readonly ingress: boolean;
  /** The policy is about nodes. */
  readonly host: boolean;
  readonly l7Proxy: boolean;
}

const MISMATCH_ACTIONS = ['LOG', 'ADD', 'DELETE', 'REPLACE'];

/** Checks the contents part of one item of toPorts in an allow rule. @internal */
export function checkContents(problems: Problems, at: string, item: PlainMap, context: ContentsContext): void {
  const rules = isMap(item.rules) ? item.rules : {};
  const http = lengthOf(rules.http);
  const dns = lengthOf(rules.dns);
  for (const kind of ['http', 'dns']) {
    if (Array.isArray(rules[kind]) && lengthOf(rules[kind]) === 0)
      problems.meaning(
        'empty-list',
        step(at, `rules.${kind}`),
        `an empty list of ${kind} rules looks at nothing: the whole port is allowed`,
        'write the rules, or leave the list out if the whole port is meant',
      );
  }
  if (isMap(item.rules) && http + dns === 0 && !Array.isArray(rules.http) && !Array.isArray(rules.dns))
    problems.meaning(
      'empty-list',
      step(at, 'rules'),
      'rules without http or dns look at nothing: the whole port is allowed',
      'write the rules, or leave them out',
    );
  if (isMap(item.rules) && Array.isArray(rules.http) === Array.isArray(rules.dns) && http + dns === 0)
    problems.schema('l7', step(at, 'rules'), 'not exactly one of http and dns, which the API server wants', 'write one of them');
  if (http + dns > 0) checkPlace(problems, at, item, rules, context);
  else if (context.host && context.ingress && isMap(item.rules))
    problems.meaning('l7', at, 'contents are not looked at in ingress rules on nodes', 'leave rules out');
  if (http > 0) checkHttp(problems, step(at, 'rules.http'), rules.http);
  if (dns > 0) checkNames(problems, step(at, 'rules.dns'), rules.dns, false);
  checkServerNames(problems, at, item, http + dns > 0);
  for (const field of ['terminatingTLS', 'originatingTLS']) {
    const tls = item[field];
    if (isMap(tls) && (!isMap(tls.secret) || typeof tls.secret.name !== 'string'))
      problems.schema('l7', step(at, field), 'TLS without the name of its Secret', 'write secret: { name, namespace }');
  }
  checkListener(problems, at, item, http + dns > 0, context.ingress);
}

function checkPlace(problems: Problems, at: string, item: PlainMap, rules: PlainMap, context: ContentsContext): void {
  const dns = lengthOf(rules.dns) > 0;
  if (!context.l7Proxy) problems.agent('l7', at, 'HTTP or DNS rules with the proxy off', 'switch l7Proxy on, or leave rules out');
  if (context.host && context.ingress) problems.agent('l7', at, 'contents are not looked at in ingress rules on nodes', 'leave rules out');
  else if (context.host && !dns) problems.agent('l7', at, 'HTTP is not looked at in egress rules on nodes', 'leave rules.http out');
  if (dns && context.ingress)
    problems.agent(
      'l7',
      at,
      'DNS rules in an ingress rule',
      'write them in an egress rule of the pods that ask: rules.dns looks at the questions, where they leave',
    );
  if (Array.isArray(rules.http) && Array.isArray(rules.dns)) problems.agent('l7', at, 'HTTP and DNS rules in one item', 'write two items of toPorts');
  if (hasZeroPort(item.ports)) problems.agent('l7', at, 'HTTP or DNS rules on all ports', 'write the port');
  const ports = mapsOf(item.ports);
  if (ports.length === 0) {
    if (dns) problems.agent('l7', at, 'DNS rules without port', 'write ports: 53 UDP and 53 TCP');
    else problems.meaning('l7', at, 'HTTP rules without port allow nothing', 'write the port');
  }
  for (const [index, port] of ports) {
    const where = step(step(at, 'ports'), index);
    const protocol = typeof port.protocol === 'string' && port.protocol !== '' ? port.protocol : 'ANY';
    if (!dns && protocol.toUpperCase() !== 'TCP') problems.agent('l7', where, `HTTP rules on a port of protocol ${protocol}`, 'write protocol: TCP');
    const first = typeof port.port === 'string' ? readPort(port.port).number : undefined;
    if (dns && typeof port.endPort === 'number' && port.endPort > (first ?? 0))
      problems.agent('l7', where, 'DNS rules on a range of ports', 'write single ports');
  }
}

function checkHttp(problems: Problems, at: string, rules: unknown): void {
  for (const [index, rule] of mapsOf(rules)) {
    const where = step(at, index);
    for (const field of ['method', 'path', 'host']) {
      const text = rule[field];
      const error = typeof text === 'string' && text !== '' ? re2Error(text) : undefined;
      if (error === undefined) continue;
      const words: [string, string, string, string] = ['regex', step(where, field), `"${String(text)}" is no RE2 expression: ${error.problem}`, error.repair];
      // The agent leaves some of it to the proxy, which then refuses the whole set of rules.
      if (field === 'host' || error.goTakesIt) problems.meaning(...words);
      else problems.agent(...words);
    }
    for (const [place, match] of mapsOf(rule.headerMatches)) {
      const spot = step(step(where, 'headerMatches'), place);
      if (typeof match.name !== 'string' || match.name === '') problems.agent('http', spot, 'a header match without name', 'write name');
      if (typeof match.mismatch === 'string' && !MISMATCH_ACTIONS.includes(match.mismatch))
        problems[match.mismatch === '' ? 'schema' : 'agent'](
          'http',
          spot,
          `not an action: "${match.mismatch}"`,
          `write one of: ${MISMATCH_ACTIONS.join(', ')}`,
        );
      if (isMap(match.secret) && (typeof match.secret.name !== 'string' || match.secret.name === ''))
        problems.agent('http', spot, 'a secret without name', 'write name and namespace of the Secret');
    }
  }
}

function checkServerNames(problems: Problems, at: string, item: PlainMap, hasL7: boolean): void {
  const names = textsOf(item.serverNames);
  if (Array.isArray(item.serverNames) && names.length === 0)
    problems.schema('empty-list', step(at, 'serverNames'), 'an empty list of server names', 'leave it out');
  if (names.length > 0 && hasL7 && !isMap(item.terminatingTLS))
    problems.agent('l7', at, 'server names together with HTTP or DNS rules, without terminatingTLS', 'write two rules, or terminate TLS');
  for (const [index, name] of names) {
    const where = step(step(at, 'serverNames'), index);
    if (name === '') problems.agent('l7', where, 'an empty server name', 'write a name such as "api.example.com"');
    else if (name.length > 255 || /[^-a-zA-Z0-9_.*]|^\.|\.\./.test(name))
      problems.schema('l7', where, `not a server name: "${name}"`, 'write letters, digits, "-", "_", "." and "*", at most 255');
  }
}

function checkListener(problems: Problems, at: string, item: PlainMap, hasL7: boolean, ingress: boolean): void {
  const { listener } = item;
  if (!isMap(listener)) return;
  const where = step(at, 'listener');
  if (ingress) problems.agent('l7', where, 'a listener in an ingress rule', 'listeners work in egress rules only');
  if (hasL7) problems.agent('l7', where, 'a listener together with HTTP or DNS rules', 'write two rules');
  const envoyConfig = isMap(listener.envoyConfig) ? listener.envoyConfig : {};
  if (envoyConfig.kind !== undefined && !['CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'].includes(String(envoyConfig.kind)))
    problems.schema('l7', where, `not a kind of listener: ${JSON.stringify(envoyConfig.kind)}`, 'write CiliumEnvoyConfig or CiliumClusterwideEnvoyConfig');
  if (typeof envoyConfig.name !== 'string' || envoyConfig.name === '')
    problems.schema('l7', where, 'a listener without envoyConfig', 'write envoyConfig: { kind, name }');
  if (typeof listener.name !== 'string' || listener.name === '') problems.schema('l7', where, 'a listener without name', 'write name');
  const { priority } = listener;
  if (typeof priority === 'number' && (priority < 1 || priority > 100)) {
    // The agent's type has 8 bits without sign.
    const words: [string, string, string, string] = ['l7', where, `priority ${priority} of a listener is out of range`, 'write a number from 1 to 100'];
    if (priority < 0 || priority > 255) problems.agent(...words);
    else problems.schema(...words);
  }
}
