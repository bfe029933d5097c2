// The verdict of Cilium's agent on one object, and what it takes although it does not mean what it seems to.
import { Judge, policyProblems } from '../../agent';
import { CheckedObject, ObjectLayer, Report, Versions } from '../types';
import { CODES } from './codes';

/** Left to others: a null is said where it stands in any object, and is no matter of Cilium alone. */
const LEFT_OUT = 'cilium/null';

/**
 * What the agent of the chosen minor refuses, as errors; what both the agent and the API server take, as errors where it lets through what it
 * seems to hold back or is decided by chance, else as warnings. What the API server's schema refuses is the schema layer's to say.
 * Settings of the agent are the chart's defaults, but for node selectors: whether these are on is a question to the values.
 */
export const ciliumLayer: ObjectLayer = {
  layer: 'cilium',
  codes: CODES,
  check(object: CheckedObject, versions: Versions, report: Report): void {
    for (const { judge, open, code, path, problem, repair } of policyProblems(object.manifest, { minor: versions.cilium })) {
      if (judge === Judge.SCHEMA || code === LEFT_OUT) continue;
      if (judge === Judge.AGENT || open) report.error(code, object, path, problem, repair);
      else report.warning(code, object, path, problem, repair);
    }
  },
};
