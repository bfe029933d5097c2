// What the API server holds against the other kinds: ConfigMap to IngressClass.
import { Sentences } from '../sentences';

export const OTHERS = {
  'data-key': ({ key }) => [`${key} is not a key`, 'write letters, digits, "-", "_" and "."'],
  'key-in-both': ({ key }) => [`key ${key} stands in data too`, 'keep one of them'],
  'data-too-long': ({ size }) => [`data of ${size} bytes`, 'write at most 1 MiB'],
  'secret-without-key': ({ type, key }) => [`a Secret of type ${type} without ${key}`, `write ${key}, or another type`],
  'pod-security-value': ({ value, version, levels }) => [
    `${value} is no ${version === undefined ? 'level' : 'version'} of pod security`,
    version === undefined ? `write one of ${levels.join(', ')}` : 'write latest or v1.<minor>',
  ],
  'priority-system-name': ({ name }) => [
    `${name} begins with "system-"`,
    "write another name: the prefix is the system's own",
  ],
  'priority-too-high': ({ value }) => [`${value} is above what users may set`, 'write at most 1000000000'],
  'class-twice': () => ['the class is given twice, by annotation and by ingressClassName', 'remove the annotation'],
  'ingress-without-spec': () => ['an Ingress with neither rules nor defaultBackend', 'write spec.rules'],
  'ingress-without-rules': () => ['an Ingress with neither rules nor defaultBackend', 'write rules'],
  'rule-without-paths': () => ['a rule without paths', 'write at least one path'],
  'host-is-address': ({ host }) => [`${host} is an address, not a host name`, 'write a DNS name'],
  'ingress-host': ({ host }) => [`${host} is not a host name`, 'write a DNS name, or one that begins with "*."'],
  'path-not-absolute': ({ text }) => [`${text} is no absolute path`, 'begin it with "/"'],
  'path-holds': ({ text, bad }) => [`${text} has ${bad}`, 'write a plain path'],
  'backend-with-both': () => ['a backend with service and resource', 'keep one of them'],
  'backend-without-service': () => ['a backend without service', 'write service with name and port'],
  'service-name': ({ name }) => [`${name} is not a name of a Service`, 'write a DNS label that begins with a letter'],
  'backend-port-name': ({ portName }) => [
    `${portName} is not a name of a port`,
    'write at most 15 lower-case letters, digits and "-", or port.number',
  ],
  'backend-port-twice': () => ['a port by name and by number', 'keep one of them'],
  'backend-without-port': () => ['a backend without port', 'write port.number or port.name'],
  'budget-twice': () => ['minAvailable and maxUnavailable are both set', 'keep one of them'],
  'budget-value': ({ value }) => [
    `${value} is neither a number nor a percentage`,
    'write a number of at least 0, or a percentage such as "50%"',
  ],
  'replicas-crossed': ({ maxReplicas, minReplicas }) => [
    `maxReplicas ${maxReplicas} is below minReplicas ${minReplicas}`,
    `write at least ${minReplicas}`,
  ],
  'metric-without-source': ({ type, source }) => [`a metric of type ${type} without ${source}`, `write ${source}`],
  'unknown-scope': ({ scopeName, scopes }) => [`${scopeName} is no scope`, `write one of ${scopes.join(', ')}`],
  'scope-without-values': ({ operator }) => [`operator ${operator} has no values`, 'write at least one value'],
  'scope-with-values': ({ operator }) => [`operator ${operator} takes no values`, 'remove values'],
  'slice-address': ({ address, addressType }) => [
    `${address} is no address of type ${addressType}`,
    'write an address of that type',
  ],
  'claim-without-spec': () => ['the claim has no spec', 'write spec.accessModes and spec.resources'],
  'unknown-access-mode': ({ mode }) => [
    `${mode} is no access mode`,
    'write ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod',
  ],
  'once-pod-beside-others': () => ['ReadWriteOncePod beside another mode', 'write it alone'],
  'claim-without-storage': () => ['the claim asks for no storage', 'write resources.requests.storage'],
  'storage-size': ({ storage }) => [`${storage} is no size`, 'write a size above 0'],
  'subset-without-addresses': () => ['a subset without addresses', 'write addresses or notReadyAddresses'],
  'ip-address': ({ address }) => [`${address} is not an IP address`, 'write an address'],
  'several-ports-unnamed': () => ['one of several ports without name', 'write a name for each port'],
  'class-without-controller': () => ['the class has no controller', 'write spec.controller'],
  'controller-without-domain': ({ controller }) => [
    `${controller} has no domain`,
    'write a name such as "example.org/ingress"',
  ],
} satisfies Sentences;
