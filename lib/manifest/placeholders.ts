// Texts that another program fills in: what they will be is not known here. One reader for manifests, values and Talos documents.

/** Stand-ins that no value looks like, wherever they stand in it. Each row: the form, and who fills it in. */
const UNMISTAKABLE: readonly RegExp[] = [
  /\$\{/, // Flux, Terraform, envsubst, shells
  /\{\{|\{%/, // Helm, Jinja, Go
  /<[\w.-]+:[^<>\n]+>/, // Argo CD's vault plugins: <path:kv/data#key>, <secret:key>
  /\bref\+/, // vals
  /\b(?:op|vault|vals|secret|bw|doppler|akeyless|awssm|awsssm|awssecrets|gcpsm|gcpsecrets|azkv|azurekeyvault|keepass|infisical):\/\//, // injectors of vaults
  /\bENC\[/, // SOPS
  /^vault:[\w./-]+#/, // bank-vaults
  /\$[A-Z][A-Z0-9_]*\$/, // AVP and sed: $NAME$
  /^__\w+__$|^%\w+%$|^@\w+@$|^\$[A-Z_][A-Z0-9_]*$/, // scripts
  /(?<![A-Za-z0-9_])(?:[A-Z0-9]+_)*(?:(?:AUTO)?REPLACE(?:(?=_)|(?<=_(?:AUTO)?REPLACE))|REPLACEME|CHANGEME|CHANGE_?ME|CHANGE_?THIS|PLACEHOLDER|FIXME|FILL_?ME)(?:_[A-Z0-9]+)*(?![A-Za-z0-9])/, // people; REPLACE alone is an action of Cilium
  /(?<![A-Za-z0-9])(?:HOSTNAME|NODE_?NAME|NODE_?IP|CLUSTER_?NAME|DOMAIN_?NAME)(?![A-Za-z0-9_=])/, // sed, in templates for one node
];

/** Forms that texts of other languages have, too: only a value that is one of these is taken for unknown. */
const POSSIBLE: readonly RegExp[] = [
  /\$\(/, // kustomize, environment of containers
  /<[^<>\n/]+>/, // documentation: <your-domain>; with slashes it is a value of Cilium: <Egress/53/UDP/DNS>
];

/** True if the text stands for something that is not known here. */
export function isPlaceholder(text: string): boolean {
  return isUnmistakable(text) || POSSIBLE.some((form) => form.test(text));
}

/** True if some text in a value, however deep, is unmistakably filled in by another program. */
export function holdsPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') return isUnmistakable(value);
  if (value === null || typeof value !== 'object') return false;
  for (const key in value) if (holdsPlaceholder((value as Readonly<Record<string, unknown>>)[key])) return true;
  return false;
}

/** True if a text of YAML may hold values that are not known here. */
export function mayHoldPlaceholders(yaml: string): boolean {
  return isPlaceholder(yaml) || yaml.split(/[\s"']+/).some(isUnmistakable);
}

function isUnmistakable(text: string): boolean {
  return MAYBE.test(text) && UNMISTAKABLE.some((form) => form.test(text));
}

/** One look that tells most texts apart: every form has one of these. */
const MAYBE = /[$%@<{[]|__|\+|:\/\/|REPLACE|CHANGE|PLACEHOLDER|FIXME|FILL|HOST|NODE|CLUSTER|DOMAIN/;
