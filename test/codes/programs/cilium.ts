// The Cilium install.
import { App, Chart, Duration } from 'cdk8s';
import {
  ChartRepository,
  CiliumBootstrap,
  CiliumDelivery,
  CiliumInstall,
  CiliumInstallProps,
  CiliumValuesFile,
  HubbleCertificates,
  RoutingMode,
} from '../../../lib/cilium';
import { MultusTalos } from '../../../lib/multus';
import { install } from '../../cilium/support';
import { Example } from './example';

const valuesFile = (path: string) => new CiliumValuesFile(new Chart(new App(), 'network'), 'values', { path });

/** The findings of an install beside Multus. */
const withMultus = (props: CiliumInstallProps) =>
  install(props, (chart) => void new MultusTalos(chart, 'multus'))._findings();

/** The findings of an install with Hubble's relay that Talos alone applies. */
const bootstrapped = (certificates: HubbleCertificates) =>
  install({ hubble: { relay: true, certificates }, delivery: CiliumDelivery.bootstrapOnly() })._findings();

/** The findings of an install by Argo CD with a disruption budget. */
const disrupted = (budget: object) =>
  install({
    values: { operator: { podDisruptionBudget: { enabled: true, ...budget } } },
    delivery: CiliumDelivery.argoCd(),
  })._findings();

export const CILIUM_EXAMPLES: readonly Example[] = [
  {
    code: 'cilium/chart-repository',
    bad: () => ChartRepository.oci('quay.io/cilium/charts'),
    good: () => ChartRepository.oci('oci://quay.io/cilium/charts'),
  },
  {
    code: 'cilium/bootstrap-url',
    bad: () => CiliumBootstrap.hosted('files.home.example/10-cilium.yaml'),
    good: () => CiliumBootstrap.hosted('https://files.home.example/10-cilium.yaml'),
  },
  {
    code: 'cilium/delivery',
    bad: () => install({ delivery: CiliumDelivery.bootstrapOnly(), bootstrap: CiliumBootstrap.apply() }),
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
  {
    code: 'cilium/copies-differ',
    bad: () => {
      const cilium = install({ delivery: CiliumDelivery.flux() });
      cilium.addField('spec.values.MTU', 1400);
      return cilium._findings();
    },
    good: () => install({ delivery: CiliumDelivery.flux(), values: { MTU: 1400 } })._findings(),
  },
  {
    code: 'cilium/feature-off',
    bad: () => withMultus({ values: { cni: { exclusive: true } } }),
    good: () => withMultus({}),
  },
  {
    code: 'cilium/job-nowhere',
    bad: () => bootstrapped(HubbleCertificates.cronJob()),
    good: () => bootstrapped(HubbleCertificates.certManager({ name: 'cluster-ca' })),
  },
  {
    code: 'cilium/no-install',
    bad: () => valuesFile('helm/values.yaml')._findings(),
    good: () => {
      const chart = new Chart(new App(), 'network');
      return new CiliumValuesFile(chart, 'values', { install: new CiliumInstall(chart, 'cilium') })._findings();
    },
  },
  {
    code: 'cilium/null-value',
    bad: () => disrupted({ maxUnavailable: null, minAvailable: 1 }),
    good: () => disrupted({ maxUnavailable: 1 }),
  },
];
