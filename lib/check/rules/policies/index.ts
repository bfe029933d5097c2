// Rules about policies together with the pods, addresses and names of the world.
import { Rule } from '../../rule';
import { POLICY_ADDRESSES } from './addresses';
import { DEAD_ANNOTATIONS } from './annotations';
import { CHANGES_NOTHING } from './changes-nothing';
import { CLUSTER_DNS_DENIED } from './cluster-dns';
import { ADDITIVE_CONTENTS } from './contents';
import { EGRESS_WITHOUT_DNS } from './egress-dns';
import { GROUPS_MISSING } from './groups';
import { HOST_NETWORK } from './host-network';
import { NAME_PATTERNS } from './name-patterns';
import { NAMES_WITHOUT_DNS } from './names';
import { NAMESPACE_LABELS } from './namespace-labels';
import { NODE_PORTS_CLOSED } from './node-ports';
import { POLICY_PORTS } from './ports';
import { REDIRECTED_DNS } from './redirected-dns';
import { SELECTS_NOTHING } from './selects-nothing';
import { SERVICES_MISSING } from './services';

export const POLICY_RULES: readonly Rule[] = [
  HOST_NETWORK,
  POLICY_PORTS,
  SELECTS_NOTHING,
  NAMESPACE_LABELS,
  ADDITIVE_CONTENTS,
  POLICY_ADDRESSES,
  NAMES_WITHOUT_DNS,
  NAME_PATTERNS,
  SERVICES_MISSING,
  GROUPS_MISSING,
  EGRESS_WITHOUT_DNS,
  REDIRECTED_DNS,
  CHANGES_NOTHING,
  NODE_PORTS_CLOSED,
  CLUSTER_DNS_DENIED,
  DEAD_ANNOTATIONS,
];
