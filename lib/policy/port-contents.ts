// What of the contents of connections may pass at a port, and where it is looked at.
import { PlainMap } from '../manifest';
import { DnsRule } from './dns-rule';
import { HttpRule } from './http-rule';

/** Contents that are looked at. A list holds alternatives; an empty one is not written. @internal */
export interface Contents {
  readonly http: readonly HttpRule[];
  readonly dns: readonly DnsRule[];
  readonly serverNames: readonly string[];
  /** Fields that take a connection over before it is looked at: TLS that is ended or begun, a listener. */
  readonly handling: PlainMap;
}

/** Nothing is looked at. @internal */
export const NO_CONTENTS: Contents = { http: [], dns: [], serverNames: [], handling: {} };

/** What an item of toPorts says beside its ports; empty where nothing is looked at. @internal */
export function contentsYaml({ serverNames, handling, ...rules }: Contents): PlainMap {
  const http = rules.http.map((rule) => rule._yaml());
  const dns = rules.dns.map((rule) => rule._yaml());
  return {
    ...(http.length + dns.length === 0
      ? {}
      : { rules: { ...(http.length === 0 ? {} : { http }), ...(dns.length === 0 ? {} : { dns }) } }),
    ...(serverNames.length === 0 ? {} : { serverNames: [...serverNames] }),
    ...handling,
  };
}

/**
 * What the sender's policy says: names are looked up there, requests and server names seen where they arrive; what takes a connection over does
 * so where it leaves, and looks at the contents itself. @internal
 */
export function leaving(contents: Contents): Contents {
  return takesOver(contents) ? contents : { ...NO_CONTENTS, dns: contents.dns };
}

/** What the receiver's policy says. @internal */
export function arriving(contents: Contents): Contents {
  return takesOver(contents) ? NO_CONTENTS : { ...contents, dns: [] };
}

function takesOver({ handling }: Contents): boolean {
  return Object.keys(handling).length > 0;
}
