// Ports of nodes: what is in use follows from the values of Cilium and from KubeSpan.
import { NODE_PORTS, NodePort, nodePorts } from '../../lib/catalogue/node-ports';

const shown = (ports: readonly NodePort[]) =>
  ports.map(({ protocol, first, last }) => `${protocol} ${first}${last === first ? '' : `-${last}`}`);
const withValues = (values: Record<string, unknown>) =>
  shown(nodePorts({ cilium: (path) => values[path] })).filter((port) => !TALOS.includes(port));
const TALOS = ['TCP 50000', 'TCP 50001', 'TCP 6443', 'TCP 2379-2380', 'TCP 10250'];

test('without Cilium a node has the ports of Talos and Kubernetes, with KubeSpan that of the mesh as well', () => {
  expect(shown(nodePorts({}))).toEqual(TALOS);
  expect(shown(nodePorts({ kubeSpan: true }))).toEqual([...TALOS, 'UDP 51820']);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['the defaults of the chart', {}, ['UDP 8472', 'TCP 4240', 'TCP 4244']],
  ['Geneve', { tunnelProtocol: 'geneve' }, ['UDP 6081', 'TCP 4240', 'TCP 4244']],
  ['a port of its own', { tunnelPort: 8473 }, ['UDP 8473', 'TCP 4240', 'TCP 4244']],
  ['native routing', { routingMode: 'native' }, ['TCP 4240', 'TCP 4244']],
  [
    'WireGuard',
    { 'encryption.enabled': true, 'encryption.type': 'wireguard' },
    ['UDP 8472', 'UDP 51871', 'TCP 4240', 'TCP 4244'],
  ],
  ['no Hubble, no health checks', { 'hubble.enabled': false, healthChecking: false }, ['UDP 8472']],
  ['Hubble elsewhere', { 'hubble.listenAddress': ':4300' }, ['UDP 8472', 'TCP 4240', 'TCP 4300']],
  [
    'mutual authentication',
    { 'authentication.enabled': true, 'authentication.mutual.spire.enabled': true },
    ['UDP 8472', 'TCP 4240', 'TCP 4244', 'TCP 4250'],
  ],
  [
    'metrics',
    { 'prometheus.enabled': true, 'hubble.metrics.enabled': ['dns'] },
    ['UDP 8472', 'TCP 4240', 'TCP 4244', 'TCP 9962', 'TCP 9965'],
  ],
])('ports of Cilium by its values: %s', (_name, values, ports) => {
  expect(withValues(values)).toEqual(ports);
});

test('what a node cannot do without has the tunnel of the defaults and no eyes but those of health', () => {
  expect(shown(NODE_PORTS)).toEqual([...TALOS, 'UDP 8472', 'TCP 4240']);
});
