// Values with which the agent ends as it starts: it checks its settings against each other, and nobody else does.
import { CiliumValues, ciliumInstalls } from '../../../world/derived/cilium-values';
import { Rule } from '../../rule';

/** A feature and what the agent wants beside it. */
interface Row {
  /** Value that switches the feature on. */
  readonly feature: string;
  /** Groups of values: of each, one must be on. */
  readonly needs: readonly (readonly string[])[];
  /** Values that must be off. */
  readonly excludes: readonly string[];
  readonly source: string;
}

/** Source: the agent of 1.18 to 1.20. */
const ROWS: readonly Row[] = [
  {
    feature: 'egressGateway.enabled',
    needs: [['enableIPv4Masquerade'], ['bpf.masquerade']],
    excludes: ['ciliumEndpointSlice.enabled'],
    source: 'pkg/egressgateway, NewEgressGatewayManager',
  },
  {
    feature: 'ipMasqAgent.enabled',
    needs: [['enableIPv4Masquerade', 'enableIPv6Masquerade'], ['bpf.masquerade']],
    excludes: [],
    source: 'daemon/cmd, initAndValidateDaemonConfig',
  },
];

interface Data {
  readonly feature: string;
  readonly value: string;
  /** The value must be off, else on. */
  readonly off: boolean;
}

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec:
  interval: 1h
  chart: { spec: { chart: cilium, version: 1.20.0, sourceRef: { kind: HelmRepository, name: cilium } } }
`;

/** The agent starts. */
export const START_UP: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/agent-exits',
      title: 'The agent starts with these values',
      why: `It ends where a feature lacks what it needs: ${ROWS.map(({ feature, source }) => `${feature} (${source})`).join(', ')}.`,
      bad: `${RELEASE}  values: { kubeProxyReplacement: true, egressGateway: { enabled: true } }\n`,
      good: `${RELEASE}  values: { kubeProxyReplacement: true, egressGateway: { enabled: true }, bpf: { masquerade: true } }\n`,
      words: ({ feature, value, off }: Data) => ({
        message: `${feature} is true and ${value} is ${off ? 'too' : 'not'}: the agent ends as it starts`,
        repair: `set ${value}: ${off ? 'false' : 'true'}, or leave ${feature} out`,
      }),
    },
  ],
  check(world, report) {
    for (const install of ciliumInstalls(world))
      for (const { feature, needs, excludes } of ROWS) {
        if (!install.isOn(feature)) continue;
        const say = (value: string, off: boolean) => {
          const { at, path } = install.placeOf(feature);
          report.error('values/agent-exits', at, path, { feature, value, off } satisfies Data);
        };
        for (const values of needs) if (areOff(install, values)) say(values[0]!, false);
        for (const value of excludes) if (install.isOn(value)) say(value, true);
      }
  },
};

/** Written as nothing in the chart, and on then, but for clouds. */
const ON_BY_DEFAULT: readonly string[] = ['enableIPv4Masquerade', 'enableIPv6Masquerade'];

function areOff(install: CiliumValues, values: readonly string[]): boolean {
  return values.every((value) =>
    ON_BY_DEFAULT.includes(value) ? String(install.own(value)) === 'false' : install.isOff(value),
  );
}
