// Hubble, its relay and UI.
import { notEmpty } from './checked';
import { HubbleCertificates } from './certificates';
import { entriesOf, ValueEntry } from './entry';
import { ComponentOptions, relayValues, uiValues } from './pods';

/** Hubble. */
export interface HubbleOptions {
  /** Agents keep and serve flows. @default true */
  readonly enabled?: boolean;
  /** Relay: the flows of all nodes in one place. @default false, true with the UI */
  readonly relay?: boolean;
  /** Web UI. @default false */
  readonly ui?: boolean;
  /** Source of the certificates. @default HubbleCertificates.cronJob() */
  readonly certificates?: HubbleCertificates;
  /** Metrics made of flows, such as `dns`, `drop`, `httpV2:exemplars=true`. @default - none */
  readonly metrics?: string[];
  /** Host names of an Ingress for the UI. @default - no Ingress */
  readonly uiHosts?: string[];
  /** IngressClass of that Ingress. @default - the cluster's */
  readonly uiIngressClass?: string;
  /** Pods of the relay. @default - as the chart has them */
  readonly relayPods?: ComponentOptions;
  /** Pods of the UI; `resources` are those of each of its two containers. @default - as the chart has them */
  readonly uiPods?: ComponentOptions;
}

/** @internal */
export function hubbleValues(options: HubbleOptions = {}): ValueEntry[] {
  const relay = options.relay ?? (options.ui === true ? true : undefined);
  notEmpty('hubble.metrics', options.metrics, "['dns', 'drop']");
  notEmpty('hubble.uiHosts', options.uiHosts, "['hubble.home.example']");
  options.certificates?._checkFor(relay === true);
  return [
    ...entriesOf('hubble', { ...options, relay, ingress: options.uiHosts === undefined ? undefined : true }, [
      ['enabled', 'hubble.enabled'],
      ['relay', 'hubble.relay.enabled'],
      ['ui', 'hubble.ui.enabled'],
      ['metrics', 'hubble.metrics.enabled'],
      ['ingress', 'hubble.ui.ingress.enabled'],
      ['uiHosts', 'hubble.ui.ingress.hosts'],
      ['uiIngressClass', 'hubble.ui.ingress.className'],
    ]),
    ...(options.certificates?._values ?? []),
    ...relayValues(options.relayPods),
    ...uiValues(options.uiPods),
  ];
}
