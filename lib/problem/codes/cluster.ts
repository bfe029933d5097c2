// Codes of the facts that a program states of its cluster.
import { Code } from '../code';

export const CLUSTER_CODES: readonly Code[] = [
  {
    code: 'cluster/nested',
    title: 'Clusters lie beside each other',
    why: 'What is inside of one finds each other and nothing outside; a cluster inside of another would belong to both.',
  },
  {
    code: 'cluster/id',
    title: 'The id of a cluster is a DNS label',
    why: 'It is the name of its folder in the output.',
  },
  {
    code: 'cluster/talos-version',
    title: 'The minor of Talos is one that this library knows',
    why: 'Documents and fields differ from minor to minor; of others nobody has looked. docs/talos.md lists them.',
  },
  {
    code: 'cluster/config-format',
    title: 'Documents are written for a Talos that reads them',
    why: 'Talos 1.11 knows no Kubernetes documents, and refuses a configuration with a kind that it does not know.',
  },
  {
    code: 'cluster/kubernetes-version',
    title: 'The version of Kubernetes has major, minor and patch',
    why: 'Talos makes the tag of the images of it.',
  },
  {
    code: 'cluster/endpoint',
    title: 'The endpoint is the URL of a Kubernetes API',
    why: 'Kubelets and kubectl use it as it stands. Source: cluster.controlPlane.endpoint of Talos.',
  },
  {
    code: 'cluster/node-subnets',
    title: 'A cluster has a network of nodes',
    why: 'Talos chooses the address of a node by it, and addresses of pools and pods are held against it.',
  },
  {
    code: 'cluster/subnet-families',
    title: 'Pods and Services have one or two networks, in the same families',
    why: 'The API server and Talos refuse other combinations. Source: cluster.network.podSubnets and serviceSubnets of Talos.',
  },
  {
    code: 'cluster/virtual-ip',
    title: 'The virtual address is a host address of the node network',
    why: 'It is announced by ARP, which goes no further than the network of the nodes.',
  },
  {
    code: 'cluster/node-address',
    title: 'The address of a node is a host address of the node network',
    why: 'Otherwise Talos chooses another one, and what was said of the node is about no node.',
  },
  {
    code: 'cluster/node-name',
    title: 'Nodes have names of their own',
    why: 'A name is one Node object of Kubernetes.',
  },
  {
    code: 'cluster/link-name',
    title: 'Links have names of their own',
    why: 'The name is how everything else in the program and in the facts speaks of the link.',
  },
  {
    code: 'cluster/one-of-a-kind',
    title: 'A cluster has one description of Talos, one CNI and one Multus',
    why: 'Each of them owns the same objects or settings of the cluster; several clusters have a boundary each.',
  },
  {
    code: 'cluster/foreign-link',
    title: 'A link belongs to the cluster of the construct that uses it',
    why: 'Its name may exist in the other cluster too, and mean another network.',
  },
  {
    code: 'cluster/link-node',
    title: 'A link names nodes that the cluster has',
    why: 'No machine would ever have it.',
  },
  {
    code: 'cluster/link-form',
    title: 'A link says only what the form of the configuration has words for',
    why: 'Fields are in one form and not in the other; what is left out in silence would be missed on the machine. Source: types of the configuration code of Talos 1.11 to 1.14.',
  },
  {
    code: 'cluster/setting-form',
    title: 'A setting is one that the form of the configuration has words for',
    why: 'It would be left out in silence. Source: types of the configuration code of Talos 1.11 to 1.14.',
  },
  {
    code: 'cluster/link-unnamed',
    title: 'A physical link has a kernel name or a selector',
    why: 'Nothing else tells Talos which NIC is meant.',
  },
  {
    code: 'cluster/link-selector',
    title: 'A selector asks for something',
    why: 'An empty expression is refused by Talos.',
  },
  {
    code: 'cluster/secret-placeholder',
    title: 'Keys are named in the output, not held',
    why: 'Machine-config patches lie in a repository. A placeholder is filled in where the patch is applied.',
  },
];
