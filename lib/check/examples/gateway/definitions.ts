// Definitions of the Gateway API that do not fit Cilium or the objects.
import { Files } from '../../../problem';
import { YamlExample } from '../example';
import { cilium, documents, ON_TALOS } from '../parts';
import { written } from '../../../problem';
import { gateway, HTTP, listener, on, PASS, route } from './parts';

/** A release of the Gateway API with the objects beside it. */
const installed = (release: string, ...objects: readonly object[]): Files => ({
  'kustomization.yaml': written({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['app.yaml', `https://github.com/kubernetes-sigs/gateway-api/releases/download/${release}-install.yaml`],
  }),
  'app.yaml': written(...objects),
});
const PASSED = gateway([listener('tls', 443, PASS)]);
/** A complete folder whose machines somebody describes. */
const complete = (facts: string): Files => ({
  'cluster.facts': facts,
  'app.yaml': documents(written(HTTP), cilium(`${ON_TALOS}, kubeProxyReplacement: true, gatewayAPI: {enabled: true}`)),
  'talos/controlplane.yaml': 'machine: { type: controlplane }\ncluster: { clusterName: home }\n',
});

export const DEFINITIONS: readonly YamlExample[] = [
  [
    'gateway/crds-version',
    installed('v1.6.1/standard', on('1.19'), HTTP),
    installed('v1.4.1/standard', on('1.19'), HTTP),
  ],
  [
    'gateway/kind-version',
    installed('v1.4.1/standard', on('1.19'), PASSED, route({}, 'TLSRoute')),
    installed(
      'v1.4.1/experimental',
      on('1.19'),
      PASSED,
      route({}, 'TLSRoute', 'r', 'gateway.networking.k8s.io/v1alpha2'),
    ),
  ],
  ['gateway/crds-channel', installed('v1.4.1/standard', PASSED), installed('v1.4.1/experimental', PASSED)],
  [
    'gateway/crds-missing',
    complete('complete: true\n'),
    complete('complete: true\noutside: { gatewayApiCrds: true }\n'),
  ],
];
