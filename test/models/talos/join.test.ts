// Two patches as one: what it makes of a configuration is what the two make of it.
import { PlainMap, toYaml } from '../../../lib/manifest';
import { joinPatches, judgePatches, TALOS_MINORS, TalosMinor } from '../../../lib/models/talos';

const PAIRS: readonly (readonly [string, PlainMap, PlainMap])[] = [
  ['maps', { machine: { sysctls: { a: '1' } } }, { machine: { sysctls: { b: '2' } } }],
  ['lists', { machine: { certSANs: ['a'] } }, { machine: { certSANs: ['b'] } }],
  [
    'lists with keys',
    { machine: { network: { interfaces: [{ interface: 'eth0', vlans: [{ vlanId: 2, mtu: 1400 }] }] } } },
    { machine: { network: { interfaces: [{ interface: 'eth0', dhcp: true, vlans: [{ vlanId: 2, dhcp: true }] }] } } },
  ],
  [
    'lists that a patch replaces',
    { cluster: { network: { podSubnets: ['10.1.0.0/16'] } } },
    { cluster: { network: { podSubnets: ['10.2.0.0/16'] } } },
  ],
  ['scalars', { cluster: { clusterName: 'a' } }, { cluster: { clusterName: 'b' } }],
  [
    'plugins of the API server',
    { cluster: { apiServer: { admissionControl: [{ name: 'X', configuration: { a: 1 } }] } } },
    { cluster: { apiServer: { admissionControl: [{ name: 'X', configuration: { b: 2 } }] } } },
  ],
];

describe.each(TALOS_MINORS)('two patches of Talos %s joined do what they do one after the other', (minor) => {
  test.each(PAIRS)('%s', (_what, first, second) => {
    const apart = after(minor, first, second);
    expect(after(minor, joinPatches(first, second, minor))).toEqual(apart);
    expect(after(minor, first)).not.toEqual(apart);
  });
});

/** The configuration of a control plane after patches, in the form that has them all in one document. */
function after(minor: TalosMinor, ...patches: PlainMap[]): unknown {
  const options = minor === '1.14' ? { contract: '1.13' as const } : {};
  const answer = judgePatches({
    minor,
    base: { role: 'controlplane', options },
    patches: patches.map((patch) => toYaml([patch])),
  });
  return answer.result?.map((part) => ('value' in part ? part.value : part)) ?? answer.errors;
}
