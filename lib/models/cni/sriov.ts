// What sriov refuses, and the words that it takes for another. Source: sriov-cni 2.10, config.LoadConf and ApplyVFConfig, read and not run.
import { PlainMap } from '../../manifest';
import { Judge } from './problem';
import { shown } from './shape';

const MOST_VLAN = 4094;
const MOST_QOS = 7;
const PROTOCOLS: readonly string[] = ['802.1q', '802.1ad'];
const LINK_STATES: readonly string[] = ['auto', 'enable', 'disable'];
/** Fields of which "on" is on, and any other text off. */
const SWITCHES: readonly string[] = ['spoofchk', 'trust'];

/** Judges the fields of a virtual function. */
export function judgeSriov(fields: PlainMap, judge: Judge): void {
  const { vlan, vlanQoS, vlanProto } = fields;
  if (typeof vlan === 'number' && (vlan < 0 || vlan > MOST_VLAN))
    judge.at('vlan').error('vlan', 'vlan-out-of-range', { key: 'vlan', id: vlan });
  const isTagged = typeof vlan === 'number' && vlan > 0;
  if (typeof vlanQoS === 'number' && (vlanQoS < 0 || vlanQoS > MOST_QOS))
    judge.at('vlanQoS').error('options', 'sriov-qos', { qos: vlanQoS, most: MOST_QOS });
  else if (typeof vlanQoS === 'number' && vlanQoS !== 0 && !isTagged)
    judge.at('vlanQoS').error('options', 'sriov-without-vlan', { key: 'vlanQoS' });
  if (typeof vlanProto === 'string' && vlanProto !== '') {
    const protocol = vlanProto.toLowerCase();
    if (!PROTOCOLS.includes(protocol)) word('vlanProto', vlanProto, PROTOCOLS, judge);
    else if (protocol === '802.1ad' && !isTagged)
      judge.at('vlanProto').error('options', 'sriov-without-vlan', { key: 'vlanProto' });
  }
  const state = fields.link_state;
  if (typeof state === 'string' && state !== '' && !LINK_STATES.includes(state))
    word('link_state', state, LINK_STATES, judge);
  for (const key of SWITCHES) {
    const value = fields[key];
    if (typeof value === 'string' && !['', 'on', 'off'].includes(value))
      judge.at(key).warning('options', 'sriov-switch', { key, value: shown(value) });
  }
  const [least, most] = [fields.min_tx_rate, fields.max_tx_rate];
  if (typeof least === 'number' && typeof most === 'number' && most !== 0 && least > most)
    judge.at('min_tx_rate').error('options', 'sriov-rates', { least, most });
}

function word(key: string, value: string, words: readonly string[], judge: Judge): void {
  judge.at(key).error('options', 'word', { value: shown(value), key, words: words.join(', ') });
}
