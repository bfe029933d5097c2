// The error classes, for programs that catch them: `import { ValidationError } from 'cdk8s-talos-network/errors'`.
// They stand apart from the index because jsii knows no error classes.
export { ValueError } from './net';
export { ValidationError, SynthesisError } from './construct';
export { OutputError, type OutputProblem } from './output';
