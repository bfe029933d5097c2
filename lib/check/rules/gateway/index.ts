// Rules about Gateways and routes: what Cilium's operator refuses, and what it accepts and does not serve as it reads.
import { Rule } from '../../rule';
import { BACKENDS_DENIED } from './backends-denied';
import { DEFINITIONS } from './definitions';
import { GRANTS } from './grants';
import { HOST_NAMES } from './host-names';
import { LISTENERS } from './listeners';
import { LOCAL_POLICY } from './local-policy';
import { OPEN_HOST_NAMES } from './open-host-names';
import { ROUTES } from './routes';
import { SELECTORS } from './selectors';
import { UNSERVED_BACKENDS } from './unserved-backends';
import { UNSERVED_LISTENERS } from './unserved-listeners';
import { UNSERVED_ROUTES } from './unserved-routes';

export const GATEWAY_RULES: readonly Rule[] = [
  DEFINITIONS,
  LISTENERS,
  SELECTORS,
  ROUTES,
  HOST_NAMES,
  GRANTS,
  UNSERVED_LISTENERS,
  UNSERVED_ROUTES,
  UNSERVED_BACKENDS,
  BACKENDS_DENIED,
  LOCAL_POLICY,
  OPEN_HOST_NAMES,
];
