// Admission policies and custom resource definitions. Source: pkg/apis/admissionregistration/validation and apiextensions-apiserver 1.35.
import { PlainMap } from '../../../../manifest';
import { Walk, show } from '../walk';
import { checkSelector } from './selector';
import { distinct, each, exactlyOne, into, mapOf, mapsOf, textsOf } from './steps';

const OPERATIONS = ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const ACTIONS = ['Deny', 'Warn', 'Audit'];

/** A ValidatingAdmissionPolicy; its expressions are not evaluated. */
export function checkPolicy(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec'], 'schema/required', 'policy-without-spec');
  into(walk, object, 'spec', (spec) => {
    if (mapsOf(spec, 'validations').length === 0 && mapsOf(spec, 'auditAnnotations').length === 0)
      walk.errorAt(['validations'], 'schema/required', 'policy-without-validations');
    into(walk, spec, 'matchConstraints', (match) => {
      if (mapsOf(match, 'resourceRules').length === 0)
        walk.errorAt(['resourceRules'], 'schema/required', 'policy-without-resources');
      checkMatch(walk, match);
    });
  });
}

/** A ValidatingAdmissionPolicyBinding. */
export function checkPolicyBinding(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec'], 'schema/required', 'binding-without-spec');
  into(walk, object, 'spec', (spec) => {
    const actions = textsOf(spec, 'validationActions');
    actions.forEach((action, i) => {
      if (!ACTIONS.includes(action))
        walk.errorAt(['validationActions', i], 'schema/enum', 'unknown-action', {
          action: show(action),
          actions: ACTIONS,
        });
      else if (actions.indexOf(action) < i)
        walk.errorAt(['validationActions', i], 'schema/duplicate-item', 'action-twice', { action });
    });
    if (actions.includes('Deny') && actions.includes('Warn'))
      walk.errorAt(['validationActions'], 'schema/branch', 'deny-beside-warn');
    into(walk, spec, 'matchResources', (match) => checkMatch(walk, match));
  });
}

function checkMatch(walk: Walk, match: PlainMap): void {
  checkSelector(walk, match, 'namespaceSelector');
  checkSelector(walk, match, 'objectSelector');
  for (const field of ['resourceRules', 'excludeResourceRules'])
    each(walk, match, field, (rule) => checkRule(walk, rule));
}

function checkRule(walk: Walk, rule: PlainMap): void {
  for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources']) {
    const values = textsOf(rule, field);
    values.forEach((value, i) => {
      if (field === 'operations' && !OPERATIONS.includes(value))
        walk.errorAt([field, i], 'schema/enum', 'unknown-operation', { value: show(value), operations: OPERATIONS });
      if (value === '' && field !== 'apiGroups') walk.errorAt([field, i], 'schema/required', 'empty-text', { field });
    });
    if (values.includes('*') && values.length > 1 && field !== 'resources')
      walk.errorAt([field], 'schema/branch', 'star-beside-others', { field });
  }
}

/** A webhook configuration. */
export function checkWebhooks(walk: Walk, object: PlainMap): void {
  distinct(walk, object, 'webhooks', 'name');
  each(walk, object, 'webhooks', (webhook) => {
    into(walk, webhook, 'clientConfig', (client) =>
      exactlyOne(walk, client, ['url', 'service'], 'address of the webhook'),
    );
    checkSelector(walk, webhook, 'namespaceSelector');
    checkSelector(walk, webhook, 'objectSelector');
    each(walk, webhook, 'rules', (rule) => checkRule(walk, rule));
  });
}

/** A CustomResourceDefinition: names and versions; the schemas in it are not judged. */
export function checkDefinition(walk: Walk, object: PlainMap): void {
  into(walk, object, 'spec', (spec) => {
    const { group } = spec as { group?: string };
    const plural = mapOf(spec, 'names').plural;
    const name = mapOf(object, 'metadata').name;
    if (
      typeof group === 'string' &&
      typeof plural === 'string' &&
      typeof name === 'string' &&
      name !== `${plural}.${group}`
    )
      walk.errorAt(['names', 'plural'], 'schema/name', 'definition-name', { name: show(name), plural, group });
    const versions = mapsOf(spec, 'versions');
    const stored = versions.filter(({ storage }) => storage === true).length;
    if (versions.length > 0 && stored !== 1) walk.errorAt(['versions'], 'schema/value', 'stored-versions', { stored });
    each(walk, spec, 'versions', (version) => {
      if (mapOf(version, 'schema').openAPIV3Schema === undefined)
        walk.errorAt(['schema', 'openAPIV3Schema'], 'schema/required', 'version-without-schema');
      into(walk, mapOf(version, 'schema'), 'openAPIV3Schema', (schema) => {
        if (schema.type !== 'object')
          walk.errorAt(['type'], 'schema/required', 'schema-root-type', { type: show(schema.type ?? '') });
        into(walk, schema, 'properties', (properties) =>
          Object.keys(properties).forEach((name) =>
            into(walk, properties, name, (below) => checkStructure(walk, below)),
          ),
        );
      });
    });
  });
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** A schema is structural: every node has a type, unless it takes integers and strings or anything. */
function checkStructure(walk: Walk, schema: PlainMap): void {
  const { type } = schema;
  if (type === undefined || type === '') {
    if (schema['x-kubernetes-int-or-string'] !== true && schema['x-kubernetes-preserve-unknown-fields'] !== true)
      walk.errorAt(['type'], 'schema/required', 'field-without-type', { types: TYPES });
  } else if (!TYPES.includes(type as string))
    walk.errorAt(['type'], 'schema/enum', 'unknown-schema-type', { type: show(type), types: TYPES });
  into(walk, schema, 'properties', (properties) =>
    Object.keys(properties).forEach((name) => into(walk, properties, name, (below) => checkStructure(walk, below))),
  );
  for (const field of ['items', 'additionalProperties'])
    into(walk, schema, field, (below) => checkStructure(walk, below));
}
