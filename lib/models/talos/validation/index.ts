// What Talos validates: each document, old against new forms, and the whole.
import { documentId, documentsOf, kindOf, Part } from '../documents';
import { has, TalosMinor } from '../minors';
import { TalosProblem } from '../problem';
import { Check, TalosMode } from './at';
import { checkConflicts } from './conflicts';
import { KUBERNETES_CHECKS } from './kubernetes-documents';
import { DocumentCheck, LINK_CHECKS } from './links';
import { NETWORK_CHECKS } from './network-documents';
import { RUNTIME_CHECKS } from './runtime-documents';
import { STORAGE_CHECKS } from './storage-documents';
import { checkV1alpha1 } from './v1alpha1';
import { checkWhole } from './whole';

export { replacedFields } from './conflicts';
export type { TalosMode } from './at';

const CHECKS: Readonly<Record<string, DocumentCheck>> = {
  ...LINK_CHECKS,
  ...NETWORK_CHECKS,
  ...KUBERNETES_CHECKS,
  ...STORAGE_CHECKS,
  ...RUNTIME_CHECKS,
};

/** Errors and warnings of a configuration. */
export interface Validation {
  readonly errors: readonly TalosProblem[];
  readonly warnings: readonly TalosProblem[];
}

/** Validates as `talosctl validate` of the minor does, without asking about Kubernetes versions. */
export function validate(parts: readonly Part[], minor: TalosMinor, mode: TalosMode): Validation {
  const errors: TalosProblem[] = [];
  const warnings: TalosProblem[] = [];
  const documents = documentsOf(parts);
  const checkOf = (document: string) => new Check(minor, mode, document, errors, warnings);
  const root = documents.find((document) => kindOf(document) === 'v1alpha1');
  if (root !== undefined) checkV1alpha1(checkOf('v1alpha1'), root.value);
  for (const document of documents)
    if (document !== root) CHECKS[kindOf(document)]?.(checkOf(documentId(document)), document.value);
  if (root !== undefined && (has(minor, 'conflictingForms') || kindIsOld(documents.map(kindOf))))
    for (const document of documents)
      if (has(minor, 'conflictingForms') || kindOf(document) === 'VolumeConfig')
        checkConflicts(checkOf(documentId(document)), kindOf(document), document.value, root.value);
  if (has(minor, 'wholeChecks')) checkWhole(checkOf(''), parts);
  return { errors, warnings };
}

/** Disk encryption was compared in both forms before any other setting was. */
function kindIsOld(kinds: readonly string[]): boolean {
  return kinds.includes('VolumeConfig');
}
