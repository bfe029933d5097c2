// What a connection carries, as a question gives it.
import { Carried, headerName, Headers } from '../models/agent/verdict';

/** A request, a question of DNS, or TLS with a server name; none of them for bytes that nobody understands. @internal */
export interface Content {
  readonly http?: {
    readonly method?: string;
    readonly path?: string;
    readonly host?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly dns?: string;
  readonly serverName?: string;
}

/** The content as proxies read it. @internal */
export function carriedBy({ http, dns, serverName }: Content): Carried {
  const carried = { serverName: serverName ?? '', ...(dns === undefined ? {} : { question: dns }) };
  if (http === undefined) return carried;
  const headers: Headers = new Map([
    [':method', http.method ?? 'GET'],
    [':path', http.path ?? '/'],
  ]);
  if (http.host !== undefined) headers.set(':authority', http.host);
  for (const name in http.headers) headers.set(headerName(name), http.headers[name]!);
  return { ...carried, headers };
}
