// What the names of folders say of what lies in them, where nothing else does.
import { dirname } from 'node:path/posix';

/** Folders whose children are one cluster or stage each. */
export const PARENTS_OF_CLUSTERS: readonly string[] = [
  'clusters',
  'overlays',
  'environments',
  'envs',
  'env',
  'stages',
  'sites',
];

/** Folders of tests and examples, which nobody takes for a cluster. */
const TESTS = 'tests?|testdata|fixtures|examples?|hack';
/** Folders that are not applied with what lies beside them. */
const ASIDE = new RegExp(
  `^[._]?(?:${TESTS}|archives?|archived|attic|deprecated|disabled|old|unused|docs?|documentation|samples?|templates?|golden|website)$`,
  'i',
);
/** Folders of trials and of clusters on somebody's desk. */
const TRIAL = new RegExp(`^(?:${TESTS}|dev|devenv|local(?:[._-].*)?|scratch|sandbox|playground|testing|demos?)$`, 'i');

/** True for the name of a folder that is not applied with what lies beside it. */
export function isAsideFolder(name: string): boolean {
  return ASIDE.test(name);
}

/** True for a file in such a folder, or below one. */
export function isAside(file: string): boolean {
  return dirname(file).split('/').some(isAsideFolder);
}

/** True for a file of a trial: in a folder of that name or below one, or called so itself. What stands there lets nobody in. */
export function isTrial(file: string): boolean {
  return file
    .replace(/(\.[a-z]+)*$/, '')
    .split('/')
    .some((name) => TRIAL.test(name));
}
