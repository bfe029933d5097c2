// Codes of machine-config patches: what only the program can get wrong.
import { Code } from '../code';

export const TALOS_CODES: readonly Code[] = [
  {
    code: 'talos/no-cluster',
    title: 'Patches are made of a TalosCluster in the same boundary',
    why: 'Versions, links and subnets come from it.',
  },
];
