// The text of `spec.config`, read as Multus and libcni read it: one plugin or a list, each with its own fields.
import { isMap, nearest, PlainMap } from '../../manifest';
import { CNI_VERSIONS, COMMON, LIST, OTHER_MAKERS, Plugin, pluginOf, pluginTypes } from '../../catalogue/cni-plugins';
import { CniPath, CniProblem, Judge } from './problem';
import { readShape, shown } from './shape';

/** One plugin of a configuration. */
export interface PluginConfiguration {
  readonly type: string;
  /** What is known of the type; undefined for plugins of other makers. */
  readonly plugin?: Plugin;
  /** Fields by their own names, those of the right type only. */
  readonly fields: PlainMap;
  /** Fields of `ipam` by their own names; empty without an IPAM plugin. */
  readonly ipam: PlainMap;
  readonly ipamType?: string;
  readonly capabilities: PlainMap;
  readonly path: CniPath;
}

/** A configuration that could be read. */
export interface CniConfiguration {
  readonly name?: string;
  /** Version of the format; an absent one counts as 0.1.0. */
  readonly version: string;
  readonly isList: boolean;
  readonly plugins: readonly PluginConfiguration[];
}

/** A configuration and what is wrong with its form. */
export interface ReadConfiguration {
  readonly configuration?: CniConfiguration;
  readonly problems: CniProblem[];
}

/** Characters of a network name. Source: libcni, utils.ValidateNetworkName. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Reads the text of `spec.config`. */
export function readConfiguration(text: string): ReadConfiguration {
  const problems: CniProblem[] = [];
  const judge = new Judge(problems, []);
  const root = parse(text, judge);
  if (root === undefined) return { problems };
  // Multus asks for `type` first: beside it a list is not looked at.
  const isList = root.plugins !== undefined && root.plugins !== null && root.type === undefined;
  const configuration = isList ? readList(root, problems) : readSingle(root, problems);
  if (configuration === undefined) return { problems };
  checkHead(configuration, judge);
  return { configuration, problems };
}

function parse(text: string, judge: Judge): PlainMap | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    judge.error(
      'json',
      `not JSON: ${(error as Error).message.replace(/^(.{0,100}).*$/s, '$1').replace(/\s+/g, ' ')}`,
      'write JSON: keys and texts in double quotes, no comments, no comma after the last item',
    );
    return undefined;
  }
  if (!isMap(value)) {
    judge.error('json', `${shown(value)} is no JSON object`, 'write one object {…} with type or plugins');
    return undefined;
  }
  const odd = Object.keys(value).find((key) => key !== 'plugins' && key.toLowerCase() === 'plugins');
  if (odd !== undefined && value.plugins === undefined && value.type === undefined) {
    judge
      .at(odd)
      .warning(
        'no-effect',
        `${odd} is read by Multus and not by libcni: pods start without the interface, without an error`,
        'write plugins',
      );
    return undefined;
  }
  return value;
}

function readList(root: PlainMap, problems: CniProblem[]): CniConfiguration | undefined {
  if (root.cniVersion === null)
    new Judge(problems, ['cniVersion']).error('type', 'null is of the wrong type', 'write a version such as "1.0.0"');
  const list = readShape(LIST, root, [], problems) as PlainMap;
  const entries = list.plugins;
  if (!Array.isArray(entries)) return undefined;
  const judge = new Judge(problems, ['plugins']);
  if (entries.length === 0) {
    judge.error(
      'no-plugin',
      'plugins is empty: Multus reads the first and crashes on the request',
      'write at least a main plugin such as macvlan',
    );
    return undefined;
  }
  const version = textOf(list.cniVersion) ?? CNI_VERSIONS[0]!;
  const plugins = entries.flatMap((entry: unknown, index) => readPlugin(entry, ['plugins', index], problems) ?? []);
  return { ...(textOf(list.name) === undefined ? {} : { name: textOf(list.name)! }), version, isList: true, plugins };
}

function readSingle(root: PlainMap, problems: CniProblem[]): CniConfiguration | undefined {
  const { plugins, ...rest } = root;
  const plugin = readPlugin(rest, [], problems);
  if (plugin === undefined) return undefined;
  if (plugins !== undefined)
    new Judge(problems, ['plugins']).warning(
      'no-effect',
      'plugins beside type: only the one plugin of type runs',
      'remove type, and write all plugins into the list',
    );
  const name = textOf(plugin.fields.name);
  return {
    ...(name === undefined ? {} : { name }),
    version: textOf(plugin.fields.cniVersion) ?? CNI_VERSIONS[0]!,
    isList: false,
    plugins: [plugin],
  };
}

