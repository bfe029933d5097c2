// Codes of machine-config patches: what only the program can get wrong.
import { Code } from '../code';

export const TALOS_CODES: readonly Code[] = [
  {
    code: 'talos/no-cluster',
    title: 'Patches are made of a TalosCluster in the same boundary',
    why: 'Versions, links and subnets come from it.',
  },
  {
    code: 'talos/firewall-port',
    title: 'A rule of the firewall is for TCP or UDP ports from 1 to 65535',
    why: 'Talos refuses others. Source: types/network, NetworkRuleConfig.',
  },
  {
    code: 'talos/firewall-name',
    title: 'Rules of the firewall have names of their own',
    why: 'Talos merges rules of one name, and the ports of one of the two are lost.',
  },
];
