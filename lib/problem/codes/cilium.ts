// Codes of the Cilium install: values that its constructor cannot take.
import { Code } from '../code';

export const CILIUM_CODES: readonly Code[] = [
  {
    code: 'cilium/chart-repository',
    title: 'The place of a chart is a URL with its scheme',
    why: 'Flux, Argo CD and Helm tell registries from repositories by the scheme.',
  },
  {
    code: 'cilium/bootstrap-url',
    title: 'Hosted manifests have the http or https URL of a file',
    why: 'The nodes fetch it at boot.',
  },
  {
    code: 'cilium/delivery',
    title: 'Somebody applies the install',
    why: 'Without an inline manifest and without an engine nothing would bring Cilium to the cluster.',
  },
  {
    code: 'cilium/value-twice',
    title: 'A value of the chart is said once',
    why: 'A property and values that speak of the same key would contradict each other silently.',
  },
  {
    code: 'cilium/version',
    title: 'The version of Cilium is one that is rendered natively, or helm renders it',
    why: 'Charts differ from minor to minor; for others the objects are not known.',
  },
  {
    code: 'cilium/adoption',
    title: 'Objects are adopted by the release that delivers them',
    why: 'Helm refuses to take over objects that carry the name of another release.',
  },
  {
    code: 'cilium/option',
    title: 'Options of the install are values that the chart takes',
    why: 'The chart passes most of them on unread, so that the agent stops at them, or the API server refuses the object.',
  },
  {
    code: 'cilium/hubble-certificates',
    title: 'Certificates of Hubble have an issuer or Secrets, and a life of whole days',
    why: 'Without them server and relay do not start; the chart makes the days into hours for certgen.',
  },
  {
    code: 'cilium/values-file',
    title: 'A values file lies below the output folder and ends in .yaml',
    why: 'Other paths lead out of the output, or are not read by the engines that take values files.',
  },
  {
    code: 'cilium/copies-differ',
    title: 'The copy that Talos bootstraps is the install that Flux or Argo CD renders',
    why: 'Two owners of one install undo each other at every change. Source: facts of the delivery, Talos manifest inventory.',
  },
  {
    code: 'cilium/feature-off',
    title: 'A value that another construct needs is not set against it',
    why: 'The construct would be written, and nothing would serve it.',
  },
  {
    code: 'cilium/job-nowhere',
    title: 'Every object of the install is applied by somebody',
    why: 'Talos cannot update a Job, and with bootstrap only nobody else applies it.',
  },
  {
    code: 'cilium/no-install',
    title: 'A values file belongs to an install',
    why: 'Without a CiliumInstall there are no values to write.',
  },
  {
    code: 'cilium/null-value',
    title: 'Values that Flux or Argo CD carry hold no null',
    why: 'Kubernetes drops a null on the way, and the default of the chart comes back.',
  },
];
