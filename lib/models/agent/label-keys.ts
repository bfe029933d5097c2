// Label keys and values as the agent of a minor takes them: V4.
import { Memory } from './memory';
import { AgentFeatures } from './minors';

/** What the labels of a selector are labels of. @internal */
export enum Selects {
  ENDPOINTS,
  NODES,
  GROUPS,
  SERVICES,
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SOURCE = /^[A-Za-z0-9]+$/;
/** Longest name of a label, and longest domain before its slash. Source: Kubernetes, qualified names. */
const LONGEST_NAME = 63;
const LONGEST_DOMAIN = 253;

/** True for a label key of Kubernetes. @internal */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return key.length <= LONGEST_NAME && NAME.test(key);
  const domain = key.slice(0, slash);
  const name = key.slice(slash + 1);
  return name.length <= LONGEST_NAME && NAME.test(name) && domain.length <= LONGEST_DOMAIN && DOMAIN.test(domain);
}

/** True for a label value. @internal */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= LONGEST_NAME && NAME.test(value));
}

/** Source and key as the agent splits them; `$name` is short for reserved. No source is the empty text. */
function split(key: string): [string, string] {
  if (key.startsWith('$')) return ['reserved', key.slice(1)];
  const colon = key.indexOf(':');
  return colon < 0 ? ['', key] : [key.slice(0, colon), key.slice(colon + 1)];
}

/** True if the key is taken; the answers are kept, since few keys stand in many policies. @internal */
export function takesKey(key: string, selects: Selects, does: AgentFeatures): boolean {
  const cache = does.sourceInKey
    ? selects === Selects.GROUPS
      ? OLD_GROUP_KEYS
      : OLD_KEYS
    : selects === Selects.GROUPS
      ? GROUP_KEYS
      : KEYS;
  return cache.ask(key);
}

/** The labels in the identity of an endpoint begin with their source and a dot up to 1.19, so the source counts. */
function oldKey(key: string): boolean {
  const [source, name] = split(key);
  const equals = name.indexOf('=');
  return isQualifiedName(`${source === '' ? 'any' : source}.${equals < 0 ? name : name.slice(0, equals)}`);
}

function newKey(key: string): boolean {
  const parts = key.split(':');
  if (parts.length > 2) return false;
  if (parts.length === 2 && !SOURCE.test(parts[0]!)) return false;
  return isQualifiedName(parts[parts.length - 1]!);
}

function newGroupKey(key: string): boolean {
  const [source, name] = split(key);
  return newKey(`${source === '' ? 'cidrgroup' : source}:${name}`);
}

const OLD_KEYS = new Memory(oldKey);
const OLD_GROUP_KEYS = new Memory((key) => isQualifiedName(`cidrgroup.${key}`));
const KEYS = new Memory(newKey);
const GROUP_KEYS = new Memory(newGroupKey);
