// What the API server asks of built-in kinds beyond their structure: one check per kind.
import { PlainMap } from '../../../../manifest';
import { ServedKind } from '../catalogue';
import { validate } from '../validate';
import { Walk } from '../walk';
import * as admission from './admission';
import { checkNetworkPolicy } from './network-policy';
import * as others from './others';
import { checkBinding, checkRole } from './rbac';
import { checkService } from './service';
import { checkCronJob, checkJob, checkPodObject, checkWorkload } from './workload';

const CHECKS: Readonly<Record<string, (walk: Walk, object: PlainMap) => void>> = {
  Pod: checkPodObject,
  Deployment: checkWorkload,
  DaemonSet: checkWorkload,
  StatefulSet: checkWorkload,
  ReplicaSet: checkWorkload,
  Job: checkJob,
  CronJob: checkCronJob,
  Service: checkService,
  NetworkPolicy: checkNetworkPolicy,
  Role: checkRole,
  ClusterRole: checkRole,
  RoleBinding: checkBinding,
  ClusterRoleBinding: checkBinding,
  ConfigMap: others.checkData,
  Secret: others.checkData,
  Namespace: others.checkNamespaceObject,
  PriorityClass: others.checkPriorityClass,
  Ingress: others.checkIngress,
  IngressClass: others.checkIngressClass,
  PodDisruptionBudget: others.checkDisruptionBudget,
  HorizontalPodAutoscaler: others.checkAutoscaler,
  EndpointSlice: others.checkEndpointSlice,
  Endpoints: others.checkEndpoints,
  ResourceQuota: others.checkQuota,
  PersistentVolumeClaim: others.checkClaim,
  ValidatingAdmissionPolicy: admission.checkPolicy,
  ValidatingAdmissionPolicyBinding: admission.checkPolicyBinding,
  ValidatingWebhookConfiguration: admission.checkWebhooks,
  MutatingWebhookConfiguration: admission.checkWebhooks,
  CustomResourceDefinition: admission.checkDefinition,
};

/** Checks a decoded object of a built-in kind. */
export function checkBuiltIn(object: PlainMap, metadata: PlainMap, kind: ServedKind, walk: Walk): void {
  // The server drops the status of what is created.
  const { status: _, ...created } = object;
  validate(created, kind.schema, walk);
  if (!walk.mistyped) CHECKS[object.kind as string]?.(walk, { ...created, metadata });
}
