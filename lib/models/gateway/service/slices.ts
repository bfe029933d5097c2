// EndpointSlices that carry TCP and UDP past Envoy to the backends.
import { createHash } from 'node:crypto';
import { shortName } from '../names';
import { ServiceObject } from '../objects/services';
import { textsAt } from '../read';
import { named } from '../objects/by-name';
import { StreamListener } from '../translation/served';
import { GatewayService } from './service';

/** Names of the EndpointSlices that carry TCP and UDP to the backends: one per backend port, protocol and family. */
export function streamSlices(
  service: Pick<GatewayService, 'name' | 'spec'>,
  streams: readonly StreamListener[],
  services: readonly ServiceObject[],
): { readonly all: string[]; readonly made: string[] } {
  const families = Array.isArray(service.spec.ipFamilies) ? textsAt(service.spec, 'ipFamilies') : ['IPv4'];
  const all = new Map<string, boolean>();
  for (const { port, protocol, routes } of streams)
    for (const { backends } of routes)
      for (const backend of backends)
        for (const family of families) {
          if (family !== 'IPv4' && family !== 'IPv6') continue;
          const text = `${backend.namespace}/${backend.name}|${backend.port || port}|${protocol}`;
          const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
          const name = shortName(`${service.name}-${hash}-${family.toLowerCase()}`);
          const own = named(services, backend.namespace, backend.name)?.ipFamilies ?? [];
          all.set(name, own.length === 0 || own.includes(family));
        }
  return { all: [...all.keys()], made: [...all].flatMap(([name, made]) => (made ? [name] : [])) };
}
