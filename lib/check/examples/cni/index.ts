// Examples of secondary networks.
import { YamlExample } from '../example';
import { CONFIGURATIONS } from './configurations';
import { LINKS } from './links';
import { PODS } from './pods';
import { PROGRAMS } from './programs';

export const CNI: readonly YamlExample[] = [...CONFIGURATIONS, ...LINKS, ...PODS, ...PROGRAMS];
