// Gateway API: the class that Cilium serves, and a policy that says early what Cilium cannot serve.
import { Chart } from './context';
import { Manifest } from './types';

const GATEWAY_CLASS_API = 'gateway.networking.k8s.io/v1/GatewayClass';
const NAME = 'gateway.cilium.io';

export function gatewayObjects(chart: Chart): Manifest[] {
  if (!chart.gateway || !createsClass(chart)) return [];
  const labels = chart.commonLabels as Record<string, string>;
  return [gatewayClass(labels), ...(chart.release.has('gatewayAdmissionPolicy') ? admissionPolicy(labels) : [])];
}

/** `auto` makes the class where the cluster has its definition. */
function createsClass(chart: Chart): boolean {
  const create = chart.v.text('gatewayAPI.gatewayClass.create');
  return create === 'auto' ? chart.environment.serves(GATEWAY_CLASS_API) : create === 'true';
}

function gatewayClass(labels: Record<string, string>): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'cilium', labels },
    spec: { controllerName: 'io.cilium/gateway-controller', description: 'The default Cilium GatewayClass' },
  };
}

function admissionPolicy(labels: Record<string, string>): Manifest[] {
  const resourceRules = () => [
    {
      apiGroups: ['gateway.networking.k8s.io'],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['gateways'],
    },
  ];
  // Gateways of other classes pass; ours need exactly one certificate wherever they terminate TLS.
  const terminating = "has(e.tls) && has(e.tls.mode) && e.tls.mode == 'Terminate'";
  const expression = `object.spec.gatewayClassName != 'cilium' || (has(object.spec.listeners)) && object.spec.listeners.filter(e, ${terminating}).all(e, e.tls.certificateRefs.size() == 1)`;
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: NAME, labels },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: { resourceRules: resourceRules() },
        validations: [
          {
            expression,
            message: 'cilium GatewayClass requires exactly one certificateRef per listener when tls.mode is Terminate.',
            reason: 'Invalid',
          },
        ],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: NAME, labels },
      spec: { policyName: NAME, matchResources: { resourceRules: resourceRules() }, validationActions: ['Deny'] },
    },
  ];
}
