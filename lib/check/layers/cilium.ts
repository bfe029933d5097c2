// The verdict of Cilium's agent on one object, and what it takes although it does not mean what it seems to.
import { AgentSettings, Judge, policyProblems } from '../../models/agent';
import { CheckedObject, Versions } from '../../world/types';
import { ObjectLayer, Report } from '../rule';
import { CODES } from './cilium-codes';

/** The policies of this library switch node labels on where they need them; a plain install has them off. */
const DEFAULTS: AgentSettings = { nodeSelectorLabels: false };

/** Left to others: a null is said where it stands in any object, and is no matter of Cilium alone. */
const LEFT_OUT = 'cilium/null';

/**
 * What the agent of the chosen minor refuses, as errors; what both the agent and the API server take although it lets through more or less than it
 * seems to, as warnings with the reason. What the API server's schema refuses is the schema layer's to say. Settings of the agent are what the
 * input's values say, else the chart's defaults.
 */
export const ciliumLayer: ObjectLayer = {
  layer: 'cilium',
  codes: CODES,
  check(object: CheckedObject, versions: Versions, report: Report): void {
    const settings = versions.agent === undefined ? DEFAULTS : { ...DEFAULTS, ...versions.agent };
    for (const { judge, code, path, data } of policyProblems(object.manifest, {
      ...settings,
      minor: versions.cilium,
    })) {
      if (judge === Judge.SCHEMA || code === LEFT_OUT) continue;
      if (judge === Judge.AGENT) report.error(code, object, path, data);
      else report.warning(code, object, path, data);
    }
  },
};
