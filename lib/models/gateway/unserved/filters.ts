// Filters and fields that the operator does not look at, and redirects onto themselves.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { Identity, keyOf } from '../objects/identity';
import { isEncrypted } from '../paths';
import { at, mapAt, numberAt, textAt } from '../read';
import { ServedListener, ServedRoute } from '../translation/served';
import { entry, Picture, Unserved, UnservedCode } from './entry';

/** A field that is accepted without a word and does nothing. */
interface IgnoredField {
  readonly kinds: readonly string[];
  /** Keys; `*` walks a list. */
  readonly path: readonly string[];
  /** Filters of this type only. */
  readonly type?: string;
  /** Whether the minor ignores it. */
  readonly in: (features: GatewayFeatures) => boolean;
}

const always = () => true;
const L7 = ['HTTPRoute', 'GRPCRoute'];
const BACKEND_FILTERS = ['spec', 'rules', '*', 'backendRefs', '*', 'filters', '*'];

/** Source: extractRoutes, extractGRPCRoutes, GatewayAPI and the types of the API; cases `filter-session`, `filter-extensionref`, `filter-cors`. */
const FIELDS: readonly IgnoredField[] = [
  { kinds: L7, path: ['spec', 'rules', '*', 'sessionPersistence'], in: always },
  { kinds: L7, path: ['spec', 'rules', '*', 'filters', '*'], type: 'ExtensionRef', in: always },
  { kinds: ['HTTPRoute'], path: ['spec', 'rules', '*', 'filters', '*'], type: 'CORS', in: ({ cors }) => !cors },
  {
    kinds: ['HTTPRoute'],
    path: ['spec', 'rules', '*', 'filters', '*'],
    type: 'ExternalAuth',
    in: ({ externalAuth }) => !externalAuth,
  },
  ...['RequestRedirect', 'URLRewrite', 'RequestMirror', 'ExtensionRef', 'CORS', 'ExternalAuth'].map((type) => ({
    kinds: ['HTTPRoute'],
    path: BACKEND_FILTERS,
    type,
    in: always,
  })),
  { kinds: ['GRPCRoute'], path: BACKEND_FILTERS, in: always },
  { kinds: ['Gateway'], path: ['spec', 'tls'], in: always },
  { kinds: ['Gateway'], path: ['spec', 'backendTLS'], in: always },
  { kinds: ['Gateway', 'ListenerSet'], path: ['spec', 'listeners', '*', 'tls', 'options'], in: always },
  { kinds: ['Gateway', 'ListenerSet'], path: ['spec', 'listeners', '*', 'tls', 'frontendValidation'], in: always },
];

/** Every place of an ignored field. */
export function ignoredFields({ verdict, features }: Picture): Unserved[] {
  const { gateways, listenerSets, routes } = verdict.objects;
  const owners: readonly Identity[] = [...gateways, ...listenerSets, ...routes];
  return owners.flatMap((owner) =>
    FIELDS.filter((field) => field.kinds.includes(owner.kind) && field.in(features)).flatMap((field) =>
      places(owner.object, field.path, [])
        .filter((path) => field.type === undefined || textAt(valueAt(owner.object, path), 'type') === field.type)
        .map((path) =>
          entry(UnservedCode.IGNORED, owner, path, {
            field: field.path.filter((key) => key !== '*').join('.'),
            ...(field.type === undefined ? {} : { type: field.type }),
          }),
        ),
    ),
  );
}

function places(value: unknown, keys: readonly string[], before: readonly (string | number)[]): (string | number)[][] {
  const [key, ...rest] = keys;
  if (key === undefined) return [[...before]];
  if (key === '*')
    return Array.isArray(value) ? value.flatMap((item, index) => places(item, rest, [...before, index])) : [];
  const below = at(value, key);
  return below === undefined ? [] : places(below, rest, [...before, key]);
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((here, key) => (Array.isArray(here) ? here[Number(key)] : at(here, String(key))), value);
}

/**
 * A redirect to what it matches goes round in circles. From 1.20 a redirect to a scheme only matches requests of another scheme
 * (`filter-redirect`), so that one to the listener's own scheme never fires.
 */
export function redirects({ verdict, features }: Picture): Unserved[] {
  const told = new Set<string>();
  return verdict.translations
    .filter(({ made }) => made)
    .flatMap(({ translation }) =>
      translation.http.flatMap((listener) =>
        listener.routes.flatMap((served) => {
          const code = selfRedirect(features, listener, served);
          if (code === undefined) return [];
          const route = verdict.objects.routes.find((item) => keyOf(item) === served.route);
          const key = `${served.route} ${served.rule} ${listener.name}`;
          if (route === undefined || told.has(key)) return [];
          told.add(key);
          const filters = route.rules.find(({ index }) => index === served.rule)?.filters ?? [];
          const place = filters.findIndex((filter) => textAt(filter, 'type') === 'RequestRedirect');
          return [
            entry(code, route, ['spec', 'rules', served.rule, 'filters', place, 'requestRedirect'], {
              listener: listener.name,
              port: listener.port,
              scheme: isEncrypted(listener) ? 'https' : 'http',
            }),
          ];
        }),
      ),
    );
}

function selfRedirect(
  features: GatewayFeatures,
  listener: ServedListener,
  route: ServedRoute,
): UnservedCode | undefined {
  const { redirect } = route;
  if (redirect === undefined) return undefined;
  const own = isEncrypted(listener) ? 'https' : 'http';
  const scheme = textAt(redirect, 'scheme');
  if (scheme !== undefined && scheme !== own) return undefined;
  if (features.redirectGuard && scheme !== undefined) return UnservedCode.REDIRECT_NEVER;
  const wellKnown = scheme === 'https' ? 443 : 80;
  const port = numberAt(redirect, 'port') ?? (scheme === undefined ? listener.port : wellKnown);
  const hostname = textAt(redirect, 'hostname');
  const hosts = route.hostnames.length === 0 ? [listener.hostname ?? '*'] : route.hostnames;
  const sameHost = hostname === undefined || hosts.every((host) => host === hostname);
  return port === listener.port && sameHost && keepsPath(route, mapAt(redirect, 'path'))
    ? UnservedCode.REDIRECT_LOOP
    : undefined;
}

/** True if every request that the route matches still matches after the path is changed. */
function keepsPath({ path }: ServedRoute, change: PlainMap | undefined): boolean {
  const type = textAt(change, 'type');
  if (type === undefined) return true;
  const under = (text: string) => {
    const prefix = (path.prefix ?? '/').replace(/\/$/, '');
    return path.exact === undefined && path.regex === undefined && (text === prefix || text.startsWith(`${prefix}/`));
  };
  if (type === 'ReplaceFullPath') {
    const full = textAt(change, 'replaceFullPath') ?? '';
    return path.exact !== undefined ? path.exact === full : under(full);
  }
  return under(textAt(change, 'replacePrefixMatch') ?? '');
}
