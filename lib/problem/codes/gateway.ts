// Codes of Gateways and routes: values that constructors cannot take.
import { Code } from '../code';

export const GATEWAY_CODES: readonly Code[] = [
  {
    code: 'gateway/allowed-routes',
    title: 'A listener says which namespaces it takes routes from, by name or by label, and not by nothing',
    why: 'A list of no namespace serves nobody, an empty selector everybody; names cannot be added to labels.',
  },
  {
    code: 'gateway/weight',
    title: 'Weights are whole numbers from 0 to 1000000, and not all of a rule are 0',
    why: 'The API server refuses others; with all at 0 every request gets an error. Source: HTTPBackendRef of the Gateway API.',
  },
  {
    code: 'gateway/backend',
    title: 'The backend of a route is a Service, a workload, or a name and a port',
    why: "Cilium's gateway controller serves Services only.",
  },
  {
    code: 'gateway/crds-twice',
    title: 'The CRDs of the Gateway API are delivered once',
    why: 'Two releases of them would overwrite each other.',
  },
  {
    code: 'gateway/hostname',
    title: 'A host name is a DNS name in lower case, with a star as its first label at most; a target has no star',
    why: 'The API server refuses others. Source: Hostname and PreciseHostname of the Gateway API.',
  },
  {
    code: 'gateway/rule',
    title: 'The rules of a route go somewhere, and their parts do not exclude each other',
    why: 'A rule without a backend answers 500, a redirect beside backends and a filter twice are refused by the API server. Source: the CEL rules of HTTPRoute.',
  },
  {
    code: 'gateway/listener-missing',
    title: 'Routes are allowed at a listener that the Gateway has',
    why: 'Otherwise the route is attached to nothing.',
  },
  {
    code: 'gateway/no-listener',
    title: 'A Gateway has 1 to 64 listeners',
    why: 'The API server refuses others. Source: CRD of Gateway.',
  },
  {
    code: 'gateway/listener-name',
    title: 'The listeners of a Gateway have names of their own',
    why: 'They are the keys of the list, and routes name them.',
  },
  {
    code: 'gateway/name-too-long',
    title: 'The name of a Gateway leaves room for the prefix of its Service',
    why: 'Cilium calls the Service cilium-gateway-<name> and replaces the end by a hash above 63 characters, so that nothing can name it.',
  },
  {
    code: 'gateway/port',
    title: 'The port of a listener is a whole number from 1 to 65535',
    why: 'The API server refuses others.',
  },
  {
    code: 'gateway/parent',
    title: 'A route has one parent, which says its namespace itself',
    why: 'Without one it is attached to nothing, with two nobody knows which is meant.',
  },
  {
    code: 'gateway/redirect',
    title: 'A redirect leads to another place, by http or https, with a status that the API takes',
    why: 'A redirect to the same place never ends; the API server refuses other schemes and statuses. Source: HTTPRequestRedirectFilter of the Gateway API.',
  },
  {
    code: 'gateway/rewrite',
    title: 'A rewrite changes the host name or the path, and the path in one way',
    why: 'The API server refuses a filter of nothing and one with two kinds of path.',
  },
  {
    code: 'gateway/path',
    title: 'A path begins with "/" and holds no empty, relative or encoded parts',
    why: 'The API server refuses others. Source: the CEL rules of HTTPPathMatch.',
  },
  {
    code: 'gateway/header',
    title: 'Headers have names that HTTP takes, and a header filter changes something',
    why: 'The API server refuses others. Source: HTTPHeaderName of the Gateway API, RFC 9110.',
  },
  {
    code: 'gateway/match',
    title: 'A match asks for one path and one method',
    why: 'The field of the Gateway API holds one of each; two would exclude each other.',
  },
  {
    code: 'gateway/timeout',
    title: 'A backend has no longer than the whole request',
    why: 'The API server refuses it. Source: the CEL rule of HTTPRouteTimeouts.',
  },
  {
    code: 'gateway/backend-selector',
    title: 'A backend that a route opens selects pods by labels that Cilium sees',
    why: 'There is nothing to open otherwise, and the gateway stays shut out.',
  },
  {
    code: 'gateway/filter',
    title: 'A mirror, CORS or authorisation says something that the API takes',
    why: 'The API server refuses shares beyond all requests, two shares, and fields of the other protocol. Source: CEL rules of HTTPRoute.',
  },
  {
    code: 'gateway/class',
    title: 'A Gateway has one class, and what a class says fits together',
    why: 'Two classes exclude each other; source ranges that are shut out have to be named.',
  },
  {
    code: 'gateway/access-log',
    title: 'An access log has at most 64 fields, or a line of at most 4096 characters',
    why: 'The API server refuses others. Source: CRD of CiliumGatewayClassConfig.',
  },
  {
    code: 'gateway/backend-tls',
    title: 'A Service has one demand on its certificate',
    why: 'A second BackendTLSPolicy on a Service is Conflicted and does nothing (run: btp-*).',
  },
  {
    code: 'gateway/external-dns',
    title: 'The targets of external-dns are named',
    why: 'An empty annotation would take the records away.',
  },
];
