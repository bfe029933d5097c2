// Services that ask for one address, and whether they may share it.
import {
  SHARING_KEY_ANNOTATIONS,
  SHARING_NAMESPACES_ANNOTATIONS,
  sharingRefusal,
  SharingRefusal,
  textOf,
} from '../../../models/load-balancer';
import { IpFamily } from '../../../net';
import { APPLIED } from '../../../world/derived/applied';
import { BalancedService, LOAD_BALANCING, LoadBalancing } from '../../../world/derived/load-balancing';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { annotationPath, requestPath } from './service-place';

interface Refused {
  readonly address: string;
  readonly other: string;
  readonly because: SharingRefusal;
  readonly keys: readonly string[];
  readonly port?: string;
  readonly policies: readonly string[];
}

const key = (text: string) => (text === '' ? 'none' : `"${text}"`);

const WORDS: Readonly<Record<SharingRefusal, (data: Refused) => readonly [string, string]>> = {
  key: ({ keys: [own, theirs] }) => [
    `the sharing keys are ${key(own!)} and ${key(theirs!)}`,
    'write the same sharing key on both',
  ],
  namespace: () => [
    'they are of different namespaces that do not permit each other',
    `write ${SHARING_NAMESPACES_ANNOTATIONS[0]} with the other namespace on both`,
  ],
  port: ({ port }) => [`both have port ${port}`, 'choose ports that do not overlap, or separate addresses'],
  'traffic-policy': ({ policies: [own, theirs] }) => [
    `externalTrafficPolicy is ${own} and ${theirs}`,
    'write the same externalTrafficPolicy on both',
  ],
  selector: () => [
    'externalTrafficPolicy is Local and the selectors differ, or are empty',
    'with Local both must select the same pods: write Cluster, or separate addresses',
  ],
};

/** One address has one Service, or Services that may share it. */
export const SHARING: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/requested-twice',
      title: 'Two Services ask for one address only with a sharing key',
      why: 'The second one stays without it: already_allocated (run: share-first-without-key, request-taken).',
      words: ({ address, other }: { address: string; other: string }) => ({
        message: `asks for ${address}, as ${other} does, and neither has a sharing key`,
        repair: `give each its own address, or write one ${SHARING_KEY_ANNOTATIONS[0]} on both`,
      }),
    },
    {
      code: 'address/sharing',
      title:
        'Services that ask for one address may share it: same key, other ports, permitted namespaces, same traffic policy',
      why: 'Otherwise the second one stays without it: already_allocated_incompatible_service (run: share-keys-differ-request, share-port-clash, share-ns-request, share-etp-request, share-local-other).',
      words: (data: Refused) => {
        const [problem, repair] = WORDS[data.because](data);
        return { message: `cannot share ${data.address} with ${data.other}: ${problem}`, repair };
      },
    },
    {
      code: 'address/sharing-without-address',
      title: 'A Service with a sharing key asks for its address',
      why: 'Services that do not fit together then silently get different addresses (run: share-port-clash), and a pool that moves splits them (run: share-stale-range). A note without cluster.facts that say the input is complete.',
      words: ({ sharingKey }: { sharingKey: string }) => ({
        message: `has the sharing key "${sharingKey}" but asks for no address`,
        repair: 'ask for the address too, on every Service with the key',
      }),
    },
    {
      code: 'address/sharing-split',
      title: 'Services with one sharing key fit together',
      why: 'One that asks for no address and does not fit silently gets another address, and reports success (run: share-port-clash, share-ns, share-local-other; upstream #48867).',
      words: (data: Refused) => {
        const [problem, repair] = WORDS[data.because](data);
        return { message: `has the sharing key of ${data.other} and does not get its address: ${problem}`, repair };
      },
    },
    {
      code: 'address/sharing-namespace',
      title: 'Namespaces that may share are separated by commas without blanks, or are "*"',
      why: 'Blanks are part of the name, and there are no globs (run: share-ns-list-spaces, share-ns-glob).',
      words: ({ namespace }: { namespace: string }) => ({
        message: `permits sharing with "${namespace}", which matches no namespace`,
        repair: 'write names separated by commas without blanks, or "*"',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      const served = cluster.services.filter(({ notResponsible }) => notResponsible === undefined);
      for (const balanced of served) alone(world, report, balanced);
      served.forEach((balanced, index) => {
        for (const earlier of served.slice(0, index)) pair(world, report, cluster, balanced, earlier);
      });
    }
  },
};

function alone(world: World, report: Report, balanced: BalancedService): void {
  const { at, service } = balanced;
  for (const namespace of service.sharingNamespaces)
    if (namespace !== namespace.trim() || (namespace.includes('*') && namespace !== '*'))
      report.error('address/sharing-namespace', at, annotationPath(balanced, SHARING_NAMESPACES_ANNOTATIONS), {
        namespace,
      });
  if (service.sharingKey !== '' && service.requested.length === 0)
    report[world.complete ? 'warning' : 'note'](
      'address/sharing-without-address',
      at,
      annotationPath(balanced, SHARING_KEY_ANNOTATIONS),
      {
        sharingKey: service.sharingKey,
      },
    );
}

function pair(
  world: World,
  report: Report,
  { features, settings }: LoadBalancing,
  balanced: BalancedService,
  earlier: BalancedService,
): void {
  const [own, theirs] = [balanced.service, earlier.service];
  if (balanced.key === earlier.key || !areApplied(world, balanced, earlier)) return;
  const request = own.requests.find(
    ({ address }) => address !== undefined && theirs.requested.some((each) => textOf(each) === textOf(address)),
  );
  const byPortAlone = features.sharesByPortAlone && settings.lbProtoDiff === false;
  const because = sharingRefusal(own, theirs, byPortAlone);
  if (because === 'namespace' && !(balanced.hasNamespace && earlier.hasNamespace)) return;
  const port = own.ports.find((mine) =>
    theirs.ports.some((each) => each.port === mine.port && (byPortAlone || each.protocol === mine.protocol)),
  );
  const data = (address: string): Refused => ({
    address,
    other: earlier.title,
    because: because!,
    keys: [own.sharingKey, theirs.sharingKey],
    ...(port === undefined ? {} : { port: `${port.port}/${port.protocol}` }),
    policies: [own.externalTrafficPolicy, theirs.externalTrafficPolicy],
  });
  if (request !== undefined) {
    const [path, address] = [requestPath(balanced, request), textOf(request.address!)];
    if (own.sharingKey === '' && theirs.sharingKey === '')
      report.error('address/requested-twice', balanced.at, path, { address, other: earlier.title }, [earlier.at]);
    else if (because !== undefined)
      report.error('address/sharing', balanced.at, path, { ...data(address) }, [earlier.at]);
    return;
  }
  if (own.sharingKey === '' || because === undefined || because === 'key') return;
  // Who asks for another address does not mean to share.
  if ((own.requested.length > 0 && theirs.requested.length > 0) || !share(own.families, theirs.families)) return;
  report.warning(
    'address/sharing-split',
    balanced.at,
    annotationPath(balanced, SHARING_KEY_ANNOTATIONS),
    { ...data('') },
    [earlier.at],
  );
}

function share(a: readonly IpFamily[], b: readonly IpFamily[]): boolean {
  return a.some((family) => b.includes(family));
}

/** Both are applied, or neither is. */
function areApplied(world: World, a: BalancedService, b: BalancedService): boolean {
  const applied = world.model(APPLIED);
  return applied.isApplied(a.at) === applied.isApplied(b.at);
}
