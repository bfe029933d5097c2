// Everything that the constructs write, held to the API server and the agent of each minor, and to Cilium's own parser where it is built:
// the folder ENGINES holds it as cilium-1.18, cilium-1.19, cilium-1.20.
import { spawnSync } from 'node:child_process';
import { POLICY_FIELDS } from '../../lib/catalogue/policy-fields';
import { CILIUM_MINORS } from '../../lib/catalogue/cilium-minors';
import { isIn } from '../../lib/catalogue/span';
import { Manifest } from '../../lib/manifest';
import { policyProblems } from '../../lib/models/agent';
import { CiliumPolicy, Entity, IpProtocol, Peer, Port, Subject } from '../../lib/policy';
import { engineProgram } from '../support/engines';
import { admitted } from '../support/admitted';
import { buildGallery } from './gallery';
import { newChart, policiesOf } from './shop';

const SETTINGS = { nodeSelectorLabels: true, l7Proxy: true };

/** What Cilium's own parser says; undefined where it is not built. */
function parsed(minor: string, manifests: readonly Manifest[]): string[] | undefined {
  const engine = engineProgram(`cilium-${minor}`);
  if (engine === undefined) return undefined;
  const lines = manifests.map((manifest, id) => JSON.stringify({ id: `${id}`, manifest, config: SETTINGS }));
  const run = spawnSync(engine, ['sanitize'], { input: lines.join('\n'), maxBuffer: 1 << 28, encoding: 'utf8' });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  expect(answers).toHaveLength(manifests.length);
  return answers.flatMap((line, index) => {
    const { accepted, error } = JSON.parse(line) as { accepted: boolean; error?: string };
    return accepted ? [] : [`${manifests[index]!.metadata.name}: ${error}`];
  });
}

describe.each(CILIUM_MINORS)('Cilium %s', (minor) => {
  const manifests = policiesOf(buildGallery(minor)).filter(({ kind }) => kind !== 'CiliumCIDRGroup');

  test('takes every policy that the constructs write', () => {
    const refused = manifests.flatMap((manifest) => [
      ...admitted(manifest, minor),
      ...policyProblems(manifest, { ...SETTINGS, minor })
        // A group of addresses cannot be judged without the group; up to 1.18 `**.` is another pattern, which is said and not refused.
        .filter(({ code }) => code !== 'cilium/dns-name')
        .map(({ code, at }) => `${manifest.metadata.name} ${code} ${at}`),
    ]);
    expect(refused).toEqual([]);
    expect(manifests.length).toBeGreaterThan(110);
  });

  const engine = parsed(minor, manifests);
  if (engine === undefined) console.info(`skipped: no program cilium-${minor} in the folder ENGINES`);
  (engine === undefined ? test.skip : test)('its own parser takes them too', () => expect(engine).toEqual([]));
});

const policy = () => new CiliumPolicy(newChart(), 'p', { subject: Subject.labels({ role: 'api' }) });

test.each([
  ['clusterMesh', policy().allowFrom(Peer.entity(Entity.CLUSTER_MESH))],
  ['vrrpIgmp', policy().allowFrom(Peer.host(), Port.protocol(IpProtocol.VRRP), Port.protocol(IpProtocol.IGMP))],
  ['tunnels', policy().allowFrom(Peer.host(), Port.protocol(IpProtocol.GRE), Port.protocol(IpProtocol.AH))],
] as const)('the minors that take it are those of the catalogue: %s', (field, written) => {
  const [manifest] = written._manifests();
  const taking = CILIUM_MINORS.filter(
    (minor) => admitted(manifest!, minor).length === 0 && policyProblems(manifest!, { minor }).length === 0,
  );
  expect(taking).toEqual(CILIUM_MINORS.filter((minor) => isIn(minor, POLICY_FIELDS[field])));
});
