// The files before real Talos code: the configuration programs of 1.11, 1.12 and 1.13, and for 1.14 its recorded answers and schema.
// Skipped where they are not on the machine: the programs in the folder ENGINES, the answers in ../shared.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { ConfigFormat, NodeSelection, TalosVersion } from '../../lib/cluster';
import { fromYaml, PlainMap } from '../../lib/manifest';
import { talosFiles, talosText } from '../../lib/talos';
import { engineProgram, SHARED } from '../support/engines';
import { addCluster, home } from './home';
import { schemaErrors } from './json-schema';

const SCHEMA = join(SHARED, 'talos-schema', '1.14.json');
const VECTORS = join(SHARED, 'vectors', 'talos-patches.jsonl');

// Starting a program takes up to a second on a busy machine.
jest.setTimeout(60_000);

interface Answer {
  readonly ok: boolean;
  readonly stage?: string;
  readonly error?: string;
  readonly warnings: string[];
  readonly idempotent: boolean;
  readonly effects: { cni?: string; kubeProxy?: boolean; kubePrism?: boolean; defaultDHCP?: boolean };
}

function engine(version: TalosVersion): string | undefined {
  return engineProgram(`talos-${version}`);
}

interface Question {
  readonly role: string;
  readonly patches: string[];
}

