// The rules that custom resource definitions carry, as a layer of the check.
import { judgeRules } from '../../models/api-server';
import { serverWords } from '../../problem';
import { ObjectLayer } from '../rule';

/** Rules of custom resource definitions, as the API server evaluates them on create. */
export const celLayer: ObjectLayer = {
  layer: 'cel',
  codes: [
    {
      code: 'cel/rule',
      title: 'the rules of the custom resource definition hold',
      why: 'the API server evaluates them and refuses the object; an evaluation error counts as a refusal',
      words: serverWords,
    },
  ],
  check: (object, versions, report) => {
    const { manifest, origin } = object;
    judgeRules({ manifest, built: origin.built === true }, versions, (level, code, path, data) =>
      report[level](code, object, path, data),
    );
  },
};
