// HTTP rules as Envoy evaluates them: conditions on headers, and actions that change the request. Sources: pkg/envoy/policy, getHTTPRule;
// cilium/proxy, cilium/network_policy.cc, HttpNetworkPolicyRule; Envoy's HeaderUtility.
import { RE2JS } from '@bufbuild/re2';
import { Memory } from '../../memory';
import { re2Error } from '../../re2';
import { HeaderMatch, HttpMatch } from '../entry';

/** A request as it reaches a proxy: names in lower case, with :method, :path and, if it has one, :authority. @internal */
export type Headers = Map<string, string>;

/** A condition on one header. */
interface HeaderRule {
  readonly name: string;
  /** Whole value as an expression of RE2, or the value itself, or neither: the header must be there. */
  readonly expression?: string;
  readonly exact?: string;
}

/** One HTTP rule. @internal */
export interface HttpRule {
  readonly headers: readonly HeaderRule[];
  readonly actions: readonly HeaderMatch[];
}

/** Longest expression that is compiled here: the compiler takes time with the square of the length. */
const LONGEST_EXPRESSION = 2000;

/** Header names have no case, and Host is :authority. @internal */
export function headerName(name: string): string {
  const lower = name.toLowerCase();
  return lower === 'host' ? ':authority' : lower;
}

/** The rule that Envoy gets, with its conditions in the order in which the agent sorts them. @internal */
export function httpRule({ method, path, host, headers, headerMatches }: HttpMatch): HttpRule {
  const conditions: HeaderRule[] = [];
  for (const [name, expression] of [
    [':path', path],
    [':method', method],
    [':authority', host],
  ] as const)
    if (expression !== '') conditions.push({ name, expression });
  for (const header of headers) {
    const space = header.indexOf(' ');
    if (space < 0) conditions.push({ name: header });
    else conditions.push({ name: header.slice(0, space).replace(/:+$/, ''), exact: header.slice(space + 1) });
  }
  const actions: HeaderMatch[] = [];
  for (const match of headerMatches) {
    // A secret without a value beside it is Envoy's matter.
    if (match.mismatch === '' && match.value !== '') conditions.push({ name: match.name, exact: match.value });
    else if (match.mismatch === '' && !match.secret) conditions.push({ name: match.name });
    else actions.push(match);
  }
  return { headers: stable(conditions, headerLess), actions };
}

const isPresence = ({ expression, exact }: HeaderRule) => expression === undefined && exact === undefined;

function headerLess(a: HeaderRule, b: HeaderRule): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return Number(isPresence(a)) - Number(isPresence(b));
}

/** The order in which the agent hands rules over: by number and names of their conditions alone. @internal */
export function compareHttpRules(a: HttpRule, b: HttpRule): number {
  if (a.headers.length !== b.headers.length) return a.headers.length - b.headers.length;
  for (let index = 0; index < a.headers.length; index++) {
    const order = headerLess(a.headers[index]!, b.headers[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

function stable<T>(list: readonly T[], compare: (a: T, b: T) => number): T[] {
  return [...list].sort(compare);
}

/** Why Envoy does not take the rule, or undefined. @internal */
export function httpRuleError({ headers }: HttpRule): string | undefined {
  for (const { name, expression } of headers) {
    if (name === '') return 'a header without name';
    if (expression !== undefined && EXPRESSIONS.ask(expression) === null) return `no RE2 expression: ${expression}`;
  }
  return undefined;
}

/** An expression that is too long to be decided here. @internal */
export class TooLong extends Error {}

type Expression = { readonly test: (value: string) => boolean };
const EXPRESSIONS = new Memory((text: string): Expression | null => {
  const error = re2Error(text);
  if (error !== undefined && !error.goTakesIt) return null;
  if (text.length > LONGEST_EXPRESSION)
    return {
      test: () => {
        throw new TooLong(`an expression of ${text.length} characters`);
      },
    };
  try {
    const compiled = RE2JS.compile(text);
    return { test: (value) => compiled.testExact(value) };
  } catch {
    return null;
  }
});

function holds({ name, expression, exact }: HeaderRule, headers: Headers): boolean {
  const value = headers.get(headerName(name));
  if (value === undefined) return false;
  if (expression !== undefined) return EXPRESSIONS.ask(expression)?.test(value) ?? false;
  return exact === undefined || exact === value;
}

/** What came up while a request was judged. @internal */
export interface Noticed {
  /** A header was compared with a Secret, of which nothing is known: taken as absent, which refuses the request. */
  secret: boolean;
}

/** True if the request meets the rule; its actions change the request then. @throws TooLong @internal */
export function allowsRequest({ headers, actions }: HttpRule, request: Headers, noticed: Noticed): boolean {
  if (!headers.every((header) => holds(header, request))) return false;
  let accepted = true;
  for (const action of actions) if (!act(action, request, noticed)) accepted = false;
  return accepted;
}

/** One action on a header that does not have the value; false refuses the request. */
function act({ name: written, value, mismatch, secret }: HeaderMatch, request: Headers, noticed: Noticed): boolean {
  const name = headerName(written);
  const there = request.get(name);
  if (secret && value === '') {
    noticed.secret = true;
    return false;
  }
  if (there !== undefined && (value === '' || there === value)) return true;
  switch (mismatch) {
    case 'LOG':
      return true;
    case 'ADD':
      request.set(name, there === undefined ? value : `${there},${value}`);
      return true;
    case 'DELETE':
      if (value !== '') request.delete(name);
      return true;
    case 'REPLACE':
      request.set(name, value);
      return true;
    default:
      return false;
  }
}

/** A rule in words: method and path as in a request, then what else must hold; `*` for any request. @internal */
export function httpInWords({ headers, actions }: HttpRule): string {
  const of = (name: string) => headers.find((header) => header.name === name)?.expression;
  const parts = [of(':method'), of(':path')].filter((part) => part !== undefined);
  const host = of(':authority');
  if (host !== undefined) parts.push(`host ${host}`);
  for (const { name, expression, exact } of headers)
    if (expression === undefined) parts.push(exact === undefined ? `with ${name}` : `with ${name}: ${exact}`);
  for (const { name, value, mismatch, secret } of actions)
    parts.push(mismatch === '' ? `with ${name} of a Secret` : `${mismatch} ${name}${secret ? '' : `: ${value}`}`);
  return parts.length === 0 ? '*' : parts.join(' ');
}
