import { MultusTalosProps, MultusVersion } from '../../lib/multus';
import { multus } from './helpers';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const REPOSITORY = 'registry.example/multus-cni';

test.each<[string, MultusTalosProps, string]>([
  [
    'a moving tag',
    { image: `${REPOSITORY}:snapshot-thick@${DIGEST}` },
    `image "${REPOSITORY}:snapshot-thick@${DIGEST}" has the moving tag "snapshot-thick": nodes would run different programs under one name; write the tag of a release: "registry.example/cni/image:v1.2.3@sha256:<64 hex digits>"`,
  ],
  [
    'a moving tag with a number',
    { image: `${REPOSITORY}:stable-4-thick@${DIGEST}` },
    `image "${REPOSITORY}:stable-4-thick@${DIGEST}" has the moving tag "stable-4-thick": nodes would run different programs under one name; write the tag of a release: "registry.example/cni/image:v1.2.3@sha256:<64 hex digits>"`,
  ],
  [
    'an image without a digest',
    { image: `${REPOSITORY}:v4.3.0-thick` },
    `image "${REPOSITORY}:v4.3.0-thick" without a digest: its base image floats, so the tag does not say what runs; write "registry.example/cni/image:v1.2.3@sha256:<64 hex digits>"`,
  ],
  [
    'an image without a tag',
    { image: `${REPOSITORY}@${DIGEST}` },
    `not an image with registry and tag: "${REPOSITORY}@${DIGEST}"; write "registry.example/cni/image:v1.2.3@sha256:<64 hex digits>"`,
  ],
  [
    'the thin image',
    { image: `${REPOSITORY}:v4.3.0@${DIGEST}` },
    `image "${REPOSITORY}:v4.3.0@${DIGEST}" is not the thick plugin: the daemon is not in it; write the tag "v4.3.0-thick"`,
  ],
  [
    'the image of another release',
    { image: `${REPOSITORY}:v4.2.4-thick@${DIGEST}` },
    `image "${REPOSITORY}:v4.2.4-thick@${DIGEST}" is Multus 4.2.4, version is 4.3.0; write the same release in both: the manifest belongs to it`,
  ],
  [
    'a moving installer',
    { installerImage: 'ghcr.io/home-operations/cni-plugins:rolling' },
    'image "ghcr.io/home-operations/cni-plugins:rolling" has the moving tag "rolling": nodes would run different programs under one name; write the tag of a release: "registry.example/cni/image:v1.2.3"',
  ],
  [
    'connectionLimit before 4.3.0',
    { version: MultusVersion.V4_2_4, connectionLimit: 4 },
    'connectionLimit 4 with Multus 4.2.4, which does not know it; use MultusVersion.V4_3_0, or leave it out and raise memoryLimit',
  ],
  [
    'connectionLimit 0',
    { connectionLimit: 0 },
    'connectionLimit 0: the daemon does not start; write a whole number from 1, such as 4',
  ],
  [
    'half a byte',
    { memoryLimit: '512m' },
    'not an amount of memory: "512m"; write a whole number and a unit, such as "512Mi"',
  ],
  [
    'a request above the limit',
    { memoryRequest: '1Gi' },
    'memory request 1Gi above the limit 512Mi; write a limit of at least the request',
  ],
  ['no CPU', { cpuRequest: 'much' }, 'not an amount of CPU: "much"; write thousandths, such as "100m"'],
  [
    'a path for the primary CNI',
    { masterCni: '/etc/cni/net.d/05-cilium.conflist' },
    'not the configuration file of a primary CNI: "/etc/cni/net.d/05-cilium.conflist"; write the file name in /etc/cni/net.d, such as "05-cilium.conflist"',
  ],
  [
    'Multus as its own primary',
    { masterCni: '00-multus.conf' },
    'not the configuration file of a primary CNI: "00-multus.conf"; write the file name in /etc/cni/net.d, such as "05-cilium.conflist"',
  ],
  [
    'global namespaces without isolation',
    { globalNamespaces: ['networks'] },
    'globalNamespaces networks without namespaceIsolation, where every network may be used; write namespaceIsolation: true, or leave them out',
  ],
  [
    'a namespace that is none',
    { namespace: 'Multus' },
    'not a name for a Namespace: "Multus"; write a DNS label of at most 63 characters, such as "multus"',
  ],
  [
    'a plugin that is a path',
    { plugins: ['../macvlan'] },
    'not the name of a CNI plugin: "../macvlan"; write the name of its program, such as "macvlan"',
  ],
  [
    'a folder with a blank',
    { installerFolder: '/my plugins' },
    'not a folder of an image: "/my plugins"; write an absolute path, such as "/plugins"',
  ],
])('refuses %s', (_what, props, message) => {
  let error: any;
  try {
    multus(props);
  } catch (thrown) {
    error = thrown;
  }
  expect(`${error?.problem}; ${error?.repair}`).toBe(message);
});
