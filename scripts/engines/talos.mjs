// Talos: the 1.14 documents of dist by the published schema and the rules of its code; the same cluster in v1alpha1 form by the
// configuration code of 1.11, 1.12 and 1.13. There is no program for 1.14.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ciliumConfig, readDist } from './dist.mjs';
import { ask } from './program.mjs';
import { schemaProblems } from './schema.mjs';

const ENGINE = 'talos';
const OLDER = ['1.11', '1.12', '1.13'];
/** Kinds that Talos 1.14 refuses on a worker. Source: Talos machinery 1.14.0-rc.1, run. */
const CONTROL_PLANE_ONLY = [
  'KubeAPIServerConfig',
  'KubeAdmissionControlConfig',
  'KubeAggregatorCAConfig',
  'KubeAuditPolicyConfig',
  'KubeAuthenticationConfig',
  'KubeAuthorizerConfig',
  'KubeControllerManagerConfig',
  'KubeCoreDNSConfig',
  'KubeEtcdEncryptionConfig',
  'KubeFlannelCNIConfig',
  'KubeProxyConfig',
  'KubeSchedulerConfig',
  'KubeServiceAccountConfig',
  'KubeTalosAPIAccessConfig',
];
/** Documents of the generated 1.14 configuration: a patch may hold a part of them. Any other document must be whole. */
const GENERATED = [
  'DiscoveryServiceConfig',
  'DiscoveryIdentityConfig',
  'UnattendedInstallConfig',
  'ResolverConfig',
  'FilesystemTrimConfig',
  'SecurityProfileConfig',
  'HostnameConfig',
  'KubeClusterConfig',
  'KubeNodeConfig',
  'KubeletConfig',
  'KubeNetworkConfig',
  'KubePrismConfig',
  ...CONTROL_PLANE_ONLY,
];
/** v1alpha1 fields that 1.14 refuses beside its documents, or that have a document and append to themselves on a second application. */
const OLD_FIELDS = [
  'machine.network.hostname',
  'machine.network.nameservers',
  'machine.network.searchDomains',
  'machine.network.interfaces',
  'machine.features.hostDNS',
  'machine.features.kubePrism',
  'machine.install',
  'machine.kubelet',
  'machine.nodeLabels',
  'machine.nodeAnnotations',
  'machine.nodeTaints',
  'cluster.clusterName',
  'cluster.controlPlane',
  'cluster.network',
  'cluster.proxy',
  'cluster.apiServer',
  'cluster.controllerManager',
  'cluster.scheduler',
  'cluster.coreDNS',
  'cluster.discovery',
  'cluster.allowSchedulingOnControlPlanes',
  'cluster.inlineManifests',
  'cluster.extraManifests',
];
/** Documents that turn the default DHCP off on all links. */
const LINK_KINDS = [
  'LinkConfig',
  'DummyLinkConfig',
  'BondConfig',
  'BridgeConfig',
  'VLANConfig',
  'WireguardConfig',
  'DHCPv4Config',
  'DHCPv6Config',
  'VRFConfig',
  'VethConfig',
];
/** Kinds whose spelling in the schema differs from the code's, and one that it lacks. */
const NOT_IN_SCHEMA = {
  KubeSpanEndpointsConfig: 'KubeSpanEndpoints',
  UnattendedInstallConfig: 'UnattendedInstall',
  ImageVerificationConfig: undefined,
};

