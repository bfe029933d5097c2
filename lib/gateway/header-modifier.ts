// Changes of headers on the way, by a filter of a rule or for one backend.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { checkHeaderName } from './http-route-match';

/** Changes of headers. */
export interface HeaderOptions {
  /**
   * Headers to overwrite.
   *
   * @default - none
   */
  readonly set?: { [key: string]: string };
  /**
   * Headers to add to.
   *
   * @default - none
   */
  readonly add?: { [key: string]: string };
  /**
   * Names of headers to remove.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** The modifier as in YAML, sorted. @throws ValueError `gateway/header` */
export function headerModifier(options: HeaderOptions): PlainMap {
  const list = (map: { [key: string]: string } | undefined) =>
    map === undefined
      ? undefined
      : Object.entries(map)
          .map(([name, value]) => ({ name: checkHeaderName(name), value }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
  const value = {
    set: list(options.set),
    add: list(options.add),
    remove: options.remove === undefined ? undefined : [...options.remove.map(checkHeaderName)].sort(),
  };
  if ([value.set, value.add, value.remove].every((part) => part === undefined || part.length === 0))
    throw new ValueError(
      'gateway/header',
      'a header filter that changes nothing',
      "write set: { 'X-Name': 'value' }, add or remove",
    );
  return value;
}
