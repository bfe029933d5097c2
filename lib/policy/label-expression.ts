// A condition on one label that matchLabels cannot say: one of several values, none of them, there at all, or not there.
import { checkLabels } from '../manifest';
import { ValueError } from '../net';

/** A match expression as the YAML has it. @internal */
export interface ExpressionYaml {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/**
 * A condition on one label. `notIn` and `doesNotExist` are also true of what has no such label; where that would let in what is no pod at all
 * (nodes, addresses), the selector also asks for a pod.
 */
export class LabelExpression {
  /** The label has one of these values. @throws ValueError `policy/empty-list`, `manifest/label` */
  public static in(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'In', checkedValues('LabelExpression.in', key, values));
  }

  /** The label has none of these values, or is not there. @throws ValueError `policy/empty-list`, `manifest/label` */
  public static notIn(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'NotIn', checkedValues('LabelExpression.notIn', key, values));
  }

  /** The label is there, whatever its value. */
  public static exists(key: string): LabelExpression {
    return new LabelExpression(key, 'Exists');
  }

  /** The label is not there. */
  public static doesNotExist(key: string): LabelExpression {
    return new LabelExpression(key, 'DoesNotExist');
  }

  /** Key of the label. @internal */
  public readonly _key: string;

  private constructor(
    key: string,
    private readonly operator: string,
    private readonly values?: readonly string[],
  ) {
    this._key = key;
  }

  /** True for a condition that what has no such label meets. @internal */
  public get _negative(): boolean {
    return this.operator === 'NotIn' || this.operator === 'DoesNotExist';
  }

  /** As the YAML has it. @param key the key with what the selector puts before it @internal */
  public _yaml(key = this._key): ExpressionYaml {
    return { key, operator: this.operator, ...(this.values === undefined ? {} : { values: [...this.values] }) };
  }
}

/** A list that was computed and came out empty says nothing, and Cilium refuses the whole policy for it. */
function checkedValues(call: string, key: string, values: readonly string[]): readonly string[] {
  if (values.length === 0)
    throw new ValueError(
      'policy/empty-list',
      `${call}("${key}") without a value`,
      'write at least one value, or exists(...) or doesNotExist(...)',
    );
  for (const value of values) checkLabels({ value });
  return [...new Set(values)].sort();
}