export function run({ dist, engines, shared, nodes, report, root }) {
  const schemaFile = join(shared, 'talos-schema/1.14.json');
  if (!existsSync(schemaFile)) report.skip(ENGINE, '1.14 documents fit the schema', `no ${schemaFile}`);
  else {
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
    const documents = dist.patches.flatMap((file) => file.documents.map((document) => ({ file, document })));
    report.answer(
      ENGINE,
      '1.14 documents fit the schema',
      documents.length,
      documents.flatMap(({ file, document }) =>
        documentProblems(schema, document).map((problem) => `${file.name}: ${problem}`),
      ),
    );
  }
  report.answer(
    ENGINE,
    '1.14 patches keep the rules',
    dist.patches.length,
    dist.patches.flatMap((file) => fileProblems(file, nodes)),
  );
  const cilium = Object.keys(ciliumConfig(dist.objects)).length > 0;
  const machines = machinesOf(dist.patches, nodes);
  if (dist.patches.length > 0 && cilium)
    report.answer(
      ENGINE,
      '1.14 machines: no Flannel, no kube-proxy, KubePrism, DHCP',
      machines.length,
      machines.flatMap((machine) => networkProblems(machine)),
    );
  else report.answer(ENGINE, '1.14 machines: no Flannel, no kube-proxy, KubePrism, DHCP', 0);
  for (const version of OLDER) older(version, { engines, nodes, report, root });
}

/** The patches of one version in v1alpha1 form, applied to generated configurations by its own code. */
function older(version, { engines, nodes, report, root }) {
  const program = join(engines, `talos-${version}`);
  const question = `${version} takes the v1alpha1 patches`;
  if (!existsSync(program)) return report.skip(ENGINE, question, `no ${program}`);
  const folder = mkdtempSync(join(tmpdir(), 'v1alpha1-'));
  try {
    const [command = '', ...args] = v1alpha1Command(version);
    const { status, stderr } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_OUTDIR: folder },
      timeout: 120_000,
    });
    if (status !== 0)
      return report.answer(ENGINE, question, 1, [
        `${command} ${args.join(' ')}: ${stderr.trim().split('\n').slice(0, 12).join('\n       ')}`,
      ]);
    const machines = machinesOf(readDist(folder).patches, nodes);
    const cases = machines.map(({ id, role, files }) => ({ id, role, patches: files.map(({ text }) => text) }));
    const answers = ask(program, [], cases);
    report.answer(
      ENGINE,
      question,
      cases.length,
      machines.flatMap((machine, i) => [...verdictProblems(machine, answers[i]), ...dhcpProblems(machine)]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The reference app with another version, which also chooses the form; V1ALPHA1_PATCHES overrides it (`@` stands for the version). */
export function v1alpha1Command(version) {
  const given = process.env.V1ALPHA1_PATCHES;
  if (given !== undefined) return given.split(' ').map((part) => part.replaceAll('@', version));
  return [
    'node',
    'scripts/run.cjs',
    '--replace',
    `TalosVersion.V1_14=TalosVersion.V${version.replace('.', '_')}`,
    'main.ts',
  ];
}

/** Machines with the files that are applied to each: `all`, those of the role, those of the node. */
export function machinesOf(patches, nodes) {
  if (patches.length === 0) return [];
  const file = (name) => patches.filter((patch) => patch.name === `${name}.yaml`);
  const roles = ['controlplane', 'worker'].map((role) => ({ id: role, role, files: [...file('all'), ...file(role)] }));
  const own = nodes
    .filter(({ name }) => file(`node-${name}`).length > 0)
    .map((node) => ({
      id: node.name,
      role: roleOf(node),
      files: [...file('all'), ...file(roleOf(node)), ...file(`node-${node.name}`)],
    }));
  return [...roles, ...own].filter(({ files }) => files.length > 0);
}

function roleOf(node) {
  return Object.hasOwn(node.labels, 'node-role.kubernetes.io/control-plane') ? 'controlplane' : 'worker';
}

/** One document against the schema of its kind. */
export function documentProblems(schema, document) {
  const { $patch, ...rest } = document;
  if (document.kind === undefined) return [];
  if ($patch !== undefined) {
    const more = Object.keys(rest).filter((name) => !['apiVersion', 'kind', 'name'].includes(name));
    return $patch === 'delete'
      ? more.map((name) => `${document.kind}: ${name} beside $patch: delete`)
      : [`${document.kind}: $patch: ${$patch}`];
  }
  if (Object.hasOwn(NOT_IN_SCHEMA, document.kind) && NOT_IN_SCHEMA[document.kind] === undefined) return [];
  const name = NOT_IN_SCHEMA[document.kind] ?? document.kind;
  const definition = Object.values(schema.$defs).find((one) => one.properties?.kind?.enum?.[0] === name);
  if (definition === undefined || Object.values(NOT_IN_SCHEMA).includes(document.kind))
    return [`${document.kind}: no Talos 1.14 document kind`];
  const options = { required: !GENERATED.includes(document.kind) };
  return schemaProblems(schema, definition, withoutPatches({ ...rest, kind: name }), '', options).map(
    (problem) => `${document.kind}: ${problem}`,
  );
}

/** A deletion of a field inside a document is Talos' own and no part of the schema. */
function withoutPatches(value) {
  if (Array.isArray(value)) return value.map(withoutPatches);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner?.$patch !== 'delete')
      .map(([name, inner]) => [name, withoutPatches(inner)]),
  );
}

