// What makes pods: Deployments, DaemonSets, StatefulSets, ReplicaSets, Jobs, CronJobs. Source: pkg/apis/{apps,batch}/validation of k8s.io/kubernetes 1.35.
import { PlainMap } from '../../../../manifest';
import { labelsOf, readLabelSelector, selects } from '../../../kubernetes/label-selector';
import { Walk, show } from '../walk';
import { checkClaim } from './others';
import { checkPod, checkTemplate } from './pod';
import { checkSelector, isEmptySelector } from './selector';
import { each, into, mapOf } from './steps';

/** A Pod of its own. */
export function checkPodObject(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec', 'containers'], 'schema/required', 'workload-without-containers');
  into(walk, object, 'spec', (spec) => checkPod(walk, spec));
}

/** A workload that keeps pods running and finds them by a selector. */
export function checkWorkload(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec', 'selector'], 'schema/required', 'object-without-spec');
  into(walk, object, 'spec', (spec) => {
    checkTemplate(walk, spec);
    checkSelector(walk, spec, 'selector');
    const selector = mapOf(spec, 'selector');
    const labels = mapOf(mapOf(mapOf(spec, 'template'), 'metadata'), 'labels');
    if (spec.selector !== undefined && isEmptySelector(selector))
      walk.errorAt(['selector'], 'schema/value', 'empty-selector');
    else if (spec.selector !== undefined && misses(selector, labels))
      walk.errorAt(['template', 'metadata', 'labels'], 'schema/value', 'selector-misses-labels', {
        selector: show(selector),
        labels: show(labels),
      });
    const pod = mapOf(mapOf(spec, 'template'), 'spec');
    if (pod.restartPolicy !== undefined && pod.restartPolicy !== 'Always')
      walk.errorAt(['template', 'spec', 'restartPolicy'], 'schema/enum', 'workload-restart-policy', {
        restartPolicy: show(pod.restartPolicy),
      });
    if (pod.activeDeadlineSeconds !== undefined)
      walk.errorAt(['template', 'spec', 'activeDeadlineSeconds'], 'schema/value', 'deadline-of-server');
    if (object.kind === 'Deployment') checkDeployment(walk, spec);
    if (object.kind === 'StatefulSet') each(walk, spec, 'volumeClaimTemplates', (claim) => checkClaim(walk, claim));
    if (object.kind === 'DaemonSet') checkUpdate(walk, spec, 'updateStrategy', true);
  });
}

function checkDeployment(walk: Walk, spec: PlainMap): void {
  checkUpdate(walk, spec, 'strategy', false);
  const { progressDeadlineSeconds = 600, minReadySeconds = 0 } = spec as Record<string, number | undefined>;
  if (progressDeadlineSeconds <= minReadySeconds)
    walk.errorAt(['progressDeadlineSeconds'], 'schema/range', 'progress-deadline', {
      progressDeadlineSeconds,
      minReadySeconds,
    });
}

/** Rolling updates: numbers or percentages that let something move. */
function checkUpdate(walk: Walk, spec: PlainMap, key: string, daemons: boolean): void {
  into(walk, spec, key, (strategy) => {
    if (strategy.type === 'Recreate' && strategy.rollingUpdate !== undefined)
      walk.errorAt(['rollingUpdate'], 'schema/value', 'rolling-of-recreate');
    into(walk, strategy, 'rollingUpdate', (update) => {
      const surge = amount(walk, update, 'maxSurge', daemons ? 0 : 1, true);
      const missing = amount(walk, update, 'maxUnavailable', surge === 0 || !daemons ? 1 : 0, false);
      if (surge === 0 && missing === 0) walk.errorAt(['maxUnavailable'], 'schema/value', 'both-zero');
      if (daemons && surge > 0 && missing > 0) walk.errorAt(['maxSurge'], 'schema/value', 'surge-and-unavailable');
    });
  });
}

function amount(walk: Walk, update: PlainMap, key: string, otherwise: number, above: boolean): number {
  const value = update[key];
  if (value === undefined) return otherwise;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  const number = percent === undefined ? value : Number(percent);
  if (typeof number !== 'number') walk.errorAt([key], 'schema/format', 'update-amount', { value: show(value) });
  else if (number < 0 || (percent !== undefined && !above && number > 100))
    walk.errorAt([key], 'schema/range', 'update-amount-range', { value: show(value) });
  return typeof number === 'number' ? number : otherwise;
}

/** A Job, or the template of one. */
export function checkJob(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec', 'template'], 'schema/required', 'job-without-template');
  into(walk, object, 'spec', (spec) => {
    checkTemplate(walk, spec);
    const pod = mapOf(mapOf(spec, 'template'), 'spec');
    if (spec.template !== undefined && pod.restartPolicy !== 'Never' && pod.restartPolicy !== 'OnFailure')
      walk.errorAt(['template', 'spec', 'restartPolicy'], 'schema/required', 'job-restart-policy', {
        restartPolicy: show(pod.restartPolicy ?? 'Always'),
      });
    if (spec.selector !== undefined && spec.manualSelector !== true)
      walk.errorAt(['selector'], 'schema/value', 'job-selector');
    // With both left open the server writes 1 for each.
    if (spec.completionMode === 'Indexed' && spec.completions === undefined && spec.parallelism !== undefined)
      walk.errorAt(['completions'], 'schema/required', 'indexed-without-completions');
  });
}

/** A CronJob; its Jobs get a suffix of eleven characters. */
export function checkCronJob(walk: Walk, object: PlainMap): void {
  const name = mapOf(object, 'metadata').name;
  if (typeof name === 'string' && name.length > 52)
    walk.errorAt(['metadata', 'name'], 'schema/name', 'name-too-long', { name });
  if (object.spec === undefined) walk.errorAt(['spec', 'schedule'], 'schema/required', 'cron-without-schedule');
  into(walk, object, 'spec', (spec) => into(walk, spec, 'jobTemplate', (template) => checkJob(walk, template)));
}

/** True if a selector that the server reads does not select the labels. */
function misses(selector: PlainMap, labels: PlainMap): boolean {
  const read = readLabelSelector(selector);
  return read.problems.length === 0 && !selects(read, labelsOf(labels));
}
