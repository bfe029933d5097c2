// Codes of an app as a whole.
import { Code } from '../code';

export const APP_CODES: readonly Code[] = [
  {
    code: 'app/two-copies',
    title: 'An app holds one copy of this library',
    why: 'Constructs of two copies do not see each other, so that each copy would judge half of the app and find nothing.',
  },
  {
    code: 'app/unknown-code',
    title: 'An ignore names a code that exists',
    why: 'A misspelt code silences nothing today, and hides nothing of what it was meant for.',
  },
  {
    code: 'app/unused-ignore',
    title: 'An ignore silences something',
    why: 'One that is left over would silence the same mistake later, made by somebody who never read its reason.',
  },
  {
    code: 'invariant/options',
    title: 'An invariant says from where, to where and, if it must pass, on which port',
    why: 'One without an end would be about nothing, and an empty exception would leave everything out.',
  },
  {
    code: 'reach/endpoint',
    title: 'A question about connections names ends that exist',
    why: 'Of a workload, namespace or Service that is not there nothing can be said; "denied" would look like protection.',
  },
  {
    code: 'reach/port',
    title: 'A question about connections names ports and contents that one connection can have',
    why: 'An answer is about single connections; an invariant is about connections and not about what they carry.',
  },
  {
    code: 'reach/folder',
    title: 'A folder that is asked about connections can be read and is one cluster',
    why: 'Part of a folder is not what the cluster will hold, and nothing of one cluster reaches another by its names.',
  },
  {
    code: 'cdk8s/validation',
    title: 'Constructs of other libraries have nothing to object',
    why: 'cdk8s collects what node.addValidation says and stops at it; the report shows it in its own words.',
  },
];
