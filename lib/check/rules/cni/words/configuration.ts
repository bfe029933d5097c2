// The form of a configuration, in words.
import { ReasonWords } from './types';

/** What a field of a type wants. */
const WANTED: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  boolean: 'true or false, without quotes',
  int: 'a whole number, without quotes',
  uint32: 'a whole number from 0 to 4294967295, without quotes',
  uint64: 'a whole number from 0, without quotes',
  object: 'an object {…}',
  list: 'a list […]',
};

export const CONFIGURATION_WORDS: ReasonWords = {
  'wrong-type': ({ value, wanted }) => [`${value} is of the wrong type`, `write ${WANTED[String(wanted)]}`],
  'other-case': ({ key, name }) => [`${key} is not read as ${name}`, `write ${name}`],
  'unknown-field': ({ key, near, fields }) => [
    `unknown field ${JSON.stringify(key)}, the plugin ignores it`,
    near === undefined ? `drop it; the fields are ${(fields as string[]).join(', ')}` : `did you mean ${near}?`,
  ],
  'not-json-object': ({ said }) => [
    `not JSON: ${said}`,
    'write JSON: keys and texts in double quotes, no comments, no comma after the last item',
  ],
  'no-json-object': ({ value }) => [`${value} is no JSON object`, 'write one object {…} with type or plugins'],
  'plugins-with-capital': ({ odd }) => [
    `${odd} is read by Multus and not by libcni: pods start without the interface, without an error`,
    'write plugins',
  ],
  'version-null': () => ['null is of the wrong type', 'write a version such as "1.0.0"'],
  'plugins-empty': () => [
    'plugins is empty: Multus reads the first and crashes on the request',
    'write at least a main plugin such as macvlan',
  ],
  'plugins-beside-type': () => [
    'plugins beside type: only the one plugin of type runs',
    'remove type, and write all plugins into the list',
  ],
  'entry-no-object': ({ entry }) => [`${entry} is of the wrong type`, 'write an object {…} with a type'],
  'type-missing': ({ noPath }) => [
    noPath ? 'neither type nor plugins' : 'a plugin without type',
    'write type, such as "macvlan"',
  ],
  'type-no-text': ({ type }) => [
    `${type} is of the wrong type`,
    'write the name of a plugin in quotes, such as "macvlan"',
  ],
  'ipam-no-object': ({ value }) => [`${value} is of the wrong type`, 'write an object {…} with a type'],
  'ipam-type-no-text': ({ type }) => [`${type} is of the wrong type`, 'write the name of an IPAM plugin in quotes'],
  'ipam-without-type': ({ types }) => [
    'ipam without type: the interface gets no address, without an error',
    `write type, one of ${types}`,
  ],
  'type-is-path': ({ type }) => [`${type} is a path`, 'write the name of the program alone'],
  'type-misspelt': ({ type, near }) => [`${type} is the name of no plugin that is known here`, `did you mean ${near}?`],
  'network-name': ({ name }) => [
    `${name} is no name of a network`,
    'write letters, digits, "_", "." and "-", beginning with a letter or digit',
  ],
  'version-unknown': ({ version, versions }) => [`${version} is no version of the format`, `write one of ${versions}`],
  'version-too-old': ({ type, since, version }) => [
    `${type} needs cniVersion ${since}, and this one is ${version}`,
    'write "cniVersion": "1.0.0" at the top',
  ],
};
