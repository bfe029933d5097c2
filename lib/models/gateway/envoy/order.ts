// The order in which Envoy tries the routes of a virtual host.
import { isMap, PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { byBytes, listAt, mapAt, textAt } from '../read';
import { GUARD } from './redirect';

/** Envoy takes the first route that matches: exact path, longest expression, longest prefix, method, number of headers, of parameters. */
export function isBefore(features: GatewayFeatures, a: PlainMap, b: PlainMap): boolean {
  const [one, other] = [a.match, b.match];
  const bytes = (text: string | undefined) => Buffer.byteLength(text ?? '');
  for (const length of [
    (match: unknown) => bytes(textAt(match, 'path')),
    (match: unknown) => bytes(textAt(match, 'safeRegex', 'regex')),
    (match: unknown) => Math.max(bytes(textAt(match, 'pathSeparatedPrefix')), bytes(textAt(match, 'prefix'))),
  ])
    if (length(one) !== length(other)) return length(one) > length(other);
  const [methodOne, methodOther] = [methodOf(one), methodOf(other)];
  if (methodOne !== methodOther) {
    if (methodOne === undefined || methodOther === undefined) return methodOne !== undefined;
    return byBytes(methodOne, methodOther) < 0;
  }
  const [headersOne, headersOther] = [headerCount(features, one), headerCount(features, other)];
  if (headersOne !== headersOther) return headersOne > headersOther;
  return listAt(one, 'queryParameters').length > listAt(other, 'queryParameters').length;
}

function methodOf(match: unknown): string | undefined {
  const header = listAt(match, 'headers').find((item) => textAt(item, 'name') === ':method');
  return header === undefined ? undefined : (textAt(header, 'stringMatch', 'exact') ?? '');
}

function headerCount(features: GatewayFeatures, match: unknown): number {
  return listAt(match, 'headers').filter((header) => {
    const guard =
      features.redirectGuard &&
      isMap(header) &&
      header.name === GUARD &&
      header.invertMatch === true &&
      mapAt(header, 'stringMatch')?.ignoreCase === true;
    return !guard;
  }).length;
}
