// The Talos minors in every form that their configurations have, and what the model and the real code say of patches in each.
import { execFileSync } from 'node:child_process';
import { App } from 'cdk8s';
import { ConfigFormat, TalosCluster, TalosVersion } from '../../lib/cluster';
import { judgePatches, problemText, TalosMinor } from '../../lib/models/talos';
import { talosFiles, talosText } from '../../lib/talos';
import { engineProgram } from '../support/engines';

/** A minor and the forms of its configuration. */
export interface Variant {
  readonly version: TalosVersion;
  readonly configFormat: ConfigFormat;
  readonly linkFormat: ConfigFormat;
}

const { V1ALPHA1, DOCUMENTS } = ConfigFormat;
const of = (version: TalosVersion, configFormat: ConfigFormat, linkFormat: ConfigFormat): Variant => ({
  version,
  configFormat,
  linkFormat,
});

/** Every minor in each form that it has. */
export const VARIANTS: readonly Variant[] = [
  of(TalosVersion.V1_11, V1ALPHA1, V1ALPHA1),
  of(TalosVersion.V1_12, V1ALPHA1, V1ALPHA1),
  of(TalosVersion.V1_12, V1ALPHA1, DOCUMENTS),
  of(TalosVersion.V1_13, V1ALPHA1, V1ALPHA1),
  of(TalosVersion.V1_13, V1ALPHA1, DOCUMENTS),
  of(TalosVersion.V1_14, V1ALPHA1, V1ALPHA1),
  of(TalosVersion.V1_14, V1ALPHA1, DOCUMENTS),
  of(TalosVersion.V1_14, DOCUMENTS, DOCUMENTS),
];

/** As a test names it. */
export const nameOf = ({ version, configFormat, linkFormat }: Variant) =>
  `${version}, ${configFormat}, links in ${linkFormat}`;

/** A machine with the patches that it gets, secrets filled in. */
export interface PatchedMachine {
  readonly id: string;
  readonly role: 'controlplane' | 'worker';
  readonly patches: readonly string[];
}

/** A key that is none of anybody's. */
export const KEY = Buffer.alloc(32, 'a').toString('base64');

/** The machines of an app: each role, and each node with a file of its own. */
export function machinesOf(app: App): PatchedMachine[] {
  const files = talosFiles(app).map((file) => ({ ...file, text: talosText(file).replaceAll(/\$\{\w+\}/g, KEY) }));
  const machine = (id: string, role: PatchedMachine['role'], names: readonly string[]): PatchedMachine => ({
    id,
    role,
    patches: files.filter(({ name }) => names.includes(name)).map(({ text }) => text),
  });
  const nodes = app.node
    .findAll()
    .filter((each): each is TalosCluster => each instanceof TalosCluster)
    .flatMap((cluster) => cluster._nodes);
  return [
    ...(['controlplane', 'worker'] as const).map((role) => machine(role, role, ['all.yaml', `${role}.yaml`])),
    ...nodes
      .filter(({ name }) => files.some((file) => file.name === `node-${name}.yaml`))
      .map(({ name, role }) => machine(name, role, ['all.yaml', `${role}.yaml`, `node-${name}.yaml`])),
  ];
}

const contractOf = ({ version, configFormat }: Variant) =>
  version === TalosVersion.V1_14 && configFormat === V1ALPHA1 ? '1.13' : version;

/** What the model says against the machines: errors and warnings. */
export function objections(variant: Variant, machines: readonly PatchedMachine[]): string[] {
  return machines.flatMap(({ id, role, patches }) => {
    const { errors, warnings } = judgePatches({
      minor: variant.version as TalosMinor,
      base: { role, options: { contract: contractOf(variant) as TalosMinor } },
      patches,
    });
    return [...errors, ...warnings].map((problem) => `${id}: ${problemText(problem)}`);
  });
}

/** What a node would run, as the configuration code says. */
export interface EngineAnswer {
  readonly id: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly warnings: readonly string[];
  readonly idempotent: boolean;
  readonly effects: { readonly cni?: string; readonly kubeProxy?: boolean; readonly defaultDHCP?: boolean };
}

/** What the real code of the minor says of the machines; undefined where its program is not here. */
export function answersOf(variant: Variant, machines: readonly PatchedMachine[]): EngineAnswer[] | undefined {
  const program = engineProgram(`talos-${variant.version}`);
  if (program === undefined) return undefined;
  const options = { kubernetesVersion: '1.35.2', contract: contractOf(variant) };
  const lines = machines.map((machine) => JSON.stringify({ ...machine, options }));
  return execFileSync(program, { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EngineAnswer);
}
