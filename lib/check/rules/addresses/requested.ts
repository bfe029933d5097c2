// Addresses that Services ask LB-IPAM for.
import { isMap, PlainMap } from '../../../manifest';
import { IpAddress, ValueError } from '../../../net';
import { APPLIED } from '../../../world/derived/applied';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, mapAt, textAt, valueAtPath, writtenNamespace } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { Pool, POOLS } from '../../../world/derived/pools';
import { matchesSelector, selectorKeys } from '../../../world/derived/selectors';
import { CheckedObject, World } from '../../../world/types';
import { Path } from '../../../problem';
import { Report, Rule } from '../../rule';

/** The newer name wins, even when it is empty (run: request-both-names, request-empty-new-name). */
const ANNOTATIONS = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];
/** Classes that LB-IPAM serves. */
const CLASSES = [undefined, 'io.cilium/l2-announcer', 'io.cilium/bgp-control-plane'];
/** Labels that Cilium puts on every Service for its selectors. */
const NAMESPACE_LABEL = 'io.kubernetes.service.namespace';
const NAME_LABEL = 'io.kubernetes.service.name';

interface Request {
  readonly text: string;
  readonly address: IpAddress | undefined;
  readonly repair: string;
  readonly path: Path;
}

/** Requested addresses can be had. */
export const REQUESTED: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/request',
      title: 'A requested address is an address: no prefix length, no range, no leading zeros',
      why: 'LB-IPAM passes over what it cannot read; if nothing is left, the Service gets any address and reports success (run: request-all-bad, request-cidr, request-range, request-leading-zero).',
    },
    {
      code: 'address/not-in-pool',
      title: 'A requested address lies in a pool that is on',
      why: 'Otherwise the Service stays without it: condition IPAMRequestSatisfied False, no_pool (run: request-outside, disabled-request). Judged only where pools of the same cluster are in the input and all of their blocks can be read.',
    },
    {
      code: 'address/pool-selector',
      title: 'The pool of a requested address serves the Service that asks',
      why: 'Condition IPAMRequestSatisfied False, pool_selector_mismatch (run: selector-request-miss). Labels of namespaces are not visible to the selector.',
    },
  ],
  check(world, report) {
    for (const service of world.of('', 'Service')) {
      const requests = requestsOf(service);
      if (requests.length === 0) continue;
      const pools = world
        .model(POOLS)
        .filter(
          ({ object }) => world.model(CLUSTERS).together(object, service) && !world.model(APPLIED).isLeftOut(object),
        );
      for (const request of requests) judge(world, report, service, request, pools);
    }
  },
};

function judge(
  world: World,
  report: Report,
  service: CheckedObject,
  { text, address, repair, path }: Request,
  pools: readonly Pool[],
): void {
  if (address === undefined) {
    // Other load balancers read the same field in their own way; the annotations are Cilium's.
    report.error(
      'address/request',
      service,
      path,
      `LB-IPAM cannot read the requested address "${text}" and passes over it`,
      repair,
    );
    return;
  }
  if (pools.length === 0 || pools.some((pool) => pool.open || pool.badBlocks.length > 0)) return;
  const holding = pools.filter((pool) => pool.blocks.some(({ range }) => range.contains(address)));
  const serving = holding.filter((pool) => !pool.disabled);
  if (serving.length === 0) {
    report.error(
      'address/not-in-pool',
      service,
      path,
      holding.length === 0
        ? `requested address ${text} is in no pool: ${pools.map(poolWords).join('; ')}`
        : `requested address ${text} is only in pool ${holding[0]!.name}, which is disabled`,
      holding.length === 0
        ? 'ask for an address of a pool, or add it to a pool'
        : `remove "disabled" from ${holding[0]!.name}, or ask for an address of another pool`,
    );
  } else if (serving.every((pool) => isRefused(world, pool, service))) {
    report.error(
      'address/pool-selector',
      service,
      path,
      `requested address ${text} is in pool ${serving[0]!.name}, whose serviceSelector does not choose the Service`,
      `give the Service the labels of the selector, or ask for an address of another pool`,
    );
  }
}

function requestsOf({ manifest }: CheckedObject): Request[] {
  const spec = mapAt(manifest, 'spec');
  if (spec.type !== 'LoadBalancer' || !CLASSES.includes(textAt(spec, 'loadBalancerClass'))) return [];
  const annotations = mapAt(manifest, 'metadata', 'annotations');
  const name = ANNOTATIONS.find((each) => typeof annotations[each] === 'string');
  const texts = name === undefined ? [] : String(annotations[name]).split(',');
  return texts
    .map((part) => part.trim())
    .flatMap((text) => (text === '' || isPlaceholder(text) ? [] : [read(text, ['metadata', 'annotations', name!])]));
}

function read(text: string, path: Path): Request {
  try {
    return { text, address: IpAddress.of(text), repair: '', path };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { text, address: undefined, repair: error.repair, path };
  }
}

/** True if the selector of the pool certainly leaves the Service out. */
function isRefused(world: World, pool: Pool, service: CheckedObject): boolean {
  const selector = valueAtPath(pool.object.manifest, ['spec', 'serviceSelector']);
  if (!isMap(selector)) return false;
  const labels = mapAt(service.manifest, 'metadata', 'labels');
  const namespace = writtenNamespace(service.manifest);
  const all: PlainMap = { ...labels, [NAME_LABEL]: service.manifest.metadata.name };
  if (namespace !== undefined) all[NAMESPACE_LABEL] = namespace;
  // A kustomization may still add a label, and Flux a namespace.
  const certain = world.complete || !world.model(KUSTOMIZE).setsLabels;
  const missing = selectorKeys(selector).filter((key) => !Object.hasOwn(all, key));
  if (missing.includes(NAMESPACE_LABEL) || (missing.length > 0 && !certain)) return false;
  return matchesSelector(selector, all) === false;
}

function poolWords({ name, blocks }: Pool): string {
  return `${name} has ${blocks.map(({ range }) => range.toString()).join(', ')}`;
}
