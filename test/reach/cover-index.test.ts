import { readPolicies } from '../../lib/models/agent/verdict';
import { CoverIndex, peersCover, subjectsCover } from '../../lib/reach';

const SELECTORS = [
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'web', tier: 'front' } },
  { matchLabels: { app: 'api' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] },
  { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
];
const PEERS = [
  ...SELECTORS.map((selector) => ({ fromEndpoints: [selector] })),
  { fromEndpoints: [SELECTORS[1], SELECTORS[3]] },
  { fromEntities: ['world'] },
  { fromEntities: ['all'] },
  { fromCIDR: ['10.0.0.0/8'] },
  {},
];

test('what covers a rule is among the candidates, in the order of the rules', () => {
  const policies = SELECTORS.flatMap((endpointSelector, subject) =>
    PEERS.map((peers, index) => ({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: `policy-${subject}-${index}`, namespace: 'shop' },
      spec: { endpointSelector, ingress: [{ ...peers, toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }] },
    })),
  );
  const { entries } = readPolicies(policies, { minor: '1.20' }, []);
  expect(entries).toHaveLength(policies.length);
  const index = new CoverIndex(entries);
  for (const narrow of entries) {
    const candidates = index.candidates(narrow);
    const covering = entries.filter((wide) => subjectsCover(wide, narrow) && peersCover(wide, narrow));
    expect(candidates.filter((wide) => covering.includes(wide))).toEqual(covering);
    expect(candidates.length).toBeLessThan(entries.length);
  }
});
