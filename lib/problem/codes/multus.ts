// Codes of the Multus installer: values that its constructor cannot take.
import { Code } from '../code';

export const MULTUS_CODES: readonly Code[] = [
  {
    code: 'multus/image',
    title: 'An image has registry, repository and tag',
    why: 'Without a tag it is the newest of its day, and names without a registry are looked up at Docker Hub.',
  },
  {
    code: 'multus/image-moving-tag',
    title: 'The tag of an image is that of a release',
    why: 'A tag that moves lets nodes run different programs under one name.',
  },
  {
    code: 'multus/image-digest',
    title: 'An image has its digest',
    why: 'The base image of Multus floats, so that the tag does not say what runs.',
  },
  {
    code: 'multus/memory',
    title: 'An amount of memory has a whole number and a unit',
    why: 'The API server takes "512m" for half a byte, and the daemon is killed at once.',
  },
  {
    code: 'multus/cpu',
    title: 'An amount of CPU is written in thousandths',
    why: 'The API server refuses what is no quantity, and rounds what is finer.',
  },
  {
    code: 'multus/image-thin',
    title: 'The image is the thick plugin',
    why: 'The daemon that the manifest starts is not in the thin one.',
  },
  {
    code: 'multus/image-version',
    title: 'The image is of the release that the manifest belongs to',
    why: 'Options and objects differ from release to release.',
  },
  {
    code: 'multus/connection-limit',
    title: 'The limit of connections is a whole number from 1, of a release that knows it',
    why: 'The daemon does not start with another one; before 4.3.0 it passes over the option. Source: release notes of multus-cni v4.3.0.',
  },
  {
    code: 'multus/master-cni',
    title: 'The primary CNI is named by its file in /etc/cni/net.d',
    why: 'Multus waits for ever for a file that never comes, and calls itself in a circle if it is its own.',
  },
  {
    code: 'multus/global-namespaces',
    title: 'Global namespaces go with isolation of namespaces',
    why: 'Without it every network may be used by every namespace, and the list says nothing.',
  },
  {
    code: 'multus/installer-folder',
    title: 'The folder of plugins in the image of the installer is an absolute path',
    why: 'The installer copies from it by a shell command.',
  },
  {
    code: 'multus/plugin-name',
    title: 'A CNI plugin is named by its program',
    why: 'The installer copies the file of that name to /opt/cni/bin; a path would leave the folder.',
  },
  {
    code: 'multus/plugin-missing',
    title: 'A CNI plugin that is asked for is one that somebody brings',
    why: 'It is neither on Talos nor in the image of the installer, so no pod would start with it.',
  },
  {
    code: 'multus/image-thick',
    title: 'The image of the thin plugin is not the thick one',
    why: 'Its programs lie in other places.',
  },
  {
    code: 'multus/thin-option',
    title: 'The thin plugin is given no setting of the daemon',
    why: 'There is no daemon that would read it.',
  },
  {
    code: 'multus/metrics',
    title: 'Metrics have a port of the node, and profiles go with them',
    why: 'The daemon serves both on one port, profiles from 4.3.0 on. Source: release notes of multus-cni v4.3.0.',
  },
  {
    code: 'multus/cluster-network',
    title: 'The network of eth0 is said once',
    why: 'Multus refuses a configuration with both clusterNetwork and delegates. Source: multus-cni, pkg/types.',
  },
  {
    code: 'multus/cron',
    title: 'A schedule has the five fields of cron',
    why: 'The reconciler of whereabouts refuses another one, and nobody frees the addresses of pods that are gone.',
  },
];
