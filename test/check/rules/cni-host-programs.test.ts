import { TalosCluster, TalosVersion } from '../../../lib/cluster';
import { BridgeNetwork, ChainedPlugin, Ipam, PacketFilter, RawNetwork } from '../../../lib/networks';
import { NetworkApp } from '../../../lib';
import { Chart } from 'cdk8s';
import { bothSides, differences } from '../../support/one-judge';

const said = (talosVersion: TalosVersion, make: (chart: Chart) => unknown) => {
  const app = new NetworkApp({ outdir: 'unused' });
  new TalosCluster(app, 'home', {
    talosVersion,
    kubernetesVersion: '1.33.4',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  make(new Chart(app, 'shop', { namespace: 'shop' }));
  expect(differences(bothSides(app))).toEqual([]);
  return app.findings().flatMap(({ code, problem }) => (code === 'cni/host-program' ? [problem] : []));
};
const spoof = (chart: Chart) => new BridgeNetwork(chart, 'l2', { bridge: 'br0', ipam: Ipam.none(), macSpoofChk: true });
const portmap = (chart: Chart) =>
  new BridgeNetwork(chart, 'l2', {
    bridge: 'br0',
    ipam: Ipam.none(),
    chained: [ChainedPlugin.portmap({ backend: PacketFilter.NFTABLES })],
  });
const tap = (chart: Chart) => new RawNetwork(chart, 'l2', { plugin: 'tap', ipam: Ipam.none() });

test('what runs nft is refused on Talos 1.11, and works from 1.12 on', () => {
  expect(said(TalosVersion.V1_11, spoof)).toEqual([expect.stringContaining('macspoofchk runs the program nft')]);
  expect(said(TalosVersion.V1_11, portmap)).toHaveLength(1);
  expect(said(TalosVersion.V1_12, spoof)).toEqual([]);
  expect(said(TalosVersion.V1_12, portmap)).toEqual([]);
});

test('tap without owner and group is refused on every Talos, which has no ip', () => {
  expect(said(TalosVersion.V1_14, tap)).toEqual([expect.stringContaining('runs the program ip')]);
});
