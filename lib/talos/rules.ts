// All rules of this room; added to an app by NetworkApp and by TalosPatches.
import { Boundary } from '../cluster';
import { LINK_RULES } from './link-rules';
import { MANIFEST_RULES } from './manifest-rules';

/** Has the app check what Talos would be given. Adding twice is adding once. */
export function addTalosRules(facts: Boundary): void {
  for (const rule of [...LINK_RULES, ...MANIFEST_RULES]) facts.addRule(rule);
}
