// Addresses that Services and Gateways ask LB-IPAM for: readable, in a pool that is on and serves them, and none that the pool keeps back.
import { IpAddress, ValueError } from '../../../net';
import { Code } from '../../../problem';
import { Address, AddressRequest, REQUEST_ANNOTATIONS, textOf } from '../../../models/load-balancer';
import { isPlaceholder, mapAt } from '../../../world/derived/fields';
import { BalancedService, LOAD_BALANCING, LoadBalancing, takesService } from '../../../world/derived/load-balancing';
import { Pool } from '../../../world/derived/pools';
import { World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';
import { annotationPath, requestPath } from './service-place';

/** Said of Services and Gateways, and of values that ask for an address. */
export const NOT_IN_POOL: Code = {
  code: 'address/not-in-pool',
  title: 'A requested address, also of spec.loadBalancerIP or of a Gateway, lies in a pool that is on',
  why: 'Otherwise the Service stays without it: condition IPAMRequestSatisfied False, no_pool (run: request-outside, disabled-request). Judged only where pools of the same cluster are in the input and all of their blocks can be read; without cluster.facts that say the input is complete, a pool may be missing from it.',
  words: ({
    address,
    disabled,
    pools,
  }: {
    address: string;
    disabled?: string;
    pools: { name: string; ranges: string[] }[];
  }) =>
    disabled === undefined
      ? {
          message: `requested address ${address} is in no pool: ${pools.map(({ name, ranges }) => `${name} has ${ranges.join(', ')}`).join('; ')}`,
          repair: 'ask for an address of a pool, or add it to a pool',
        }
      : {
          message: `requested address ${address} is only in pool ${disabled}, which is disabled`,
          repair: `remove "disabled" from ${disabled}, or ask for an address of another pool`,
        },
};

/** Requested addresses can be had. */
export const REQUESTED: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/request',
      title: 'A requested address is an address: no prefix length, no range, no leading zeros',
      why: 'LB-IPAM passes over what it cannot read; if nothing is left, the Service gets any address and reports success (run: request-all-bad, request-cidr, request-range, request-leading-zero, request-bad-lbip). For a Gateway, the infrastructure annotations and spec.addresses are the request.',
      words: ({ text, repair, hides }: { text: string; repair: string; hides?: string }) => ({
        message:
          hides === undefined
            ? `LB-IPAM cannot read the requested address "${text}" and passes over it: the Service then gets any address`
            : `the empty annotation hides ${hides}, whose name is older: the Service gets any address`,
        repair,
      }),
    },
    NOT_IN_POOL,
    {
      code: 'address/pool-selector',
      title: 'The pool of a requested address serves the Service that asks',
      why: 'Condition IPAMRequestSatisfied False, pool_selector_mismatch (run: selector-request-miss). Labels of namespaces are not visible to the selector.',
      words: ({ address, pool }: { address: string; pool: string }) => ({
        message: `requested address ${address} is in pool ${pool}, whose serviceSelector does not choose the Service`,
        repair: 'give the Service the labels of the selector, or ask for an address of another pool',
      }),
    },
    {
      code: 'address/reserved-end',
      title: 'Nobody asks for the first or last address of a network whose pool says allowFirstLastIPs: No',
      why: 'The address is never given out: already_allocated (run: request-first-no). With a sharing key the operator of 1.20 panics, and again at every start (run: request-first-no-key, share-reserved-start; upstream #48779).',
      words: ({ address, pool, crash }: { address: string; pool: string; crash: boolean }) => ({
        message: `requested address ${address} is an end of a network of pool ${pool}, which keeps it back${crash ? ': with the sharing key, the Cilium operator crashes at every start' : ''}`,
        repair: 'ask for an address inside of the network, or write allowFirstLastIPs: Yes before any Service asks',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING))
      for (const balanced of cluster.services) {
        if (balanced.notResponsible !== undefined) continue;
        emptied(report, balanced);
        for (const request of balanced.service.requests) {
          if (request.text === '' || isPlaceholder(request.text)) continue;
          if (request.address === undefined) unreadable(report, balanced, request);
          else judge(world, report, cluster, balanced, request, request.address);
        }
      }
  },
};

function unreadable(report: Report, balanced: BalancedService, request: AddressRequest): void {
  const { text } = request;
  report.error('address/request', balanced.at, requestPath(balanced, request), { text, repair: repairOf(text) });
}

/** The newer name of the annotation wins, even when it is empty (run: request-both-names, request-empty-new-name). */
function emptied(report: Report, balanced: BalancedService): void {
  const { annotations } = balanced.service;
  const [newer, older] = REQUEST_ANNOTATIONS;
  if (annotations[newer] !== '' || (annotations[older] ?? '') === '') return;
  const repair = `remove ${newer}, or write the addresses there`;
  report.error('address/request', balanced.at, annotationPath(balanced, [newer]), { text: '', repair, hides: older });
}

function repairOf(text: string): string {
  try {
    IpAddress.of(text);
  } catch (error) {
    if (error instanceof ValueError) return error.repair;
  }
  return 'write single addresses, separated by commas';
}

function judge(
  world: World,
  report: Report,
  cluster: LoadBalancing,
  balanced: BalancedService,
  request: AddressRequest,
  wanted: Address,
): void {
  const { pools } = cluster;
  if (pools.length === 0) return;
  const address = textOf(wanted);
  const [at, path] = [balanced.at, requestPath(balanced, request)];
  const holding = pools.filter((pool) => pool.blocks.some(({ range }) => holds(range, wanted)));
  const others = (list: readonly Pool[]) => list.map(({ object }) => object);
  if (holding.length === 0) {
    if (cluster.openPools) return;
    const named = pools.map(({ name, blocks }) => ({ name, ranges: blocks.map(({ range }) => range.toString()) }));
    report[levelOfAbsence(world, true)]('address/not-in-pool', at, path, { address, pools: named }, others(pools));
    return;
  }
  const serving = holding.filter(({ disabled }) => !disabled);
  if (serving.length === 0) {
    if (!cluster.openPools)
      report.error(
        'address/not-in-pool',
        at,
        path,
        { address, disabled: holding[0]!.name, pools: [] },
        others(holding),
      );
    return;
  }
  const refused = serving.every(
    ({ object }) => takesService(world, mapAt(object.manifest, 'spec').serviceSelector, balanced) === false,
  );
  if (refused) {
    if (!cluster.openPools)
      report.error('address/pool-selector', at, path, { address, pool: serving[0]!.name }, others(serving));
    return;
  }
  const reserved = serving.find((pool) => isReserved(cluster, pool, wanted));
  if (reserved !== undefined) {
    const crash = cluster.features.reservedEndIsNobodys && balanced.service.sharingKey !== '';
    report.error('address/reserved-end', at, path, { address, pool: reserved.name, crash }, [reserved.object]);
  }
}

function holds(range: { readonly first: IpAddress; readonly last: IpAddress }, { family, value }: Address): boolean {
  return range.first.family === family && range.first._value <= value && value <= range.last._value;
}

/** An end that allowFirstLastIPs keeps back. */
function isReserved({ allocation }: LoadBalancing, { name }: Pool, { family, value }: Address): boolean {
  const pool = allocation.pools.find((each) => each.pool.name === name);
  return (
    pool?.blocks.some(
      ({ range, endsReserved }) =>
        endsReserved && range!.first.family === family && (range!.first.value === value || range!.last.value === value),
    ) === true
  );
}
