// The rules about secondary networks.
import { Rule } from '../../rule';
import { CNI_ANNOTATION } from './annotation';
import { CNI_CONFIGURATION } from './configuration';
import { PLUGIN_INSTALLER } from './installer';
import { SHARED_MASTER } from './shared-master';

export const CNI_RULES: readonly Rule[] = [CNI_CONFIGURATION, CNI_ANNOTATION, SHARED_MASTER, PLUGIN_INSTALLER];
