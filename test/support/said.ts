// What the whole app says about one construct: its own findings and those of the rules over the world.
import { IConstruct } from 'constructs';
import { judge } from '../../lib/app/judgement';
import { renderedObjects } from '../../lib/app/objects';
import { Boundary } from '../../lib/cluster';
import { Finding, NetworkConstruct } from '../../lib/construct';
import { talosFiles } from '../../lib/talos';

/** Everything that is found in the cluster of a construct. */
export function allFindings(scope: IConstruct): Finding[] {
  const boundary = Boundary.of(scope);
  const own = boundary
    .constructs()
    .flatMap((construct) => (NetworkConstruct._is(construct) ? construct._findings() : []));
  return [...own, ...judge(boundary, renderedObjects(boundary), talosFiles(boundary.root)).findings];
}

/** What is found at one construct. */
export function findingsAt(construct: IConstruct): Finding[] {
  return allFindings(construct).filter(({ path }) => path === construct.node.path);
}

/** The same, a line each: `error policy/x: Kind/ns/name spec: …`, and which are ignored. */
export function saidAt(construct: IConstruct): string[] {
  return findingsAt(construct).map(
    ({ severity, code, problem, ignoredBecause }) =>
      `${severity} ${code}: ${problem}${ignoredBecause === undefined ? '' : ` (ignored: ${ignoredBecause})`}`,
  );
}
