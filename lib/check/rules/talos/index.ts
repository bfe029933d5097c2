// The rules about Talos: machine configurations, patches, and the machines of the cluster.
import { Rule } from '../../rule';
import { TALOS_DOCUMENTS } from './documents';
import { TALOS_REFUSED } from './refused';

export const TALOS_RULES: readonly Rule[] = [TALOS_DOCUMENTS, TALOS_REFUSED];
