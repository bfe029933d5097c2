// CiliumNodeConfig: options of the agent for some nodes.
import { Construct } from 'constructs';
import { CiliumNodeConfig as CiliumNodeConfigObject } from '../../../imports/cilium.io';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkLabels } from '../../manifest';
import { LabelExpression } from '../label-expression';
import { selectorYaml } from '../pod-selector';

/** Properties of a CiliumNodeConfig. */
export interface CiliumNodeConfigProps {
  /**
   * Labels of the nodes.
   *
   * @default - any labels
   */
  readonly nodeLabels?: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly nodeExpressions?: LabelExpression[];
  /** Options of the agent by the names of its ConfigMap: `{ 'devices': 'enp1s0', 'enable-hubble': 'false' }`. All are texts. */
  readonly options: { [option: string]: string };
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Namespace of Cilium; elsewhere nobody reads it.
   *
   * @default 'kube-system'
   */
  readonly namespace?: string;
}

/** A CiliumNodeConfig. The agent reads it when it starts: a change takes effect on a node when its agent is restarted. */
export class CiliumNodeConfig extends NetworkConstruct {
  /** @throws ValidationError `policy/node-config`, `manifest/label` */
  public constructor(scope: Construct, id: string, props: CiliumNodeConfigProps) {
    super(scope, id);
    const { nodeLabels, nodeExpressions = [], options } = props;
    const nodeSelector = valueAt(this, () =>
      selectorYaml(
        { ...checkLabels(nodeLabels ?? {}) },
        nodeExpressions.map((each) => each._yaml()),
      ),
    );
    if (Object.keys(nodeSelector).length === 0)
      this.refuse('options for every node', 'write them into the values of CiliumInstall, or name labels of nodes');
    if (Object.keys(options).length === 0) this.refuse('no options', 'write at least one option');
    const other = Object.entries(options).find(([, value]) => typeof value !== 'string');
    if (other !== undefined) this.refuse(`option "${other[0]}" is no text`, `write '${String(other[1])}'`);
    this._emit('Default', {
      type: CiliumNodeConfigObject,
      name: props.name ?? id,
      namespace: props.namespace ?? 'kube-system',
      body: () => ({ spec: { nodeSelector, defaults: { ...options } } }),
    });
  }

  private refuse(problem: string, repair: string): never {
    throw new ValidationError(this, 'policy/node-config', problem, repair);
  }
}
