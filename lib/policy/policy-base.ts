// What CiliumPolicy and CiliumClusterwidePolicy share: rules are collected here and rendered late, in an order of their own.
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary } from '../cluster';
import { ImportedClass, ValidationError } from '../construct';
import { PlainMap } from '../manifest';
import { firstRuleProblem } from '../models/agent';
import { DefaultDeny } from './default-deny';
import { dnsRuleOf } from './dns-service';
import { PolicyBaseProps } from './policy-base-props';
import { PolicyContent, RuleList } from './policy-content';
import { neededFeatures } from './policy-features';
import { Direction, inStableOrder, PeerKind, rulesYaml } from './rule';
import { RulesBase } from './rules-base';

/** A policy of Cilium whose rules are added by methods. */
export abstract class PolicyBase extends RulesBase {
  private readonly props: PolicyBaseProps;
  private readonly content: PolicyContent;

  protected constructor(scope: Construct, id: string, props: PolicyBaseProps) {
    super(scope, id, props.subject);
    this.props = props;
    this.content = {
      subject: props.subject,
      defaultDeny: props.defaultDeny,
      inputs: this._inputs,
      raw: {
        ingress: this.raw('ingress', props.rawIngress),
        egress: this.raw('egress', props.rawEgress),
        ingressDeny: this.raw('ingressDeny', props.rawIngressDeny),
        egressDeny: this.raw('egressDeny', props.rawEgressDeny),
      },
    };
    Boundary.of(this).require(() =>
      neededFeatures(this.content, this._ownEgress()).map(([feature, reason]) => ({ feature, by: this, reason })),
    );
  }

  /** Namespace of the policy, or undefined if it is clusterwide. @internal */
  public abstract get _policyNamespace(): string | undefined;

  /** Everything below `spec`. Call at synth only. @internal */
  public _spec(): PlainMap {
    const { raw, defaultDeny: deny } = this.content;
    const lists: Record<RuleList, PlainMap[]> = {
      ingress: [...this._ownIngress(), ...this.rules(Direction.INGRESS, false), ...raw.ingress],
      egress: [...this._ownEgress(), ...this.rules(Direction.EGRESS, false), ...raw.egress],
      ingressDeny: [...this.rules(Direction.INGRESS, true), ...raw.ingressDeny],
      egressDeny: [...this.rules(Direction.EGRESS, true), ...raw.egressDeny],
    };
    const both = deny === DefaultDeny.BOTH;
    // Default deny follows the rules alone: enableDefaultDeny without a rule in its direction does nothing.
    if ((both || deny === DefaultDeny.INGRESS) && lists.ingress.length + lists.ingressDeny.length === 0)
      lists.ingress.push({});
    if ((both || deny === DefaultDeny.EGRESS) && lists.egress.length + lists.egressDeny.length === 0)
      lists.egress.push({});
    return {
      ...this._selector(),
      ...this.words(),
      ...(deny === undefined
        ? {}
        : {
            enableDefaultDeny: {
              ingress: both || deny === DefaultDeny.INGRESS,
              egress: both || deny === DefaultDeny.EGRESS,
            },
          }),
      ...Object.fromEntries(Object.entries(lists).filter(([, rules]) => rules.length > 0)),
    };
  }

  /** Ingress rules that the kind of policy brings by itself; called at synth. @internal */
  protected _ownIngress(): PlainMap[] {
    return [];
  }

  /** Egress rules that the kind of policy brings by itself; called at synth, and before to ask for features. @internal */
  protected _ownEgress(): PlainMap[] {
    return [];
  }

  /** Drops the rules that methods added, for a policy that adds them anew at each synth. @internal */
  protected _forgetRules(): void {
    this._inputs.length = 0;
  }

  /** Emits the object. @internal */
  protected _emitPolicy(type: ImportedClass, name: string, namespace?: string): ApiObject {
    return this._emit('Default', { type, name, namespace, body: () => ({ spec: this._spec() }) });
  }

  /** The subject's selector. @internal */
  protected _selector(): PlainMap {
    return this.subject._selector(this, this._policyNamespace === undefined);
  }

  /** What the policy says to people, and to who reads flows. */
  private words(): PlainMap {
    const { description, log, ruleLabels } = this.props;
    return {
      ...(description === undefined ? {} : { description }),
      ...(log === undefined ? {} : { log: { value: log } }),
      ...(ruleLabels === undefined
        ? {}
        : {
            labels: Object.entries(ruleLabels)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, value]) => ({ key, value, source: 'k8s' })),
          }),
    };
  }

  private rules(direction: Direction, deny: boolean): PlainMap[] {
    const { defaultDeny } = this.content;
    const inputs = this._inputs.filter((input) => input.direction === direction && input.deny === deny);
    const rules = inputs.flatMap((input) => {
      const ports = input.ports.flatMap((port) => port._in(this));
      // Ports that come to none are no rule: without any, a rule would be about all.
      if (input.ports.length > 0 && ports.length === 0) return [];
      return rulesYaml(direction, input.peer._in(this, this._policyNamespace), ports);
    });
    const names = inputs
      .filter((input) => input.peer._kind === PeerKind.FQDNS)
      .map((input) => input.peer._item as PlainMap);
    if (names.length > 0) {
      // Layer 7 knows no default deny that is off: a DNS rule with names refuses all others, so a policy that denies nothing asks for every name.
      const open = defaultDeny === DefaultDeny.NONE || defaultDeny === DefaultDeny.INGRESS;
      rules.push(dnsRuleOf(this, open ? [{ matchPattern: '*' }] : names));
    }
    return inStableOrder(rules);
  }

  private raw(list: RuleList, rules: any[] | undefined): PlainMap[] {
    if (rules === undefined) return [];
    const prop = `raw${list[0]!.toUpperCase()}${list.slice(1)}`;
    if (!Array.isArray(rules) || rules.length === 0) {
      throw new ValidationError(
        this,
        'policy/empty-list',
        `${prop} is ${Array.isArray(rules) ? 'an empty list' : 'no list'}: Cilium refuses a policy whose lists are all empty and then enforces nothing`,
        `write [{}] to deny everything by default, or leave ${prop} out`,
      );
    }
    rules.forEach((rule, index) => this._refuse(firstRuleProblem(list, rule, this.subject._ofNodes, [prop, index])));
    return rules as PlainMap[];
  }
}