/** What the minor's code says to the texts as patches of a generated configuration, in one run of its program. */
function ask<T extends Record<string, Question>>(version: TalosVersion, questions: T): Record<keyof T, Answer> {
  const lines = Object.entries(questions).map(([id, question]) =>
    JSON.stringify({ id, ...question, options: { kubernetesVersion: '1.35.2' } }),
  );
  const answers = execFileSync(engine(version)!, { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
    .trim()
    .split('\n');
  return Object.fromEntries(
    answers.map((line) => JSON.parse(line) as Answer & { id: string }).map((answer) => [answer.id, answer]),
  ) as unknown as Record<keyof T, Answer>;
}

/** The files that a node of the role gets. */
function textsFor(app: App, role: string, node?: string): string[] {
  return talosFiles(app)
    .filter(({ name }) => ['all.yaml', `${role}.yaml`, `node-${node}.yaml`].includes(name))
    .map(talosText);
}

/** Every kind of document and entry that this room can write. */
function everything(version: TalosVersion, configFormat?: ConfigFormat): App {
  const { app, cluster } = home(version, {
    podSubnets: ['10.42.0.0/16', 'fd00:42::/48'],
    serviceSubnets: ['10.43.0.0/16', 'fd00:43::/112'],
    dnsDomain: 'home.arpa',
    configFormat,
  });
  const storage = cluster.addLink('storage', { interface: 'enp3s0', mtu: 9000 });
  cluster.addVlan('cameras', { parent: storage, vlanId: 40, mtu: 1400 });
  cluster.addVlan('guests', { parent: storage, vlanId: 50, dhcp: true });
  cluster.addLink('usb', { interface: 'usb0', dhcp: true, managed: false });
  cluster.addLink('lab', { interface: 'enp8s0', nodes: NodeSelection.named('worker-1', 'controlplane-1') });
  return app;
}

describe.each([TalosVersion.V1_11, TalosVersion.V1_12, TalosVersion.V1_13])('Talos %s', (version) => {
  const run = engine(version) !== undefined ? test : test.skip;
  // 1.11 has no link documents, so no such question. Of a worker the engine reports no other effect.
  const dhcp = version === TalosVersion.V1_11 ? {} : { defaultDHCP: true };

  run.each([
    ['the reference cluster', (minor: TalosVersion) => home(minor).app],
    ['everything', (minor: TalosVersion) => everything(minor)],
  ])('takes the files of %s, without a warning, with the effects meant', (_name, build) => {
    const app = build(version);
    const answers = ask(version, {
      controlplane: { role: 'controlplane', patches: textsFor(app, 'controlplane', 'controlplane-1') },
      worker: { role: 'worker', patches: textsFor(app, 'worker', 'worker-1') },
    });
    expect(answers.controlplane).toMatchObject({
      ok: true,
      warnings: [],
      effects: { cni: 'none', kubeProxy: false, kubePrism: true, ...dhcp },
    });
    expect(answers.worker).toMatchObject({
      ok: true,
      warnings: [],
      idempotent: true,
      ...(version === TalosVersion.V1_11 ? {} : { effects: dhcp }),
    });
  });

  run(
    'takes files a second time: at once where no manifest list appends, else after the command of their comment',
    () => {
      const [all, controlplane] = textsFor(everything(version), 'controlplane') as [string, string];
      const withoutManifests = controlplane.replace(/ {2}inlineManifests:[\s\S]*/, '');
      const command = /--patch '(\{"cluster".*\})'/.exec(controlplane)![1]!;
      expect(withoutManifests).toContain('advertisedSubnets');
      const answers = ask(version, {
        all: { role: 'controlplane', patches: [all] },
        both: { role: 'controlplane', patches: [all, withoutManifests] },
        twice: { role: 'controlplane', patches: [all, controlplane, all, controlplane] },
        asTheCommentSays: { role: 'controlplane', patches: [all, controlplane, command, all, controlplane] },
      });
      expect(answers.all).toMatchObject({ ok: true, idempotent: true });
      expect(answers.both).toMatchObject({ ok: true, idempotent: true });
      expect(answers.twice).toMatchObject({
        ok: false,
        stage: 'validate',
        error: expect.stringContaining('inline manifest name "10-cilium" is duplicate'),
      });
      expect(answers.asTheCommentSays).toMatchObject({ ok: true, warnings: [] });
    },
  );

  run('keeps Flannel and kube-proxy without a primary CNI', () => {
    const app = new App();
    addCluster(app, version).addLink('lan', { interface: 'enp1s0', dhcp: true });
    expect(ask(version, { x: { role: 'controlplane', patches: textsFor(app, 'controlplane') } }).x).toMatchObject({
      ok: true,
      effects: { cni: 'flannel', kubeProxy: true, kubePrism: true },
    });
  });
});

describe('Talos 1.14, by its schema and recorded answers', () => {
  const files = talosFiles(everything(TalosVersion.V1_14));
  const documents = files.flatMap((file) => file.documents);

  (existsSync(SCHEMA) ? test : test.skip)('every document has the fields of its kind', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as PlainMap;
    const kinds = new Set<string>();
    for (const document of documents) {
      if (document.kind === undefined || document.$patch !== undefined) continue;
      kinds.add(String(document.kind));
      expect(schemaErrors(schema, document)).toEqual([]);
    }
    expect([...kinds].sort()).toEqual([
      'DHCPv4Config',
      'KubeExternalManifestConfig',
      'KubeInlineManifestConfig',
      'KubeNetworkConfig',
      'KubeNodeConfig',
      'KubePrismConfig',
      'KubeProxyConfig',
      'Layer2VIPConfig',
      'LinkConfig',
      'VLANConfig',
    ]);
    expect(
      schemaErrors(schema, { apiVersion: 'v1alpha1', kind: 'LinkConfig', name: 'a', mtu: '9000', dhcp: true }),
    ).toEqual(['LinkConfig.mtu: not integer', 'LinkConfig.dhcp: unknown']);
  });

  (existsSync(VECTORS) ? test : test.skip)(
    'every document has only fields that 1.14 was seen to accept in that kind and role',
    () => {
      const seen = new Map<string, Set<string>>();
      for (const line of readFileSync(VECTORS, 'utf8').trim().split('\n')) {
        const vector = JSON.parse(line) as {
          role: string;
          patches: string[];
          options?: { contract?: string };
          expected: Record<string, { ok: boolean }>;
        };
        if (vector.expected['1.14']?.ok !== true || vector.options?.contract !== undefined) continue;
        for (const document of vector.patches.flatMap((patch) => fromYaml(patch) as PlainMap[])) {
          // Link documents are the same on both roles; Kubernetes documents are not.
          const key = /^Kube/.test(String(document.kind))
            ? `${vector.role}/${String(document.kind)}`
            : String(document.kind);
          seen.set(key, new Set([...(seen.get(key) ?? []), ...Object.keys(document)]));
        }
      }
      const unseen = files.flatMap(({ name, documents: own }) =>
        own
          .filter(({ kind }) => kind !== undefined)
          .flatMap((document) => {
            const key = /^Kube/.test(String(document.kind))
              ? `controlplane/${String(document.kind)}`
              : String(document.kind);
            return Object.keys(document)
              .filter((field) => seen.get(key)?.has(field) !== true)
              .map((field) => `${name} ${key}.${field}`);
          }),
      );
      expect([...new Set(unseen)]).toEqual(UNSEEN);
    },
  );

  test('nothing that a worker gets is refused on workers', () => {
    // Source: facts/talos-engine.md, refuted 6.
    const refused =
      /^Kube(APIServer|AdmissionControl|AggregatorCA|AuditPolicy|Authentication|Authorizer|ControllerManager|CoreDNS|EtcdEncryption|FlannelCNI|Proxy|Scheduler|ServiceAccount|TalosAPIAccess)Config$/;
    const onWorkers = files
      .filter(({ name }) => name !== 'controlplane.yaml' && name !== 'node-controlplane-1.yaml')
      .flatMap((file) => file.documents);
    expect(
      onWorkers.filter(
        ({ kind, cluster }) => refused.test(String(kind)) || kind === 'Layer2VIPConfig' || cluster !== undefined,
      ),
    ).toEqual([]);
  });

  test('a file names each document once', () => {
    for (const { documents: own } of files) {
      const keys = own.map(({ kind, name }) => `${String(kind)}/${String(name)}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('the v1alpha1 document of the documents form has etcd only, the rest would conflict', () => {
    expect(documents.filter(({ kind }) => kind === undefined)).toEqual([
      { cluster: { etcd: { advertisedSubnets: ['192.168.70.0/24'] } } },
    ]);
  });
});

/** Fields that no recorded case states; the schema knows them. */
const UNSEEN = ['all.yaml controlplane/KubeNetworkConfig.dnsDomain', 'all.yaml VLANConfig.mtu'];
