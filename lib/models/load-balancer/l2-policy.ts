// A CiliumL2AnnouncementPolicy, as the announcer reads it. Facts: loadbalancer-engine 4.4.
import { RE2JS } from '@bufbuild/re2';
import { isMap } from '../../manifest';
import { Re2Error, re2Error } from '../agent/re2';
import { Labels, LabelSelector, readLabelSelector, selects } from '../kubernetes/label-selector';
import { listAt, mapAt, textAt, textsAt } from './fields';
import { SHAPES, TypeProblem, typeProblems } from './shape';

/** Longest expression that is compiled here: what is longer could take minutes, and no name of a link needs it. */
const LONGEST_EXPRESSION = 2000;

/** An entry of spec.interfaces: a regular expression of Go that nothing anchors. */
export interface InterfaceExpression {
  readonly text: string;
  /** Why Go does not compile it. */
  readonly error?: Re2Error;
  /** True for one that is too long to be judged here: it is taken for one that matches nothing. */
  readonly tooLong: boolean;
  /** True if the name of a link holds a match. */
  readonly matches: (name: string) => boolean;
}

/** A condition that stands in the status of a policy. */
export interface PolicyCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** A policy as it is written. */
export interface L2Policy {
  readonly name: string;
  readonly manifest: unknown;
  /** Not written: every node. */
  readonly nodeSelector: LabelSelector;
  /** Not written: every Service. */
  readonly serviceSelector: LabelSelector;
  /** None: every device. */
  readonly interfaces: readonly InterfaceExpression[];
  readonly loadBalancerIPs: boolean;
  readonly externalIPs: boolean;
  readonly conditions: readonly PolicyCondition[];
  /** What the API server refuses by its type. */
  readonly typeProblems: readonly TypeProblem[];
}

/** Why a policy is absent as a whole, by the condition that says so; the node selector is looked at first, the service selector last. */
export type L2PolicyProblem =
  'io.cilium/bad-node-selector' | 'io.cilium/bad-interface-regex' | 'io.cilium/bad-service-selector';

/** Reads a policy. */
export function readL2Policy(manifest: unknown): L2Policy {
  const spec = mapAt(manifest, 'spec');
  return {
    name: textAt(mapAt(manifest, 'metadata'), 'name') ?? '',
    manifest,
    nodeSelector: readLabelSelector(spec.nodeSelector),
    serviceSelector: readLabelSelector(spec.serviceSelector),
    interfaces: textsAt(spec, 'interfaces').map(readExpression),
    loadBalancerIPs: spec.loadBalancerIPs === true,
    externalIPs: spec.externalIPs === true,
    conditions: listAt(mapAt(manifest, 'status'), 'conditions')
      .filter(isMap)
      .map((each) => ({
        type: textAt(each, 'type') ?? '',
        status: textAt(each, 'status') ?? '',
        reason: textAt(each, 'reason') ?? '',
        message: textAt(each, 'message') ?? '',
      })),
    typeProblems: typeProblems(manifest, SHAPES.CiliumL2AnnouncementPolicy),
  };
}

function readExpression(text: string): InterfaceExpression {
  if (text.length > LONGEST_EXPRESSION) return { text, tooLong: true, matches: () => false };
  const error = re2Error(text);
  if (error !== undefined && !error.goTakesIt) return { text, error, tooLong: false, matches: () => false };
  // Go takes two groups of one name, the library here does not; names do not decide about a match.
  const source = error === undefined ? text : text.replace(/\(\?P?<[A-Za-z0-9_]+>/g, '(');
  let compiled: RE2JS | undefined;
  try {
    compiled = new RE2JS(source);
  } catch {
    return { text, tooLong: false, matches: () => false };
  }
  return { text, tooLong: false, matches: (name) => compiled.test(name) };
}

/** True if the policy is for a node with these labels; false with a broken selector. */
export function selectsNode({ nodeSelector }: L2Policy, labels: Labels): boolean {
  return !nodeSelector.written || selects(nodeSelector, labels);
}

/** True if the policy takes a Service with these labels, those of Cilium included; false with a broken selector. */
export function selectsService({ serviceSelector }: L2Policy, labels: Labels): boolean {
  return !serviceSelector.written || selects(serviceSelector, labels);
}

/** The devices that the policy announces on, in the order of its expressions. */
export function devicesOf({ interfaces }: L2Policy, devices: readonly string[]): string[] {
  if (interfaces.length === 0) return [...devices];
  return [...new Set(interfaces.flatMap(({ matches }) => devices.filter(matches)))];
}

/** Why a node with these labels does not know the policy although it looked at it, or undefined. A node that is not selected looks no further. */
export function problemOf(policy: L2Policy, labels: Labels): L2PolicyProblem | undefined {
  if (policy.nodeSelector.problems.length > 0) return 'io.cilium/bad-node-selector';
  if (!selectsNode(policy, labels)) return undefined;
  if (policy.interfaces.some(({ error }) => error !== undefined)) return 'io.cilium/bad-interface-regex';
  return policy.serviceSelector.problems.length > 0 ? 'io.cilium/bad-service-selector' : undefined;
}
