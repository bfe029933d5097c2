// The rules about Talos: machine configurations, patches, and the machines of the cluster.
import { Rule } from '../../rule';
import { TALOS_AMONG_SERVICES } from './among-services';
import { TALOS_CLUSTER } from './cluster';
import { TALOS_DOCUMENTS } from './documents';
import { TALOS_FIREWALL } from './firewall';
import { TALOS_LINKS } from './links';
import { TALOS_MACHINE_TREES } from './machine-trees';
import { TALOS_MANIFESTS } from './manifests';
import { TALOS_NODE_ADDRESS } from './node-address';
import { TALOS_REFUSED } from './refused';
import { TALOS_SUPPORTED_VERSIONS } from './support';

export const TALOS_RULES: readonly Rule[] = [
  TALOS_DOCUMENTS,
  TALOS_REFUSED,
  TALOS_LINKS,
  TALOS_FIREWALL,
  TALOS_NODE_ADDRESS,
  TALOS_CLUSTER,
  TALOS_SUPPORTED_VERSIONS,
  TALOS_MANIFESTS,
  TALOS_AMONG_SERVICES,
  TALOS_MACHINE_TREES,
];