/** Rules of the code that the schema does not hold. */
export function fileProblems({ name, documents }, nodes) {
  const worker = ![
    'controlplane.yaml',
    ...nodes.filter((node) => roleOf(node) === 'controlplane').map((node) => `node-${node.name}.yaml`),
  ].includes(name);
  const keys = documents.map((document) =>
    [document.kind ?? 'v1alpha1', ...(document.name === undefined ? [] : [document.name])].join(' '),
  );
  return [
    ...(documents.length === 0 ? [`${name}: no document; Talos takes an empty patch for JSON6902`] : []),
    ...keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${name}: ${key} twice in one file`),
    ...documents
      .filter((document) => worker && document.$patch === undefined && CONTROL_PLANE_ONLY.includes(document.kind))
      .map((document) => `${name}: ${document.kind} on workers`),
    ...documents
      .filter((document) => document.kind === undefined)
      .flatMap((document) =>
        OLD_FIELDS.filter((path) => at(document, path) !== undefined).map(
          (path) => `${name}: ${path}, which 1.14 states in a document`,
        ),
      ),
  ];
}

function at(document, path) {
  return path.split('.').reduce((node, step) => node?.[step], document);
}

/** What Cilium needs of a machine, in the documents form. */
export function networkProblems(machine) {
  const documents = machine.files.flatMap((file) => file.documents);
  const deleted = (kind) => documents.some((document) => document.kind === kind && document.$patch === 'delete');
  const needs =
    machine.role !== 'controlplane'
      ? []
      : [
          ...(deleted('KubeFlannelCNIConfig') ? [] : [`${machine.id}: Flannel stays`]),
          ...(documents.some((document) => document.kind === 'KubeProxyConfig' && document.enabled === false)
            ? []
            : [`${machine.id}: kube-proxy stays`]),
        ];
  return [
    ...needs,
    ...(deleted('KubePrismConfig') ? [`${machine.id}: KubePrism is off`] : []),
    ...dhcpProblems(machine),
  ];
}

/** Configuring any link ends the default DHCP on all of them, so one must say DHCP or carry an address of its own. */
export function dhcpProblems(machine) {
  const documents = machine.files.flatMap((file) => file.documents);
  const interfaces = documents.flatMap((document) => document.machine?.network?.interfaces ?? []);
  const linked = documents.filter((document) => LINK_KINDS.includes(document.kind));
  if (interfaces.length === 0 && linked.length === 0) return [];
  const alive =
    interfaces.some(({ dhcp }) => dhcp === true) ||
    linked.some(({ kind }) => kind === 'DHCPv4Config' || kind === 'DHCPv6Config');
  return alive ? [] : [`${machine.id}: links are configured, and no link has DHCP any more`];
}

/** The verdict of Talos' code: taken, and with the effects that Cilium needs. Workers do not say all of them. */
export function verdictProblems(machine, answer) {
  if (!answer.ok) return [`${machine.id}: ${answer.stage}: ${answer.error}`];
  const { effects = {} } = answer;
  const wanted = { cni: 'none', kubeProxy: false, kubePrism: true };
  return Object.entries(wanted)
    .filter(([name]) => machine.role === 'controlplane' || Object.hasOwn(effects, name))
    .filter(([name, value]) => effects[name] !== value)
    .map(([name, value]) => `${machine.id}: ${name} is ${effects[name]}, not ${value}`);
}
