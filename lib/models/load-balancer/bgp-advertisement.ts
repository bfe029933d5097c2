// Which Services a CiliumBGPAdvertisement takes. Read in pkg/bgp*/manager/reconciler*/service.go of 1.18.11, 1.19.6 and 1.20.0, which choose alike; not run.
// Which peers carry it (CiliumBGPPeerConfig, by labels of the advertisement) is not decided here.
import { Labels, labelsOf, LabelSelector, readLabelSelector, selects } from '../kubernetes/label-selector';
import { listAt, mapAt, textAt, textsAt } from './fields';
import { BGP_CLASS, Service } from './service';

/** One entry of spec.advertisements. */
export interface BgpAdvertisementEntry {
  /** Place in spec.advertisements. */
  readonly index: number;
  readonly type: string;
  /** Not written: an entry for Services takes none. */
  readonly selector: LabelSelector;
  /** LoadBalancerIP, ClusterIP, ExternalIP; undefined without `service`: the entry then takes no Service either. */
  readonly addresses: readonly string[] | undefined;
}

/** An advertisement as it is written. */
export interface BgpAdvertisement {
  readonly name: string;
  readonly manifest: unknown;
  /** By which CiliumBGPPeerConfig finds it. */
  readonly labels: Labels;
  readonly entries: readonly BgpAdvertisementEntry[];
}

/** Reads an advertisement. */
export function readBgpAdvertisement(manifest: unknown): BgpAdvertisement {
  const metadata = mapAt(manifest, 'metadata');
  return {
    name: textAt(metadata, 'name') ?? '',
    manifest,
    labels: labelsOf(metadata.labels),
    entries: listAt(mapAt(manifest, 'spec'), 'advertisements').map((entry, index) => ({
      index,
      type: textAt(entry, 'advertisementType') ?? '',
      selector: readLabelSelector(mapAt({ entry }, 'entry').selector),
      addresses: hasService(entry) ? textsAt(mapAt(entry, 'service'), 'addresses') : undefined,
    })),
  };
}

function hasService(entry: unknown): boolean {
  const { service } = mapAt({ entry }, 'entry');
  return service !== undefined && service !== null;
}

/** Kinds of addresses that the entry advertises of a Service; none if it does not take it. A Service of another class keeps its LoadBalancerIP to itself. */
export function advertisedKinds(entry: BgpAdvertisementEntry, service: Service): string[] {
  if (entry.type !== 'Service' || !selects(entry.selector, service.labels)) return [];
  return (entry.addresses ?? []).filter(
    (kind) =>
      kind === 'ClusterIP' ||
      (kind === 'ExternalIP' && (service.externalIPs ?? []).length > 0) ||
      (kind === 'LoadBalancerIP' &&
        service.type === 'LoadBalancer' &&
        (service.loadBalancerClass === undefined || service.loadBalancerClass === BGP_CLASS)),
  );
}
