// One of each thin kind, with every field.
import { App } from 'cdk8s';
import { Protocol } from '../../lib/net';
import {
  CiliumCidrGroup,
  CiliumClusterwideEnvoyConfig,
  CiliumEgressGatewayPolicy,
  CiliumEnvoyConfig,
  CiliumLocalRedirectPolicy,
  CiliumNodeConfig,
  LabelExpression,
} from '../../lib/policy';
import { newApp, newChart } from './shop';

const EXPRESSIONS = [LabelExpression.in('tier', 'a', 'b'), LabelExpression.exists('rack')];

/** An app with all of them. */
export function buildKinds(): App {
  const app = newApp();
  const chart = newChart('shop', app);
  new CiliumCidrGroup(chart, 'partners', { cidrs: ['203.0.113.0/24', '2001:db8::/48'], labels: { tier: 'a' } });
  new CiliumEgressGatewayPolicy(chart, 'one-gateway', {
    subjects: [{}],
    destinations: ['0.0.0.0/0'],
    gateways: [{ nodeLabels: { 'egress-node': 'true' } }],
  });
  new CiliumEgressGatewayPolicy(chart, 'gateways', {
    subjects: [
      {
        labels: { app: 'crawler' },
        expressions: EXPRESSIONS,
        namespaces: ['shop', 'ops'],
        namespaceLabels: { team: 'red' },
        nodeLabels: { zone: 'a' },
        nodeExpressions: EXPRESSIONS,
      },
      { namespaces: ['ops'] },
    ],
    destinations: ['0.0.0.0/0', '198.51.100.0/24'],
    excluded: ['10.0.0.0/8'],
    gateways: [
      { nodeLabels: { 'egress-node': 'true' }, nodeExpressions: EXPRESSIONS, interface: 'eth1' },
      { nodeLabels: { 'egress-node': 'true' }, nodeExpressions: EXPRESSIONS, egressIp: '192.168.70.40' },
    ],
  });
  new CiliumEgressGatewayPolicy(chart, 'one-address', {
    subjects: [{ labels: { app: 'crawler' } }],
    destinations: ['0.0.0.0/0'],
    gateways: [{ nodeLabels: { 'egress-node': 'true' }, nodeExpressions: EXPRESSIONS, egressIp: '192.168.70.40' }],
  });
  CiliumLocalRedirectPolicy.nodeLocalDns(chart);
  new CiliumLocalRedirectPolicy(chart, 'address', {
    address: '169.254.1.1',
    ports: [
      { port: 53, protocol: Protocol.UDP },
      { port: 53, protocol: Protocol.TCP, to: 5353 },
    ],
    backendLabels: { app: 'dns' },
    backendExpressions: EXPRESSIONS,
    skipRedirectFromBackend: true,
  });
  const envoy = {
    resources: [{ '@type': 'type.googleapis.com/envoy.config.listener.v3.Listener', name: 'web' }],
    services: [{ name: 'web', namespace: 'shop', ports: [80], listener: 'web' }, { name: 'api' }],
    backendServices: [{ name: 'api', namespace: 'shop', ports: ['80', 'http'] }],
    nodeLabels: { zone: 'a' },
    nodeExpressions: EXPRESSIONS,
  };
  new CiliumEnvoyConfig(chart, 'envoy', envoy);
  new CiliumClusterwideEnvoyConfig(chart, 'envoy-everywhere', envoy);
  new CiliumNodeConfig(chart, 'uplinks', {
    nodeLabels: { zone: 'a' },
    nodeExpressions: EXPRESSIONS,
    options: { devices: 'enp1s0' },
  });
  return app;
}
