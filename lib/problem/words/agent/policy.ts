// What Cilium's agent holds against a policy as a whole.
import { Sentences } from '../sentences';

export const POLICY = {
  'not-a-policy': ({ kind }) => [`not a policy: "${kind}"`, 'leave it out'],
  'policy-name': ({ said, instead }) => [said, instead],
  'policy-without-name': () => ['a policy without name', 'write metadata.name'],
  'specs-empty': () => ['an empty list of specs enforces nothing', 'write a spec with at least one rule'],
  'policy-without-spec': () => ['a policy without spec', 'write a spec with at least one rule'],
  'spec-null': () => ['a null among specs, which makes the agent panic', 'leave it out'],
  'empty-list-inert': () => [
    'an empty list is no rule: beside other rules it is inert, and the direction stays open',
    'write [{}] to deny everything by default, or leave the list out',
  ],
  'empty-list-refused': () => [
    'an empty list is no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
    'write [{}] to deny everything by default',
  ],
  'no-rule': () => [
    'no rule: Cilium refuses the policy, and then nothing is enforced, all traffic passes',
    'write at least one rule; [{}] denies everything by default',
  ],
  subject: ({ endpoints }) => [
    endpoints ? 'endpointSelector and nodeSelector' : 'neither endpointSelector nor nodeSelector',
    'write one of them',
  ],
  'nodes-in-namespaced': () => ['a namespaced policy cannot be about nodes', 'write a CiliumClusterwideNetworkPolicy'],
  'default-deny-without-rule': ({ direction }) => [
    `enableDefaultDeny for ${direction} without a rule for it: the direction stays open`,
    `write ${direction}: [{}]`,
  ],
  'default-deny-off': ({ direction }) => [
    `enableDefaultDeny for ${direction} is not looked at with enable-non-default-deny-policies off: the direction is in default deny`,
    'switch enableNonDefaultDenyPolicies on',
  ],
  'log-text': ({ length, longest }) => [
    `a log text of ${length} characters`,
    `write at most ${longest} printable characters`,
  ],
} satisfies Sentences;
