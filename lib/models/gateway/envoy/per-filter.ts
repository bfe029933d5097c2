// What a route changes of the filters of its listener: CORS, external authorisation.
import { PlainMap } from '../../../manifest';
import { numberAt, textsAt } from '../read';
import { ServedRoute } from '../translation/served';
import { authKey } from './clusters';

const CORS = 'envoy.filters.http.cors';

const CORS_TYPE = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy';

const AUTH = 'envoy.filters.http.ext_authz';

const AUTH_TYPE = 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute';

/** `typedPerFilterConfig` of a route, if it changes a filter of the listener. */
export function perFilter(route: ServedRoute, auths: readonly string[]): PlainMap {
  const own = route.auth === undefined ? undefined : authKey(route.auth);
  const config: PlainMap = {};
  for (const key of auths) if (key !== own) config[`${AUTH}/${key}`] = { '@type': AUTH_TYPE, disabled: true };
  if (route.cors !== undefined) config[CORS] = corsOf(route.cors);
  return Object.keys(config).length === 0 ? {} : { typedPerFilterConfig: config };
}

function corsOf(cors: PlainMap): PlainMap {
  const joined = (key: string) => textsAt(cors, key).join(', ');
  const origins = textsAt(cors, 'allowOrigins').map(originMatcher);
  const [methods, headers, exposed] = [joined('allowMethods'), joined('allowHeaders'), joined('exposeHeaders')];
  return {
    '@type': CORS_TYPE,
    ...(origins.length > 0 ? { allowOriginStringMatch: origins } : {}),
    allowCredentials: cors.allowCredentials === true,
    ...(methods === '' ? {} : { allowMethods: methods }),
    ...(headers === '' ? {} : { allowHeaders: headers }),
    ...(exposed === '' ? {} : { exposeHeaders: exposed }),
    maxAge: String(numberAt(cors, 'maxAge') || 5),
    forwardNotMatchingPreflights: false,
  };
}

function originMatcher(origin: string): PlainMap {
  if (!origin.includes('*')) return origin === '' ? { exact: '' } : { exact: origin };
  const regex = origin === '*' ? '.*' : quoted(origin).replaceAll('\\*', '[A-Za-z0-9.-]+');
  return { safeRegex: { regex: `^${regex}$` } };
}

/** Text with the signs of an expression quoted, as Go does. */
export function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
