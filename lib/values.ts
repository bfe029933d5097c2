// The whole value surface of the Cilium chart as types, one per minor: `values: { … } satisfies CiliumValues1_20`, with
// `import type { CiliumValues1_20 } from 'cdk8s-talos-network/values'`. They stand apart from the index because jsii knows no such types;
// `npm run value-types` makes them of the tables in lib/chart/releases.
export type { CiliumValues1_18 } from './cilium/value-types/1.18';
export type { CiliumValues1_19 } from './cilium/value-types/1.19';
export type { CiliumValues1_20 } from './cilium/value-types/1.20';
