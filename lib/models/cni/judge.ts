// Says of a CNI configuration, alone or for the request of a pod, whether the plugins refuse it. Source: the plugins themselves, run.
import { CniConfiguration, PluginConfiguration, readConfiguration } from './configuration';
import { judgeIpam } from './ipam';
import { isOld, Planned } from './planned';
import { checkMac, isMac } from './link-values';
import { MAIN_RULES } from './main-plugins';
import { META_RULES } from './meta-plugins';
import { CniProblem, Judge } from './problem';
import { Request } from './request';
import { judgeWhereabouts } from './whereabouts';

/** Everything wrong with a configuration by itself. */
export function judgeConfiguration(text: string): CniProblem[] {
  const { configuration, problems } = readConfiguration(text);
  if (configuration !== undefined) judgePlugins(configuration, problems, undefined);
  return problems;
}

/** What is wrong with a request of a pod to a configuration, beside what is wrong with the configuration itself. */
export function judgeRequest(text: string, request: Request): CniProblem[] {
  const { configuration, problems } = readConfiguration(text);
  if (configuration === undefined) return [];
  const alone = new Set<string>();
  judgePlugins(configuration, problems, undefined);
  for (const problem of problems) alone.add(keyOf(problem));
  const asked: CniProblem[] = [];
  judgePlugins(configuration, asked, request);
  return asked.filter((problem) => !alone.has(keyOf(problem)));
}

/** A warning about the network by itself may be an error for a pod that brings nothing: the level counts. */
function keyOf({ level, name, reason, path, data }: CniProblem): string {
  return JSON.stringify([level, name, reason, path, data]);
}

function judgePlugins(configuration: CniConfiguration, problems: CniProblem[], request: Request | undefined): void {
  let main: PluginConfiguration | undefined;
  let planned: Planned;
  // After a plugin of another maker nobody knows what there is to work on.
  let unknown = false;
  for (const plugin of configuration.plugins) {
    const judge = new Judge(problems, plugin.path);
    if (plugin.plugin === undefined) {
      unknown = true;
      planned = undefined;
      // Its addresses may come from a plugin that is known: whereabouts reads its own part, whoever calls it.
      if (plugin.ipamType === 'whereabouts') judgeWhereabouts(plugin.ipam, judge.at('ipam'));
      continue;
    }
    if (plugin.plugin.role === 'main') {
      const own = judgeMain(plugin, configuration, judge, request, main, unknown);
      if (main === undefined) [main, planned] = [plugin, own];
    } else judgeMeta(plugin, main, unknown, planned, configuration, judge, request);
  }
}

function judgeMain(
  plugin: PluginConfiguration,
  configuration: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
  main: PluginConfiguration | undefined,
  unknown: boolean,
): Planned {
  const { type } = plugin;
  const chained = main !== undefined || unknown;
  if (plugin.plugin!.needsIpam === true && plugin.ipamType === undefined && !(type === 'ipvlan' && chained)) {
    judge.error('no-address', 'needs-ipam', { type });
  }
  if (main !== undefined && type === 'ipvlan' && main.plugin?.veth === true) {
    judge.error('order', 'ipvlan-after-veth', { type: main.type });
  } else if (main !== undefined && !['ipvlan', 'loopback'].includes(type) && main.type !== 'loopback') {
    judge.error('order', 'two-main-plugins', { type, type2: main.type });
  }
  const planned = judgeIpam(plugin, configuration, judge.at('ipam'), request);
  if (isOld(configuration.version) && type !== 'loopback' && plugin.ipamType === undefined)
    judge.error('version', 'old-without-address', { version: configuration.version });
  MAIN_RULES[type]?.(plugin, planned, judge, request);
  if (
    request?.mac !== undefined &&
    plugin.plugin!.takesMac === true &&
    !(type === 'tap' && plugin.fields.owner !== undefined && plugin.fields.group !== undefined)
  ) {
    checkMac(request.mac, judge);
  } else if (request?.mac !== undefined && !isMac(request.mac)) checkMac(request.mac, judge);
  return planned;
}

function judgeMeta(
  plugin: PluginConfiguration,
  main: PluginConfiguration | undefined,
  unknown: boolean,
  planned: Planned,
  configuration: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
): void {
  if (main === undefined && !unknown) {
    judge.error('order', 'no-main-plugin', { type: plugin.type, isList: configuration.isList });
  }
  META_RULES[plugin.type]?.(
    plugin,
    { ...(main === undefined || unknown ? {} : { main }), planned: unknown ? undefined : planned, configuration },
    judge,
    request,
  );
}
