// The Multus installer.
import { App, Chart } from 'cdk8s';
import { MultusMode, MultusTalosProps, MultusVersion, Whereabouts } from '../../../lib/multus';
import { multus } from '../../multus/helpers';
import { Example } from './example';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const IMAGE = `registry.example/multus-cni:v4.3.0-thick@${DIGEST}`;

const row = (code: string, bad: MultusTalosProps, good: MultusTalosProps): Example => ({
  code: `multus/${code}`,
  bad: () => multus(bad),
  good: () => multus(good),
});

const whereabouts = (reconcilerCron: string) =>
  new Whereabouts(new Chart(new App({ outdir: '/nowhere' }), 'network'), 'whereabouts', { reconcilerCron });

export const MULTUS_EXAMPLES: readonly Example[] = [
  row('image', { image: 'registry.example/multus-cni' }, { image: IMAGE }),
  row('image-moving-tag', { image: IMAGE.replace('v4.3.0', 'snapshot') }, { image: IMAGE }),
  row('image-digest', { image: IMAGE.split('@')[0]! }, { image: IMAGE }),
  row('image-thin', { image: IMAGE.replace('-thick', '') }, { image: IMAGE }),
  row('image-version', { image: IMAGE.replace('4.3.0', '4.2.4') }, { image: IMAGE }),
  row('memory', { memoryLimit: '512m' }, { memoryLimit: '512Mi' }),
  row('cpu', { cpuRequest: 'much' }, { cpuRequest: '100m' }),
  row(
    'connection-limit',
    { version: MultusVersion.V4_2_4, connectionLimit: 4 },
    { version: MultusVersion.V4_3_0, connectionLimit: 4 },
  ),
  row('master-cni', { masterCni: '/etc/cni/net.d/05-cilium.conflist' }, { masterCni: '05-cilium.conflist' }),
  row(
    'global-namespaces',
    { globalNamespaces: ['networks'] },
    { globalNamespaces: ['networks'], namespaceIsolation: true },
  ),
  row('installer-folder', { installerFolder: '/my plugins' }, { installerFolder: '/plugins' }),
  row('plugin-name', { plugins: ['../macvlan'] }, { plugins: ['macvlan'] }),
  row(
    'image-thick',
    { mode: MultusMode.THIN, image: IMAGE },
    { mode: MultusMode.THIN, image: IMAGE.replace('-thick', '') },
  ),
  row('thin-option', { mode: MultusMode.THIN, connectionLimit: 4 }, { connectionLimit: 4 }),
  row('metrics', { daemon: { enablePprof: true } }, { daemon: { enablePprof: true, metricsPort: 9091 } }),
  row('cluster-network', { daemon: { clusterNetwork: 'lan', delegates: [{}] } }, { daemon: { clusterNetwork: 'lan' } }),
  {
    code: 'multus/cron',
    bad: () => whereabouts('daily'),
    good: () => whereabouts('30 4 * * *'),
  },
  row('plugin-missing', { plugins: ['sriov'] }, { plugins: ['macvlan'] }),
];
