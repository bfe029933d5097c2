// sriov, in words.
import { ReasonWords } from './types';

export const SRIOV_WORDS: ReasonWords = {
  'sriov-qos': ({ qos, most }) => [`vlanQoS ${qos} is out of range`, `write 0 to ${most}`],
  'sriov-without-vlan': ({ key }) => [
    `${key} without a VLAN: the plugin refuses it`,
    'write vlan, 1 to 4094, beside it',
  ],
  'sriov-switch': ({ key, value }) => [
    `${key} ${value} is neither "on" nor "off", and counts as off`,
    'write "on" or "off"',
  ],
  'sriov-rates': ({ least, most }) => [`min_tx_rate ${least} is above max_tx_rate ${most}`, 'swap them'],
};
