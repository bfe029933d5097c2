// What the API server holds against Deployments, StatefulSets, DaemonSets, Jobs.
import { Sentences } from '../sentences';

export const WORKLOAD = {
  'workload-without-containers': () => ['the pod has no containers', 'write spec.containers'],
  'object-without-spec': () => ['the object has no spec', 'write spec with selector and template'],
  'empty-selector': () => ['an empty selector', 'write the labels of the template'],
  'selector-misses-labels': ({ selector, labels }) => [
    `the selector ${selector} does not select the labels ${labels}`,
    'give the template the labels of the selector',
  ],
  'workload-restart-policy': ({ restartPolicy }) => [`restartPolicy ${restartPolicy}`, 'write Always'],
  'deadline-of-server': () => ['activeDeadlineSeconds in a workload that runs for ever', 'remove it'],
  'progress-deadline': ({ progressDeadlineSeconds, minReadySeconds }) => [
    `${progressDeadlineSeconds} is not above minReadySeconds ${minReadySeconds}`,
    `write more than ${minReadySeconds}`,
  ],
  'rolling-of-recreate': () => ['rollingUpdate with type Recreate', 'remove rollingUpdate'],
  'both-zero': () => ['maxSurge and maxUnavailable are both 0, so nothing can move', 'write 1 for one of them'],
  'surge-and-unavailable': () => ['maxSurge and maxUnavailable are both set', 'write 0 for one of them'],
  'update-amount': ({ value }) => [
    `${value} is neither a number nor a percentage`,
    'write a number, or a percentage such as "25%"',
  ],
  'update-amount-range': ({ value }) => [`${value} is out of range`, 'write a number of at least 0, or at most "100%"'],
  'job-without-template': () => ['the Job has no template', 'write spec.template'],
  'job-restart-policy': ({ restartPolicy }) => [
    `restartPolicy of a Job is ${restartPolicy}`,
    'write Never or OnFailure',
  ],
  'job-selector': () => ['a Job with a selector of its own', 'remove it: the Job makes one'],
  'indexed-without-completions': () => [
    'completionMode Indexed with parallelism and without completions',
    'write completions',
  ],
  'name-too-long': ({ name }) => [`a name of ${name.length} characters`, 'write at most 52: the Jobs get a suffix'],
  'cron-without-schedule': () => ['the CronJob has no schedule', 'write spec.schedule and spec.jobTemplate'],
} satisfies Sentences;
