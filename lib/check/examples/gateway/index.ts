// Examples of the Gateway API.
import { YamlExample } from '../example';
import { BACKENDS } from './backends';
import { DEFINITIONS } from './definitions';
import { LISTENERS } from './listeners';
import { ROUTES } from './routes';

export const GATEWAY: readonly YamlExample[] = [...DEFINITIONS, ...LISTENERS, ...ROUTES, ...BACKENDS];
