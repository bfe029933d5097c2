// A row of an RBAC table and how rows become rules.
import { Span } from '../../catalogue/span';
import { Chart } from '../context';
import { Fields } from '../types';

/** A name that only some minors have. */
interface SpannedName extends Span {
  readonly name: string;
}

export type Name = string | SpannedName;

export interface RuleRow extends Span {
  readonly group: string;
  readonly resources: readonly Name[];
  readonly verbs: readonly string[];
  /** Only these objects. */
  readonly names?: readonly Name[];
  /** @default always */
  readonly when?: (chart: Chart) => boolean;
}

export const READ = ['get', 'list', 'watch'];
export const WRITE_SECRETS = ['create', 'delete', 'update', 'patch'];

/** Names that newer minors have. */
export function since(minor: string, ...names: readonly string[]): Name[] {
  return names.map((name) => ({ name, since: minor }));
}

/** Names that older minors have. */
export function until(minor: string, ...names: readonly string[]): Name[] {
  return names.map((name) => ({ name, until: minor }));
}

export function rules(chart: Chart, rows: readonly RuleRow[]): Fields[] {
  const known = (names: readonly Name[]) =>
    names.flatMap((each) => (typeof each === 'string' ? [each] : chart.release.isIn(each) ? [each.name] : []));
  return rows
    .filter((row) => chart.release.isIn(row) && (row.when === undefined || row.when(chart)))
    .map(({ group, resources, verbs, names }) => ({
      apiGroups: [group],
      resources: known(resources),
      ...(names === undefined ? {} : { resourceNames: known(names) }),
      verbs: [...verbs],
    }));
}
