// The file of facts.
import { factsOf } from '../../../lib/facts';
import { Example } from './example';

export const FACTS_EXAMPLES: readonly Example[] = [
  {
    code: 'facts/key',
    bad: () => factsOf({ podSubnet: ['10.244.0.0/16'] }),
    good: () => factsOf({ podSubnets: ['10.244.0.0/16'] }),
  },
  {
    code: 'facts/value',
    bad: () => factsOf({ podSubnets: ['10.244.0.1/16'] }),
    good: () => factsOf({ podSubnets: ['10.244.0.0/16'] }),
  },
];
