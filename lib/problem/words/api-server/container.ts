// What the API server holds against containers.
import { Sentences } from '../sentences';

export const CONTAINER = {
  'image-blanks': ({ image }) => [`blanks around ${image}`, 'remove them'],
  'init-probe': ({ probe }) => [`an init container with ${probe}`, 'remove it, or write restartPolicy: Always'],
  'host-port-differs': ({ hostPort, containerPort }) => [
    `hostPort ${hostPort} differs from containerPort ${containerPort} on the host network`,
    'write the same port, or leave hostPort out',
  ],
  'host-port-twice': ({ hostPort }) => [`host port ${hostPort} is taken twice in this pod`, 'write another port'],
  'value-and-value-from': ({ value }) => [`value ${value} and valueFrom are both set`, 'keep one of them'],
  'pod-version': ({ apiVersion }) => [`${apiVersion} is no version of a pod`, 'write v1, or leave it out'],
  'container-field': ({ fieldPath, fields }) => [
    `${fieldPath} is no field that a container may read`,
    `write one of ${fields.join(', ')}, metadata.labels['<key>'], metadata.annotations['<key>']`,
  ],
  'no-such-volume': ({ name, volumes }) => [
    `the pod has no volume ${name}`,
    volumes.length === 0 ? 'add it to volumes' : `known volumes: ${volumes.join(', ')}`,
  ],
  'subpath-leaves-volume': ({ path }) => [`${path} leaves the volume`, 'write a relative path without ".."'],
  'bidirectional-unprivileged': () => [
    'Bidirectional in a container that is not privileged',
    'write HostToContainer, or securityContext.privileged: true',
  ],
  'negative-amount': ({ amount }) => [`${amount} is negative`, 'write a positive quantity'],
  'unknown-resource': ({ name }) => [
    `${name} is no resource of a container`,
    'write cpu, memory, ephemeral-storage, or a name with a domain',
  ],
  'request-above-limit': ({ amount, limit }) => [
    `the request ${amount} is above the limit ${limit}`,
    `write at most ${limit}`,
  ],
  'success-threshold': ({ threshold, name }) => [`${threshold} of a ${name}`, 'write 1'],
  'exec-without-command': () => ['exec without command', 'write command: […]'],
  'port-number': ({ port }) => [`${port} is no port`, 'write a number from 1 to 65535'],
  'port-name': ({ port }) => [
    `${port} is not a name of a port`,
    'write a number without quotes, or at most 15 lower-case letters, digits and "-"',
  ],
  'escalation-of-privileged': () => [
    'allowPrivilegeEscalation false in a privileged container',
    'remove one of the two',
  ],
} satisfies Sentences;
