// Whether Services that ask for one address may share it.
import { errorAt } from '../construct';
import { about, ServiceFinding, title } from './rule-facts';
import { ServiceFacts } from './service-facts';

/** Services that ask for one address. */
export function together(services: readonly ServiceFacts[]): ServiceFinding[] {
  const out: ServiceFinding[] = [];
  services.forEach((service, index) => {
    for (const other of services.slice(index + 1)) {
      const shared = service.requested.find((address) => other.requested.some((theirs) => theirs.isSame(address)));
      if (shared === undefined) continue;
      const clash = sharingClash(service, other);
      if (clash === undefined) continue;
      const code =
        service.sharingKey === undefined && other.sharingKey === undefined
          ? 'loadbalancer/address-twice'
          : 'loadbalancer/sharing';
      out.push(
        about(
          errorAt(
            other.path,
            code,
            `${title(other)} and ${title(service)} (${service.path}) both ask for ${shared.toString()}${clash.problem}`,
            clash.repair,
          ),
        ),
      );
    }
  });
  return out;
}

/** Why two Services cannot share an address; undefined if they can. */
export function sharingClash(
  a: ServiceFacts,
  b: ServiceFacts,
): { readonly problem: string; readonly repair: string } | undefined {
  if (a.sharingKey === undefined && b.sharingKey === undefined)
    return {
      problem: '',
      repair: 'give each its own address, or share it: pool.share([...], { sharingKey, addresses })',
    };
  if (a.sharingKey !== b.sharingKey)
    return {
      problem: `, with the sharing keys ${word(b.sharingKey)} and ${word(a.sharingKey)}`,
      repair: 'write the same sharing key on both',
    };
  const port = a.ports.find((mine) =>
    b.ports.some((theirs) => theirs.port === mine.port && theirs.protocol === mine.protocol),
  );
  if (port !== undefined)
    return {
      problem: ` and have both port ${port.port}/${port.protocol}`,
      repair: 'choose ports that do not overlap, or separate addresses',
    };
  const permits = (one: ServiceFacts, to: ServiceFacts) =>
    one.namespace === to.namespace ||
    one.sharingNamespaces.includes('*') ||
    one.sharingNamespaces.includes(to.namespace);
  if (!permits(a, b) || !permits(b, a))
    return {
      problem: ' from different namespaces without permitting each other',
      repair: 'write lbipam.cilium.io/sharing-cross-namespace on both: pool.share() does',
    };
  if (a.externalTrafficPolicy !== b.externalTrafficPolicy)
    return {
      problem: ` with externalTrafficPolicy ${b.externalTrafficPolicy} and ${a.externalTrafficPolicy}`,
      repair: 'write the same externalTrafficPolicy on both',
    };
  if (a.externalTrafficPolicy === 'Local' && !sameSelector(a, b))
    return {
      problem: ' with externalTrafficPolicy Local and different selectors',
      repair: 'with Local both must select the same pods: write Cluster, or separate addresses',
    };
  return undefined;
}

function sameSelector(a: ServiceFacts, b: ServiceFacts): boolean {
  const text = (selector: Record<string, string>) => JSON.stringify(Object.entries(selector).sort());
  // Two empty selectors do not do (`share-local-none`).
  return Object.keys(a.selector).length > 0 && text(a.selector) === text(b.selector);
}

function word(key: string | undefined): string {
  return key === undefined ? 'none' : `"${key}"`;
}
