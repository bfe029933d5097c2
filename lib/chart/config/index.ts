// Every row of cilium-config. The key is unique among the rows that are written at the same time.
import { IDENTITY, LOGS, METRICS, AGENT, OPERATOR, MESH } from './cluster';
import { BPF, ROUTING, ENCRYPTION } from './datapath';
import { LOAD_BALANCING, ANNOUNCEMENTS } from './services';
import { IPAM, CNI, POLICY, DNS } from './pods';
import { HUBBLE } from './hubble';
import { PROXY, GATEWAY, INGRESS } from './proxy';
import { ConfigRow } from './row';

export { writtenRows } from './row';

export const CONFIG_ROWS: readonly ConfigRow[] = [
  ...IDENTITY,
  ...LOGS,
  ...METRICS,
  ...BPF,
  ...ROUTING,
  ...LOAD_BALANCING,
  ...ANNOUNCEMENTS,
  ...IPAM,
  ...CNI,
  ...POLICY,
  ...ENCRYPTION,
  ...HUBBLE,
  ...PROXY,
  ...GATEWAY,
  ...INGRESS,
  ...DNS,
  ...AGENT,
  ...OPERATOR,
  ...MESH,
];
