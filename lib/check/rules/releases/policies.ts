// NetworkPolicies that the values of a chart hold, where nobody here renders the chart: what names its pods and its rules as Kubernetes does goes
// into an object as it stands, and the API server has to take that.
import { judge } from '../../../models/api-server';
import { VALUE_REFERENCES } from '../../../world/derived/value-references';
import { Code } from '../../../problem';
import { schemaLayer } from '../../layers/schema';
import { Rule, withoutErrors } from '../../rule';

/** The API server takes the spec of a policy in values. */
export const VALUE_POLICIES: Rule = {
  layer: 'schema',
  codes: schemaLayer.codes as Code[],
  check(world, report) {
    const say = withoutErrors(report);
    for (const { release, reference, place } of world.model(VALUE_REFERENCES)) {
      if (reference.refers !== 'network policy') continue;
      const { spec, path: at, rulesAt } = reference;
      const manifest = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'policy', namespace: 'default' },
        spec,
      };
      judge({ manifest, built: true }, world.versions, (level, code, path, data) => {
        const [field, key] = path;
        // Only the spec stands in the values.
        if (field !== 'spec' || key === undefined) return;
        const isRule = key === 'ingress' || key === 'egress';
        say[level](code, release, place([...(isRule ? rulesAt : at), ...path.slice(1)]), data);
      });
    }
  },
};
