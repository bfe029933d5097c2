// What Talos makes of machine configurations and patches, per minor.
export type { TalosMinor } from './minors';
export { isTalosMinor, TALOS_MINORS } from './minors';
export type { TalosPath, TalosProblem } from './problem';
export { problemText } from './problem';
export type { BaseOptions, TalosRole } from './bases';
export { generatedBase } from './bases';
export type { TalosEffects } from './effects';
export type { TalosAnswer, TalosBase, TalosQuestion, TalosStage, TalosTwice } from './judge';
export { judgePatches } from './judge';
export type { TalosMode, Validation } from './validation';
export { replacedFields, validate } from './validation';
export { blankSecrets } from './secrets';
export type {
  TalosFirewallRule,
  TalosLink,
  TalosLinkKind,
  TalosNetwork,
  TalosPlace,
  TalosRoute,
  TalosVip,
} from './network';
export { readTalosNetwork, vlanLinkName } from './network';
export type { TalosShown } from './show';
export { showTalos } from './show';
export type { Part } from './documents';
export { loadText as loadTalos } from './documents';
export { joinPatches } from './join';
