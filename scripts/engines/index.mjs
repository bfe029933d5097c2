// Asks the real engines about what dist/ holds:  node scripts/engines/index.mjs [api-server|policy|gateway|load-balancer|cni|talos|gitops …]
// ENGINES: folder of the built programs; SHARED: folder with crds/ and talos-schema/ (../shared); DIST: the folder to judge (dist);
// FLOWS, NODES: what the app promises (flows.json, nodes.json beside this file). Exit code 1 if an answer is not as it should be.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as apiServer from './api-server.mjs';
import * as cni from './cni.mjs';
import { readDist } from './dist.mjs';
import * as gateway from './gateway.mjs';
import * as gitops from './gitops.mjs';
import * as loadBalancer from './load-balancer.mjs';
import * as policy from './policy.mjs';
import { Report } from './report.mjs';
import * as talos from './talos.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const STEPS = { 'api-server': apiServer, policy, gateway, 'load-balancer': loadBalancer, cni, talos, gitops };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  console.error(`no engine named ${unknown.join(', ')}; write some of: ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const folder = resolve(process.env.DIST ?? join(here, '../../dist'));
const report = new Report();
const context = {
  root: resolve(here, '../..'),
  folder,
  dist: readDist(folder),
  // A folder that does not exist: every program counts as not built.
  engines: process.env.ENGINES === undefined ? 'ENGINES (not set)' : resolve(process.env.ENGINES),
  shared: resolve(process.env.SHARED ?? join(here, '../../../shared')),
  flows: readJson(process.env.FLOWS ?? join(here, 'flows.json')),
  nodes: readJson(process.env.NODES ?? join(here, 'nodes.json')),
  report,
};
console.log(`${folder}: ${context.dist.objects.length} objects, ${context.dist.patches.length} machine-config patches`);
for (const [name, step] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    step.run(context);
  } catch (error) {
    // An engine that cannot answer has not said yes.
    report.answer(name, 'the engine answers', 1, [error instanceof Error ? error.message : String(error)]);
  }
}
process.exitCode = report.end() ? 0 : 1;
