// What the API server holds against apiVersion and kind.
import { Sentences } from '../sentences';

export const KIND = {
  'field-not-text': ({ field, value }) => [
    value === undefined ? `the object has no ${field}` : `${field} is ${value}`,
    `write ${field} as text`,
  ],
  'experimental-kind': ({ kind, apiVersion }) => [
    `${kind} of ${apiVersion} is in the experimental bundle of the Gateway API only`,
    'install the experimental CRDs',
  ],
  'unknown-schema': ({ kind, apiVersion }) => [
    `no schema of ${kind} (${apiVersion}) is known here, so its fields are not checked`,
    'nothing to do; its own controller checks it',
  ],
  'optional-version': ({ kind, apiVersion, versions }) => [
    `${kind} of ${apiVersion} is served only where somebody switched it on`,
    oneOf(versions),
  ],
  'list-of-kind': ({ kind }) => [
    `${kind} is a list; its items are not checked`,
    'write kind: List with apiVersion: v1',
  ],
  'version-not-served': ({ release, kind, apiVersion, versions }) => [
    `${release} does not serve ${kind} as ${apiVersion}`,
    oneOf(versions),
  ],
  'kind-replaced': ({ release, kind, last, successors }) => [
    `${release} has no ${kind}${last === undefined ? '' : `: it went after ${last}`}`,
    `write ${successors.join(', ').replace(/, (?=[^,]*$)/, ' and ')} instead`,
  ],
  'kind-elsewhere': ({ release, kind, only }) => [`${release} has no ${kind}`, `it is in ${only.join(', ')} only`],
  'no-such-kind': ({ release, kind, apiVersion, near }) => [
    `${release} has no kind ${JSON.stringify(kind)} in ${apiVersion}`,
    near === undefined ? 'remove the object, or correct its kind' : `did you mean "${near}"?`,
  ],
} satisfies Sentences;

function oneOf(versions: readonly string[]): string {
  return versions.length === 0 ? 'nobody serves it by default' : `write apiVersion: ${versions.join(' or ')}`;
}
