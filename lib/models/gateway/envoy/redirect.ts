// Redirects in Envoy, and the guard by which one to a scheme matches only requests of another.
import { PlainMap } from '../../../manifest';
import { OperatorPanic } from '../conditions';
import { mapAt, numberAt, textAt } from '../read';
import { ServedRoute } from '../translation/served';

/** The header by which a redirect to a scheme passes over requests of that scheme. */
export const GUARD = 'X-Forwarded-Proto';

/** 301 is Envoy's default, also for what the table does not have. */
const REDIRECT_CODES: Readonly<Record<number, string>> = {
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

/** The redirect of a route. */
export function redirectAction({ redirect, redirectPort }: ServedRoute, listenerPort: number): PlainMap {
  const scheme = textAt(redirect, 'scheme');
  const hostname = textAt(redirect, 'hostname');
  const wellKnown = scheme === 'https' ? 443 : scheme === 'http' ? 80 : 0;
  const port = redirectPort ?? (scheme === undefined ? listenerPort : wellKnown);
  const status = numberAt(redirect, 'statusCode');
  const code = status === undefined ? undefined : REDIRECT_CODES[status];
  return {
    ...(scheme === undefined ? {} : { schemeRedirect: scheme }),
    ...(hostname ? { hostRedirect: hostname } : {}),
    ...(port === 0 ? {} : { portRedirect: port }),
    ...(code === undefined ? {} : { responseCode: code }),
    ...redirectPath(redirect),
  };
}

function redirectPath(redirect: PlainMap | undefined): PlainMap {
  const path = mapAt(redirect, 'path');
  const type = textAt(path, 'type');
  if (type === 'ReplaceFullPath') {
    const full = textAt(path, 'replaceFullPath');
    if (full === undefined) throw new OperatorPanic();
    return full === '' ? {} : { pathRedirect: full };
  }
  if (type !== 'ReplacePrefixMatch') return {};
  const prefix = textAt(path, 'replacePrefixMatch');
  if (prefix === undefined) throw new OperatorPanic();
  return prefix === '' ? {} : { prefixRewrite: prefix };
}
