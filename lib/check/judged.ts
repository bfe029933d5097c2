// Whether anything of an input was judged: of files that nobody knows nobody may say that nothing is wrong.
import { loadTalos } from '../models/talos';
import { ciliumInstalls } from '../world/derived/cilium-values';
import { TALOS_FILES, talosTextOf } from '../world/derived/talos-files';
import { World } from '../world/types';
import { isTemplateFile } from './input/template';

/** True if the world holds an object, machines of a tool, values of Cilium, or a Talos document of a kind that a minor in question has. */
export function isJudged(world: World): boolean {
  if (world.objects.length + world.machineTrees.length > 0 || ciliumInstalls(world).length > 0) return true;
  const { minors } = world.model(TALOS_FILES);
  // A template with unknown values is looked at, and says little.
  const documents = world.talos.filter(({ origin }) => !isTemplateFile(origin.file ?? ''));
  return documents.some((document) =>
    minors.some((minor) => {
      const loaded = loadTalos(talosTextOf(document), minor, { patch: true });
      return 'parts' in loaded || loaded.problems.every(({ reason }) => reason !== 'unknown-kind');
    }),
  );
}
