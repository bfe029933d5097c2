// Rules about policies together with the pods, addresses and names of the world.
import { Rule } from '../../rule';
import { POLICY_ADDRESSES } from './addresses';
import { DEAD_ANNOTATIONS } from './annotations';
import { CLUSTER_DNS_DENIED } from './cluster-dns';
import { ADDITIVE_CONTENTS } from './contents';
import { HOST_NETWORK } from './host-network';
import { NAMES_WITHOUT_DNS } from './names';
import { NODE_PORTS_CLOSED } from './node-ports';
import { POLICY_PORTS } from './ports';

export const POLICY_RULES: readonly Rule[] = [
  HOST_NETWORK,
  POLICY_PORTS,
  ADDITIVE_CONTENTS,
  POLICY_ADDRESSES,
  NAMES_WITHOUT_DNS,
  NODE_PORTS_CLOSED,
  CLUSTER_DNS_DENIED,
  DEAD_ANNOTATIONS,
];
