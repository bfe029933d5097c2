// Label keys as the agent of a minor takes them: V4.
import { isQualifiedName } from '../../manifest';
import { Memory } from './memory';
import { AgentFeatures } from './minors';

/** What the labels of a selector are labels of. @internal */
export enum Selects {
  ENDPOINTS,
  NODES,
  GROUPS,
  SERVICES,
}

const SOURCE = /^[A-Za-z0-9]+$/;

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
