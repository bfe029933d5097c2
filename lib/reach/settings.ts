// The agent's settings that decide about flows, out of values of its chart.
import { isMap, PlainMap } from '../manifest';
import { ChartSetting, SETTING_PATHS, settingOf } from '../models/agent/chart-values';
import { EngineSettings } from '../models/agent/verdict';

/** Settings that values state. @internal */
export function settingsOf(values: PlainMap): EngineSettings {
  return Object.fromEntries(
    (Object.keys(SETTING_PATHS) as ChartSetting[]).flatMap((setting) => {
      const written = SETTING_PATHS[setting]
        .split('.')
        .reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), values);
      const value = settingOf(setting, written);
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}
