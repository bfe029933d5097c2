// The engine meets whatever the validation lets through: it must answer, never fail.
import * as fc from 'fast-check';
import { AGENT_MINORS } from '../../../../lib/models/agent/minors';
import { lookup, podIdentity, readPolicies, subjectPolicy } from '../../../../lib/models/agent/verdict';
import { Reachability } from '../../../../lib/reach';
import { oddPolicies } from '../odd-policies';

const settings = (minor: string) => ({
  minor,
  nodeSelectorLabels: true,
  hostFirewall: true,
  extendedIPProtocols: true,
});

test.each(AGENT_MINORS)('odd policies that the agent of %s takes decide flows', (minor) => {
  const manifests = oddPolicies(7, 1500).map(({ manifest }) => manifest as any);
  const policies = readPolicies(manifests, settings(minor));
  expect(policies.entries.length).toBeGreaterThan(100);
  const pod = podIdentity({ namespace: 'default', labels: { app: 'web' }, namespaceLabels: {} });
  for (const ingress of [true, false])
    for (const protocol of ['TCP', 'UDP', 'ICMP', 'GRE']) {
      const { allowed } = lookup(
        subjectPolicy(policies, pod, ingress, true),
        pod,
        protocol,
        80,
        new Map(),
        policies.agent.does,
      );
      expect(typeof allowed).toBe('boolean');
    }
});

test('objects without what they should have are read as far as it goes', () => {
  const junk = fc.oneof(fc.constantFrom(null, 0, '', true, [], {}, [null], [{}]), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.constantFrom('NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumCIDRGroup', 'Deployment', 'Service', 'Namespace'),
      junk,
      junk,
      (kind, metadata, spec) => {
        const apiVersion =
          kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : kind.startsWith('Cilium') ? 'cilium.io/v2' : 'v1';
        const manifest = { apiVersion, kind, metadata: { name: 'x', namespace: metadata, labels: spec }, spec };
        const reach = new Reachability({ objects: [{ manifest: manifest as any }] });
        expect(reach.matrix.store.sets.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200, seed: 3 },
  );
});
