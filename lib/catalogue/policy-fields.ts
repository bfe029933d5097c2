// What policies may say in some minors of Cilium only. The agent's model and the pages ask these rows.
import { Span } from './span';

/** A field or value of policies with the minors that take it. */
export interface PolicyField extends Span {
  /** What it is, as the YAML has it. */
  readonly what: string;
  readonly source: string;
}

/** The rows. */
export const POLICY_FIELDS = {
  clusterMesh: {
    since: '1.20',
    what: 'entity `cluster-mesh`',
    source: 'CRD of CiliumNetworkPolicy of 1.19.6 and 1.20.0, enum of entities; pkg/policy/api/entity.go',
  },
  vrrpIgmp: {
    since: '1.19',
    what: 'protocols `VRRP`, `IGMP`',
    source: 'CRD of 1.18.11 and 1.19.6, enum of protocols; pkg/policy/api/l4.go',
  },
  tunnels: {
    since: '1.20',
    what: 'protocols `GRE`, `IPIP`, `IPV6`, `ESP`, `AH`',
    source: 'CRD of 1.19.6 and 1.20.0, enum of protocols; pkg/policy/api/l4.go',
  },
  subdomainPattern: {
    since: '1.19',
    what: 'a leading `**.` of a name pattern for one or more labels; before, it is `*.`',
    source: 'pkg/fqdn/matchpattern of 1.18.11 and 1.19.6',
  },
  requires: {
    until: '1.19',
    what: '`fromRequires`, `toRequires`',
    source: 'CRD of 1.18.11 and 1.19.6; pkg/policy/api/ingress.go, egress.go',
  },
  proxylib: {
    until: '1.20',
    what: 'contents `kafka`, `l7`, `l7proto`',
    source: 'CRD of 1.19.6 and 1.20.0; pkg/policy/api/l7.go',
  },
} as const satisfies Readonly<Record<string, PolicyField>>;
