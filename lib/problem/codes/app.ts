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
    code: 'cdk8s/validation',
    title: 'Constructs of other libraries have nothing to object',
    why: 'cdk8s collects what node.addValidation says and stops at it; the report shows it in its own words.',
  },
];
