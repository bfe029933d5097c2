// Rows about the L7 proxy, Gateway API and ingress. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from '../context';
import { ConfigRow, duration, group, labelSelector, on, plain, row, since, spaces, yes } from './row';

const envoyConfig = (chart: Chart) =>
  chart.ingress ||
  chart.gateway ||
  chart.v.on('envoyConfig.enabled') ||
  chart.v.text('loadBalancer.l7.backend') === 'envoy';

export const PROXY: readonly ConfigRow[] = [
  row('enable-l7-proxy', 'l7Proxy'),
  row('external-envoy-proxy', (chart) => String(chart.envoyDaemonSet)),
  row('envoy-base-id', 'envoy.baseID'),
  row('envoy-log', 'envoy.log.path', 'on'),
  row('envoy-default-log-level', 'envoy.log.defaultLevel', 'on'),
  row('envoy-access-log-buffer-size', 'envoy.log.accessLogBufferSize', 'on'),
  row('envoy-access-log-enabled', 'envoy.log.accessLogEnabled'),
  row('envoy-node-locality-enabled', 'envoy.nodeLocality.enabled'),
  ...since(
    '1.20',
    row(
      'envoy-xds-mode',
      (chart) => chart.v.text('envoy.xdsMode') || 'ads',
      (chart) => chart.v.on('envoy.xdsMode') || chart.upgradedFrom(20),
    ),
  ),
  row('envoy-keep-cap-netbindservice', 'envoy.securityContext.capabilities.keepCapNetBindService'),
  row('envoy-policy-restore-timeout', 'envoy.policyRestoreTimeoutDuration', 'on'),
  row('disable-envoy-version-check', 'disableEnvoyVersionCheck'),
  row('http-retry-count', 'envoy.httpRetryCount'),
  row('http-stream-idle-timeout', 'envoy.streamIdleTimeoutDurationSeconds'),
  row('proxy-connect-timeout', 'envoy.connectTimeoutSeconds'),
  row('proxy-initial-fetch-timeout', 'envoy.initialFetchTimeoutSeconds'),
  row('proxy-idle-timeout-seconds', 'envoy.idleTimeoutDurationSeconds'),
  row('proxy-max-connection-duration-seconds', 'envoy.maxConnectionDurationSeconds'),
  row('proxy-max-requests-per-connection', 'envoy.maxRequestsPerConnection'),
  row('proxy-max-concurrent-retries', 'envoy.maxConcurrentRetries'),
  row('proxy-max-active-downstream-connections', 'envoy.maxGlobalDownstreamConnections'),
  row('proxy-cluster-max-connections', 'envoy.clusterMaxConnections'),
  row('proxy-cluster-max-pending-requests', 'envoy.clusterMaxPendingRequests'),
  row('proxy-cluster-max-requests', 'envoy.clusterMaxRequests'),
  row('proxy-use-original-source-address', 'envoy.useOriginalSourceAddress'),
  row('proxy-xff-num-trusted-hops-ingress', 'envoy.xffNumTrustedHopsL7PolicyIngress'),
  row('proxy-xff-num-trusted-hops-egress', 'envoy.xffNumTrustedHopsL7PolicyEgress'),
  ...group(envoyConfig, [
    row('enable-envoy-config', yes),
    row('envoy-config-retry-interval', 'envoyConfig.retryInterval', undefined, duration),
  ]),
  row('envoy-secrets-namespace', 'envoyConfig.secretsNamespace.name', on('envoyConfig.enabled')),
];

export const GATEWAY: readonly ConfigRow[] = group(
  (chart) => chart.gateway,
  [
    row('enable-gateway-api', yes),
    row('enable-gateway-api-secrets-sync', 'gatewayAPI.secretsNamespace.sync'),
    row('enable-gateway-api-proxy-protocol', 'gatewayAPI.enableProxyProtocol'),
    // ALPN needs appProtocol to tell HTTP/2 backends from others.
    row('enable-gateway-api-app-protocol', (chart) =>
      String(chart.v.on('gatewayAPI.enableAppProtocol') || chart.v.on('gatewayAPI.enableAlpn')),
    ),
    row('enable-gateway-api-alpn', 'gatewayAPI.enableAlpn'),
    row('gateway-api-xff-num-trusted-hops', 'gatewayAPI.xffNumTrustedHops'),
    row('gateway-api-use-remote-address', 'gatewayAPI.useRemoteAddress'),
    row('gateway-api-service-externaltrafficpolicy', 'gatewayAPI.externalTrafficPolicy'),
    row('gateway-api-secrets-namespace', 'gatewayAPI.secretsNamespace.name'),
    row('gateway-api-hostnetwork-enabled', 'gatewayAPI.hostNetwork.enabled'),
    row('gateway-api-hostnetwork-nodelabelselector', labelSelector('gatewayAPI.hostNetwork.nodes.matchLabels')),
  ],
);

export const INGRESS: readonly ConfigRow[] = group(
  (chart) => chart.ingress,
  [
    row('enable-ingress-controller', yes),
    row('enforce-ingress-https', 'ingressController.enforceHttps'),
    row('enable-ingress-proxy-protocol', 'ingressController.enableProxyProtocol'),
    row('enable-ingress-secrets-sync', 'ingressController.secretsNamespace.sync'),
    row('ingress-secrets-namespace', 'ingressController.secretsNamespace.name'),
    row('ingress-lb-annotation-prefixes', 'ingressController.ingressLBAnnotationPrefixes', undefined, spaces),
    row('ingress-default-lb-mode', 'ingressController.loadbalancerMode', undefined, plain),
    row('ingress-shared-lb-service-name', 'ingressController.service.name', undefined, plain),
    ...group(
      (chart) =>
        chart.v.on('ingressController.defaultSecretNamespace') && chart.v.on('ingressController.defaultSecretName'),
      [
        row('ingress-default-secret-namespace', 'ingressController.defaultSecretNamespace'),
        row('ingress-default-secret-name', 'ingressController.defaultSecretName'),
      ],
    ),
    row('ingress-default-xff-num-trusted-hops', 'ingressController.xffNumTrustedHops'),
    row('ingress-use-remote-address', 'ingressController.useRemoteAddress'),
    row('ingress-hostnetwork-enabled', 'ingressController.hostNetwork.enabled'),
    row('ingress-hostnetwork-shared-listener-port', 'ingressController.hostNetwork.sharedListenerPort'),
    row('ingress-hostnetwork-http-listener-port', 'ingressController.hostNetwork.httpPort'),
    row('ingress-hostnetwork-https-listener-port', 'ingressController.hostNetwork.httpsPort'),
    row('ingress-hostnetwork-tls-passthrough-listener-port', 'ingressController.hostNetwork.tlsPassthroughPort'),
    row('ingress-hostnetwork-nodelabelselector', labelSelector('ingressController.hostNetwork.nodes.matchLabels')),
  ],
);
