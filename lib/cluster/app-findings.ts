// Everything wrong with an app: what its constructs say, what the whole-app rules say, what others say to cdk8s.
import { IConstruct } from 'constructs';
import { collectStructured, dedupe, errorAt, Finding, NetworkConstruct } from '../construct';
import { Boundary } from './boundary';

/** All findings of the app that a construct is in, each once. @internal */
export function appFindings(scope: IConstruct): Finding[] {
  const { root } = scope.node;
  return collectStructured(() => {
    const own = root.node.findAll().flatMap((construct) => {
      const foreign = construct.node
        .validate()
        .map((text) => errorAt(construct.node.path, 'cdk8s/validation', text, 'see the construct that says so'));
      return NetworkConstruct._is(construct) ? [...construct._findings(), ...foreign] : foreign;
    });
    return dedupe([...own, ...Boundary.all(root).flatMap((boundary) => boundary.findings())]);
  });
}

/** An app that asks the rules over everything itself. */
interface JudgingApp {
  findings?(): Finding[];
}

/** Everything that is found in an app, whichever kind it is: what refuses the synth refuses its parts too. @internal */
export function everyFinding(scope: IConstruct): Finding[] {
  return (scope.node.root as JudgingApp).findings?.() ?? appFindings(scope);
}
