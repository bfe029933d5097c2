// The Cilium install.
import { App, Chart, Duration } from 'cdk8s';
import {
  ChartRepository,
  CiliumDelivery,
  CiliumValuesFile,
  HubbleCertificates,
  RoutingMode,
} from '../../../lib/cilium';
import { install } from '../../cilium/support';
import { Example } from './example';

const valuesFile = (path: string) => new CiliumValuesFile(new Chart(new App(), 'network'), 'values', { path });

export const CILIUM_EXAMPLES: readonly Example[] = [
  {
    code: 'cilium/chart-repository',
    bad: () => ChartRepository.oci('quay.io/cilium/charts'),
    good: () => ChartRepository.oci('oci://quay.io/cilium/charts'),
  },
  {
    code: 'cilium/delivery',
    bad: () => install({ delivery: CiliumDelivery.bootstrapOnly(), inlineManifest: false }),
    good: () => install({ delivery: CiliumDelivery.bootstrapOnly() }),
  },
  {
    code: 'cilium/value-twice',
    bad: () => install({ routing: { mode: RoutingMode.NATIVE }, values: { routingMode: 'tunnel' } }),
    good: () => install({ routing: { mode: RoutingMode.NATIVE } }),
  },
  {
    code: 'cilium/version',
    bad: () => install({ version: '1.17' as never }),
    good: () => install({ version: '1.19' as never }),
  },
  {
    code: 'cilium/adoption',
    bad: () => install({ delivery: CiliumDelivery.flux(), adoption: { releaseName: 'cni' } }),
    good: () => install({ delivery: CiliumDelivery.flux() }),
  },
  {
    code: 'cilium/option',
    bad: () => install({ operator: { replicas: 0.5 } }),
    good: () => install({ operator: { replicas: 2 } }),
  },
  {
    code: 'cilium/hubble-certificates',
    bad: () => HubbleCertificates.cronJob({ validity: Duration.hours(12) }),
    good: () => HubbleCertificates.cronJob({ validity: Duration.days(365) }),
  },
  {
    code: 'cilium/values-file',
    bad: () => valuesFile('../values.yaml'),
    good: () => valuesFile('helm/values.yaml'),
  },
];
