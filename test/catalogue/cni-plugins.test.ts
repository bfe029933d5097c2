import { INSTALLER_IMAGE, pluginOf, pluginTypes, TALOS_PLUGINS_RELEASE } from '../../lib/catalogue/cni-plugins';
import { TalosVersion } from '../../lib/catalogue/talos';

const numbers = (release: string) => release.split('.').map(Number);
const isOlder = (a: string, b: string) => {
  const [left, right] = [numbers(a), numbers(b)];
  const index = left.findIndex((number, place) => number !== right[place]);
  return index >= 0 && left[index]! < right[index]!;
};
const PLUGINS = [...pluginTypes(false), ...pluginTypes(true)].map((type) => pluginOf(type)!);

test('every Talos minor says which release of the plugins it ships', () => {
  expect(Object.keys(TALOS_PLUGINS_RELEASE)).toEqual(Object.values(TalosVersion));
});

// A field that fails this needs a rule: older plugins pass over it in silence.
test('no field is newer than the plugins of the oldest Talos, nor than those of the installer', () => {
  const installer = INSTALLER_IMAGE.split(':')[1]!;
  const tooNew = PLUGINS.flatMap(({ type, newFields = {}, onTalos }) =>
    Object.entries(newFields)
      .filter(([, since]) =>
        (onTalos === true ? Object.values(TALOS_PLUGINS_RELEASE) : [installer]).some((shipped) =>
          isOlder(shipped, since),
        ),
      )
      .map(([field]) => `${type}.${field}`),
  );
  expect(tooNew).toEqual([]);
  expect([isOlder('1.7.1', '1.8.0'), isOlder('1.7.1', '1.7.0'), isOlder('1.7.1', '1.7.1')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('every field with a release is one of its plugin', () => {
  for (const { type, newFields = {}, shape } of PLUGINS)
    for (const field of Object.keys(newFields))
      expect([type, field, field in shape.fields]).toEqual([type, field, true]);
});
