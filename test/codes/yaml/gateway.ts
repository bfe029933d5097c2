// Gateways and routes that Cilium does not serve as they are written.
import { documents, object, YamlExample } from './objects';

const API = 'gateway.networking.k8s.io/v1';
const gateway = (listeners: string) =>
  object(API, 'Gateway', `spec: {gatewayClassName: cilium, listeners: [${listeners}]}`, 'name: g, namespace: shop');
const route = (rules: string, parent = '{name: g}') =>
  object(API, 'HTTPRoute', `spec: {parentRefs: [${parent}], rules: [${rules}]}`, 'name: r, namespace: shop');
const SERVICE = object(
  'v1',
  'Service',
  'spec: {ports: [{port: 80}], selector: {app: web}}',
  'name: web, namespace: shop',
);
const PLAIN = gateway('{name: a, port: 80, protocol: HTTP}');
const TO_WEB = '{backendRefs: [{name: web, port: 80}]}';
const GOOD = documents(PLAIN, SERVICE, route(TO_WEB));

export const GATEWAY: readonly YamlExample[] = [
  ['gateway/route-port', documents(PLAIN, SERVICE, route(TO_WEB, '{name: g, port: 81}')), GOOD],
  [
    'gateway/weight-ignored',
    documents(PLAIN, SERVICE, route('{backendRefs: [{name: web, port: 80, weight: 0}]}')),
    GOOD,
  ],
  [
    'gateway/weights-zero',
    documents(
      PLAIN,
      SERVICE,
      SERVICE.replace('name: web', 'name: two'),
      route('{backendRefs: [{name: web, port: 80, weight: 0}, {name: two, port: 80, weight: 0}]}'),
    ),
    GOOD,
  ],
  [
    'gateway/route-hostname',
    documents(
      gateway('{name: a, port: 80, protocol: HTTP, hostname: a.example}'),
      SERVICE,
      route(TO_WEB).replace('spec: {', 'spec: {hostnames: [b.example], '),
    ),
    documents(
      gateway('{name: a, port: 80, protocol: HTTP, hostname: a.example}'),
      SERVICE,
      route(TO_WEB).replace('spec: {', 'spec: {hostnames: [a.example], '),
    ),
  ],
  [
    'gateway/grant-missing',
    documents(
      PLAIN,
      SERVICE.replace('namespace: shop', 'namespace: other'),
      route('{backendRefs: [{name: web, namespace: other, port: 80}]}'),
    ),
    GOOD,
  ],
  ['gateway/listener-not-accepted', gateway('{name: a, port: 80, protocol: HTTP2}'), PLAIN],
  [
    'gateway/redirect-loop',
    documents(PLAIN, route('{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]}')),
    documents(
      PLAIN,
      route('{filters: [{type: RequestRedirect, requestRedirect: {hostname: b.example, statusCode: 301}}]}'),
    ),
  ],
  ['gateway/plain-https', gateway('{name: a, port: 443, protocol: HTTPS}'), PLAIN],
  [
    'gateway/route-not-allowed',
    documents(
      PLAIN,
      SERVICE.replace('namespace: shop', 'namespace: other'),
      route(TO_WEB, '{name: g, namespace: shop}').replace('name: r, namespace: shop', 'name: r, namespace: other'),
    ),
    GOOD,
  ],
];
