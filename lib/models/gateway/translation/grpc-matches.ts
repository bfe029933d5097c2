// The path that a match of a GRPCRoute asks for: service and method are its parts.
import { PlainMap } from '../../../manifest';
import { mapAt, textAt } from '../read';
import { StringMatch } from './served';

/** The path of service and method. */
export function grpcPath(match: PlainMap): StringMatch {
  const how = mapAt(match, 'method');
  if (how === undefined) return {};
  const service = textAt(how, 'service');
  const method = textAt(how, 'method');
  const type = textAt(how, 'type') ?? 'Exact';
  if (type === 'Exact') {
    if (service !== undefined)
      return method !== undefined ? { exact: `/${service}/${method}` } : { prefix: `/${service}/` };
    return method !== undefined ? { regex: `/.+/${method}` } : {};
  }
  if (type !== 'RegularExpression') return {};
  if (service === undefined && method === undefined) return { prefix: '/' };
  return { regex: `/${service ?? '.+'}/${method ?? '.+'}` };
}
