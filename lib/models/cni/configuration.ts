// The text of `spec.config`, read as Multus and libcni read it: one plugin or a list, each with its own fields.
import { isMap, nearest, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import { CNI_VERSIONS, COMMON, LIST, OTHER_MAKERS, Plugin, pluginOf, pluginTypes } from '../../catalogue/cni-plugins';
import { CniProblem, Judge } from './problem';
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
  readonly path: Path;
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
    judge.error('json', 'not-json-object', {
      said: (error as Error).message.replace(/^(.{0,100}).*$/s, '$1').replace(/\s+/g, ' '),
    });
    return undefined;
  }
  if (!isMap(value)) {
    judge.error('json', 'no-json-object', { value: shown(value) });
    return undefined;
  }
  const odd = Object.keys(value).find((key) => key !== 'plugins' && key.toLowerCase() === 'plugins');
  if (odd !== undefined && value.plugins === undefined && value.type === undefined) {
    judge.at(odd).warning('no-effect', 'plugins-with-capital', { odd });
    return undefined;
  }
  return value;
}

function readList(root: PlainMap, problems: CniProblem[]): CniConfiguration | undefined {
  if (root.cniVersion === null) new Judge(problems, ['cniVersion']).error('type', 'version-null');
  const list = readShape(LIST, root, [], problems) as PlainMap;
  const entries = list.plugins;
  if (!Array.isArray(entries)) return undefined;
  const judge = new Judge(problems, ['plugins']);
  if (entries.length === 0) {
    judge.error('no-plugin', 'plugins-empty');
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
  if (plugins !== undefined) new Judge(problems, ['plugins']).warning('no-effect', 'plugins-beside-type');
  const name = textOf(plugin.fields.name);
  return {
    ...(name === undefined ? {} : { name }),
    version: textOf(plugin.fields.cniVersion) ?? CNI_VERSIONS[0]!,
    isList: false,
    plugins: [plugin],
  };
}

function readPlugin(entry: unknown, path: Path, problems: CniProblem[]): PluginConfiguration | undefined {
  const judge = new Judge(problems, path);
  if (!isMap(entry)) {
    judge.error('type', 'entry-no-object', { entry: shown(entry) });
    return undefined;
  }
  const typeKey = Object.keys(entry).find((key) => key.toLowerCase() === 'type');
  const type = typeKey === undefined ? undefined : entry[typeKey];
  if (type === undefined || type === null || type === '') {
    judge.error('no-plugin', 'type-missing', { noPath: path.length === 0 });
    return undefined;
  }
  if (typeof type !== 'string') {
    judge.at('type').error('type', 'type-no-text', { type: shown(type) });
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

function readIpam(value: unknown, path: Path, problems: CniProblem[]): { ipamType?: string; ipam: PlainMap } {
  const judge = new Judge(problems, path);
  if (value === undefined) return { ipam: {} };
  if (!isMap(value)) {
    judge.error('type', 'ipam-no-object', { value: shown(value) });
    return { ipam: {} };
  }
  const { type } = value;
  if (type !== undefined && type !== null && typeof type !== 'string') {
    judge.at('type').error('type', 'ipam-type-no-text', { type: shown(type) });
    return { ipam: {} };
  }
  if (typeof type !== 'string' || type === '') {
    if (Object.keys(value).length > 0)
      judge.warning('no-effect', 'ipam-without-type', { types: pluginTypes(true).join(', ') });
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
    judge.error('plugin', 'type-is-path', { type: shown(type) });
    return;
  }
  const near = OTHER_MAKERS.includes(type) ? undefined : nearest(type, pluginTypes(ipam));
  if (near !== undefined) judge.warning('plugin', 'type-misspelt', { type: shown(type), near });
}

function checkHead(configuration: CniConfiguration, judge: Judge): void {
  const { name, version, plugins } = configuration;
  if (name !== undefined && !NAME.test(name)) {
    judge.at('name').error('name', 'network-name', { name: shown(name) });
  }
  if (!CNI_VERSIONS.includes(version)) {
    judge
      .at('cniVersion')
      .error('version', 'version-unknown', { version: shown(version), versions: CNI_VERSIONS.join(', ') });
    return;
  }
  for (const { plugin, path } of plugins) {
    if (plugin?.since === undefined || CNI_VERSIONS.indexOf(version) >= CNI_VERSIONS.indexOf(plugin.since)) continue;
    judge.at(...path).error('version', 'version-too-old', { type: plugin.type, since: plugin.since, version });
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
