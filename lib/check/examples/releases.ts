// Releases of app-template: what of them is judged.
import { YamlExample } from './example';

const release = (groups: string, version = '4.1.1') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  chart: { spec: { chart: app-template, version: ${version} } }
  values:
    controllers:
      web: { containers: { app: { image: { repository: registry.example.com/web, tag: 1.2.3 } } } }
    ${groups}
`;
const SERVICE = 'service: { web: { controller: web, ports: { http: { port: 80 } } } }';
const ingress = (host: string) =>
  `${SERVICE}\n    ingress: { web: { hosts: [{ host: ${host}, paths: [{ path: /, service: { identifier: web, port: http } }] }] } }`;

export const RELEASES: readonly YamlExample[] = [
  ['release/refused', release('service: { web: { controller: web, ports: {} } }'), release(SERVICE)],
  [
    'release/not-followed',
    release(ingress('"{{ if true }}web.example.com{{ end }}"')),
    release(ingress('web.example.com')),
  ],
  [
    'release/left-out',
    release(`${SERVICE}\n    ciliumNetworkPolicies: { web: { rules: {} } }`, '5.3.0'),
    release(SERVICE, '5.3.0'),
  ],
];
