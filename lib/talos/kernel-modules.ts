// Kernel modules that every node loads.
import { document, said } from './documents';
import { EVERY_NODE, inForm, Statement, Subject } from './statement';

export function kernelModules({ cluster }: Subject): Statement[] {
  const modules = Object.entries(cluster._props.kernelModules ?? {}).map(([name, parameters]) =>
    said({ name, parameters: parameters.length === 0 ? undefined : parameters }),
  );
  if (modules.length === 0) return [];
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: { machine: { kernel: { modules } } },
      documents: modules.map((module) => document('KernelModuleConfig', module)),
    }),
  ];
}
