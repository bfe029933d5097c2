// What an error rests on. A version that nobody wrote is an assumption: an error that another version does not share becomes a warning that names it.
import { CILIUM_MINORS, ciliumMinor } from '../catalogue/cilium-minors';
import { pathText } from '../problem';
import { Assumption, CheckedObject, Versions, World } from '../world/types';
import { EVERY_ADDRESS, GATEWAY_BUNDLES } from '../world/versions';
import { withVersions } from '../world/world';
import { Place, Problem } from './rule';
import { run, RunPlan } from './run';

interface Doubt {
  /** What else may hold. */
  others(versions: Versions): readonly Versions[];
  /** What is assumed, and how somebody states it. */
  words(versions: Versions): { readonly assumed: string; readonly state: string };
}

const DOUBTS: Readonly<Record<Assumption, Doubt>> = {
  cilium: {
    others: (versions) =>
      CILIUM_MINORS.filter((minor) => minor !== versions.cilium).map((cilium) => ({
        ...versions,
        cilium,
        // The bundle that goes with the minor, unless somebody wrote one.
        ...(versions.assumed?.includes('gatewayApi') === true ? { gatewayApi: ciliumMinor(cilium)!.gatewayApi } : {}),
      })),
    words: ({ cilium }) => ({
      assumed: `Cilium ${cilium}`,
      state: 'name the version with --cilium or in cluster.facts',
    }),
  },
  gatewayApi: {
    others: (versions) =>
      GATEWAY_BUNDLES.filter((bundle) => bundle !== versions.gatewayApi).map((gatewayApi) => ({
        ...versions,
        gatewayApi,
      })),
    words: ({ gatewayApi }) => ({
      assumed: `Gateway API ${gatewayApi}`,
      state: 'name the bundle with --gateway-api or in cluster.facts',
    }),
  },
  serviceSubnets: {
    others: (versions) => [{ ...versions, serviceSubnets: EVERY_ADDRESS }],
    words: () => ({
      assumed: 'the service subnets that Talos gives a cluster',
      state: 'state serviceSubnets in the machine configuration or in cluster.facts',
    }),
  },
};

/** The problems: errors that rest on assumptions as warnings that name them. */
export function byCertainty(world: World, plan: RunPlan, problems: readonly Problem[]): Problem[] {
  const { versions } = world;
  const resting = new Map<Problem, Assumption[]>();
  for (const assumption of versions.assumed ?? []) {
    let agreed = problems.filter(({ level, code }) => level === 'error' && code !== 'input/internal');
    for (const other of DOUBTS[assumption].others(versions)) {
      if (agreed.length === 0) break;
      const said = errorsUnder(withVersions(world, other), plan, agreed);
      const isSaid = (problem: Problem) => said.get(problem.at)?.has(placeOf(problem)) === true;
      for (const problem of agreed)
        if (!isSaid(problem)) resting.set(problem, [...(resting.get(problem) ?? []), assumption]);
      agreed = agreed.filter(isSaid);
    }
  }
  return problems.map((problem) => {
    const assumptions = resting.get(problem);
    return assumptions === undefined ? problem : asWarning(problem, assumptions, versions);
  });
}

function asWarning(problem: Problem, assumptions: readonly Assumption[], versions: Versions): Problem {
  const words = assumptions.map((each) => DOUBTS[each].words(versions));
  const assumed = words.map((each) => each.assumed);
  return {
    ...problem,
    level: 'warning',
    assumed,
    message: `${problem.message}; this assumes ${assumed.join(' and ')}, which nobody wrote`,
    repair: `${problem.repair}; or ${words[0]!.state}`,
  };
}

/** What a world with other versions says where something was said: only the objects and rules of those problems are asked again. */
function errorsUnder(world: World, plan: RunPlan, problems: readonly Problem[]): Map<Place, Set<string>> {
  const codes = new Set(problems.map(({ code }) => code));
  const speaks = (each: { readonly codes: readonly { readonly code: string }[] }) =>
    each.codes.some(({ code }) => codes.has(code));
  const places = new Set(problems.map(({ at }) => at));
  const objects = world.objects.filter((object: CheckedObject) => places.has(object));
  const { only } = plan;
  const again = { ...(only === undefined ? {} : { only }) };
  const said = new Map<Place, Set<string>>();
  for (const problem of [
    ...run(Object.assign(withVersions(world, world.versions), { objects }), {
      ...again,
      layers: plan.layers.filter(speaks),
      rules: [],
    }),
    ...run(world, { ...again, layers: [], rules: plan.rules.filter(speaks) }),
  ])
    if (problem.level === 'error') said.set(problem.at, (said.get(problem.at) ?? new Set()).add(placeOf(problem)));
  return said;
}

function placeOf({ code, path }: Problem): string {
  return `${code}\0${pathText(path)}`;
}