function readPlugin(entry: unknown, path: CniPath, problems: CniProblem[]): PluginConfiguration | undefined {
  const judge = new Judge(problems, path);
  if (!isMap(entry)) {
    judge.error('type', `${shown(entry)} is of the wrong type`, 'write an object {…} with a type');
    return undefined;
  }
  const typeKey = Object.keys(entry).find((key) => key.toLowerCase() === 'type');
  const type = typeKey === undefined ? undefined : entry[typeKey];
  if (type === undefined || type === null || type === '') {
    judge.error(
      'no-plugin',
      path.length === 0 ? 'neither type nor plugins' : 'a plugin without type',
      'write type, such as "macvlan"',
    );
    return undefined;
  }
  if (typeof type !== 'string') {
    judge
      .at('type')
      .error('type', `${shown(type)} is of the wrong type`, 'write the name of a plugin in quotes, such as "macvlan"');
    return undefined;
  }
  const plugin = pluginOf(type);
  checkType(type, false, plugin, judge.at('type'));
  const known = plugin !== undefined && plugin.role !== 'ipam';
  // Fields of plugins of other makers are theirs; the common ones keep their types.
  const shape = known ? { fields: { ...COMMON, ...plugin.shape.fields } } : { fields: COMMON };
  const found: CniProblem[] = [];
  const fields = readShape(shape, entry, path, found) as PlainMap;
  problems.push(...(known ? found : found.filter(({ level }) => level === 'error')));
  const { ipamType, ipam } = readIpam(fields.ipam, [...path, 'ipam'], problems);
  return {
    type,
    ...(known ? { plugin } : {}),
    fields,
    ipam,
    ...(ipamType === undefined ? {} : { ipamType }),
    capabilities: isMap(fields.capabilities) ? fields.capabilities : {},
    path,
  };
}

function readIpam(value: unknown, path: CniPath, problems: CniProblem[]): { ipamType?: string; ipam: PlainMap } {
  const judge = new Judge(problems, path);
  if (value === undefined) return { ipam: {} };
  if (!isMap(value)) {
    judge.error('type', `${shown(value)} is of the wrong type`, 'write an object {…} with a type');
    return { ipam: {} };
  }
  const { type } = value;
  if (type !== undefined && type !== null && typeof type !== 'string') {
    judge.at('type').error('type', `${shown(type)} is of the wrong type`, 'write the name of an IPAM plugin in quotes');
    return { ipam: {} };
  }
  if (typeof type !== 'string' || type === '') {
    if (Object.keys(value).length > 0)
      judge.warning(
        'no-effect',
        'ipam without type: the interface gets no address, without an error',
        `write type, one of ${pluginTypes(true).join(', ')}`,
      );
    return { ipam: {} };
  }
  const plugin = pluginOf(type);
  checkType(type, true, plugin, judge.at('type'));
  if (plugin?.role !== 'ipam') return { ipamType: type, ipam: {} };
  return { ipamType: type, ipam: readShape(plugin.shape, value, path, problems) as PlainMap };
}

function checkType(type: string, ipam: boolean, plugin: Plugin | undefined, judge: Judge): void {
  if (plugin !== undefined) return;
  if (type.includes('/') || type.includes('\\')) {
    judge.error('plugin', `${shown(type)} is a path`, 'write the name of the program alone');
    return;
  }
  const near = OTHER_MAKERS.includes(type) ? undefined : nearest(type, pluginTypes(ipam));
  if (near !== undefined)
    judge.warning('plugin', `${shown(type)} is the name of no plugin that is known here`, `did you mean ${near}?`);
}

function checkHead(configuration: CniConfiguration, judge: Judge): void {
  const { name, version, plugins } = configuration;
  if (name !== undefined && !NAME.test(name)) {
    judge
      .at('name')
      .error(
        'name',
        `${shown(name)} is no name of a network`,
        'write letters, digits, "_", "." and "-", beginning with a letter or digit',
      );
  }
  if (!CNI_VERSIONS.includes(version)) {
    judge
      .at('cniVersion')
      .error('version', `${shown(version)} is no version of the format`, `write one of ${CNI_VERSIONS.join(', ')}`);
    return;
  }
  for (const { plugin, path } of plugins) {
    if (plugin?.since === undefined || CNI_VERSIONS.indexOf(version) >= CNI_VERSIONS.indexOf(plugin.since)) continue;
    judge
      .at(...path)
      .error(
        'version',
        `${plugin.type} needs cniVersion ${plugin.since}, and this one is ${version}`,
        'write "cniVersion": "1.0.0" at the top',
      );
  }
}

/** True if one pod takes the whole link. */
export function takesLink({ plugin, fields }: PluginConfiguration): boolean {
  const [field, value] = plugin?.takesLink ?? [];
  return field !== undefined && fields[field] === value;
}

/** A text that is set; an empty one counts as absent. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
