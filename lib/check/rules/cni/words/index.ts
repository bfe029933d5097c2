// What the model of CNI says, in the words of YAML, by reason.
import { ANNOTATION_WORDS } from './annotation';
import { ADDRESSES_WORDS } from './addresses';
import { HOST_LOCAL_WORDS } from './host-local';
import { IPAM_WORDS } from './ipam';
import { CONFIGURATION_WORDS } from './configuration';
import { LISTS_WORDS } from './lists';
import { VALUES_WORDS } from './values';
import { MAIN_PLUGINS_WORDS } from './main-plugins';
import { META_PLUGINS_WORDS } from './meta-plugins';
import { SRIOV_WORDS } from './sriov';
import { ReasonWords } from './types';
import { WHEREABOUTS_WORDS } from './whereabouts';

export const REASON_WORDS: ReasonWords = {
  ...ANNOTATION_WORDS,
  ...ADDRESSES_WORDS,
  ...HOST_LOCAL_WORDS,
  ...IPAM_WORDS,
  ...CONFIGURATION_WORDS,
  ...LISTS_WORDS,
  ...VALUES_WORDS,
  ...MAIN_PLUGINS_WORDS,
  ...META_PLUGINS_WORDS,
  ...SRIOV_WORDS,
  ...WHEREABOUTS_WORDS,
};
