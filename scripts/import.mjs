// npm run import [-- FOLDER]: makes imports/*.ts again with `cdk8s import`.
// Source: the official upstream URLs below; or a folder of CRD files laid out as cilium/<minor>/*.yaml,
// gateway-api/<version>/standard/*.yaml and network-attachment-definition/*.yaml.
// All CRDs of one group are put into one file first: two imports of one group overwrite each other.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const CLI = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
const CILIUM = '1.20.0';
const GATEWAY_API = 'v1.6.1';
const CILIUM_CRDS =
  'https://raw.githubusercontent.com/cilium/cilium/v' + CILIUM + '/pkg/k8s/apis/cilium.io/client/crds';
const CILIUM_KINDS = {
  v2: [
    'ciliumbgpadvertisements',
    'ciliumbgpclusterconfigs',
    'ciliumbgpnodeconfigoverrides',
    'ciliumbgpnodeconfigs',
    'ciliumbgppeerconfigs',
    'ciliumcidrgroups',
    'ciliumclusterwideenvoyconfigs',
    'ciliumclusterwidenetworkpolicies',
    'ciliumegressgatewaypolicies',
    'ciliumendpoints',
    'ciliumenvoyconfigs',
    'ciliumidentities',
    'ciliumloadbalancerippools',
    'ciliumlocalredirectpolicies',
    'ciliumnetworkpolicies',
    'ciliumnodeconfigs',
    'ciliumnodes',
  ],
  v2alpha1: [
    'ciliumdatapathplugins',
    'ciliumendpointslices',
    'ciliumgatewayclassconfigs',
    'ciliuml2announcementpolicies',
    'ciliumpodippools',
  ],
};

/** Groups to import: file name in imports/ is `<group>.ts`. */
const SOURCES = [
  {
    folder: join('cilium', CILIUM.split('.').slice(0, 2).join('.')),
    urls: Object.entries(CILIUM_KINDS)
      .flatMap(([version, kinds]) => kinds.map((kind) => `${CILIUM_CRDS}/${version}/${kind}.yaml`))
      .sort((a, b) => (basename(a) < basename(b) ? -1 : 1)),
  },
  {
    folder: join('gateway-api', GATEWAY_API, 'standard'),
    urls: [`https://github.com/kubernetes-sigs/gateway-api/releases/download/${GATEWAY_API}/standard-install.yaml`],
  },
  {
    folder: 'network-attachment-definition',
    urls: [
      'https://raw.githubusercontent.com/k8snetworkplumbingwg/network-attachment-definition-client/v1.7.7/artifacts/networks-crd.yaml',
    ],
  },
];

const root = process.argv[2];
const work = mkdtempSync(join(tmpdir(), 'import-'));
try {
  for (const [index, source] of SOURCES.entries()) {
    const texts =
      root === undefined ? await Promise.all(source.urls.map(download)) : readFolder(join(root, source.folder));
    const file = join(work, `crds-${index}.yaml`);
    writeFileSync(file, texts.join('\n---\n'));
    execFileSync(process.execPath, [CLI, 'import', file, '--no-save', '-l', 'typescript', '-o', 'imports'], {
      stdio: 'inherit',
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function download(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response.text();
}

function readFolder(folder) {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) throw new Error(`no CRD files in ${folder}`);
  return files.map((name) => readFileSync(join(folder, name), 'utf8'));
}
