// The layers by name, apart from what they check: the help of the command lists them.

/** Names for `--only`. */
export const LAYER_NAMES: readonly string[] = [
  'schema',
  'cel',
  'cilium',
  'objects',
  'references',
  'releases',
  'policies',
  'addresses',
  'cni',
  'gateway',
  'values',
  'l2',
  'talos',
  'reach',
];
