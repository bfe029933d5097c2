// Every code that is said outside of the check room: by values and constructors, by an app, of facts, of the output. Data only, so that
// `talosnet check` and the docs list them without loading a construct.
import { Code } from '../code';
import { ListedCode } from '../registry';
import { APP_CODES } from './app';
import { CILIUM_CODES } from './cilium';
import { CLUSTER_CODES } from './cluster';
import { FACTS_CODES } from './facts';
import { GATEWAY_CODES } from './gateway';
import { LOADBALANCER_CODES } from './loadbalancer';
import { MANIFEST_CODES } from './manifest';
import { MULTUS_CODES } from './multus';
import { NET_CODES } from './net';
import { NETWORKS_CODES } from './networks';
import { OUTPUT_CODES } from './output';
import { POLICY_CODES } from './policy';
import { TALOS_CODES } from './talos';

/** Codes by who says them, in the order of lists. */
const SAID: Readonly<Record<string, readonly (readonly Code[])[]>> = {
  constructs: [
    NET_CODES,
    MANIFEST_CODES,
    CLUSTER_CODES,
    CILIUM_CODES,
    NETWORKS_CODES,
    MULTUS_CODES,
    LOADBALANCER_CODES,
    GATEWAY_CODES,
    POLICY_CODES,
    TALOS_CODES,
  ],
  app: [APP_CODES],
  facts: [FACTS_CODES],
  output: [OUTPUT_CODES],
};

/** Names of those who say them; beside the layers of the check room, and nothing for `--only`. */
export const PROGRAM_LAYERS: readonly string[] = Object.keys(SAID);

/** The codes, each with who says it. */
export const PROGRAM_CODES: readonly ListedCode[] = Object.entries(SAID).flatMap(([layer, rooms]) =>
  rooms.flat().map((code) => ({ layer, ...code })),
);
