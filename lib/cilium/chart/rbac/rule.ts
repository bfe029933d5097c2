// A row of an RBAC table and how rows become rules.
import { Chart } from '../context';
import { Fields } from '../types';

export interface RuleRow {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Only these objects. */
  readonly names?: readonly string[];
  /** @default always */
  readonly when?: (chart: Chart) => boolean;
}

export const READ = ['get', 'list', 'watch'];
export const WRITE_SECRETS = ['create', 'delete', 'update', 'patch'];

export function rules(chart: Chart, rows: readonly RuleRow[]): Fields[] {
  return rows
    .filter(({ when }) => when === undefined || when(chart))
    .map(({ group, resources, verbs, names }) => ({
      apiGroups: [group],
      resources: [...resources],
      ...(names === undefined ? {} : { resourceNames: [...names] }),
      verbs: [...verbs],
    }));
}
