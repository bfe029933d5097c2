// A first container that ends with an error while an interface is missing: after a boot a pod may start before Multus is there (multus-cni#1387).
import { INSTALLER_IMAGE } from '../catalogue/cni-plugins';
import { isMap, PlainMap } from '../manifest';

/** What the kernel shows of the pod's interfaces needs no right at all. */
const SCRIPT = `for link in "$@"; do
  if [ ! -e "/sys/class/net/$link" ]; then
    echo "no interface $link: this pod was started without its networks; delete it, and the next one has them" >&2
    exit 1
  fi
done
`;

/**
 * The pods with the guard in front.
 *
 * @param names interfaces that must be there; without any the pods stay as they are
 * @param image an image with a shell. @default - that of the CNI plugins, which nodes with Multus have already
 */
export function guarded(template: PlainMap, names: readonly string[], image = INSTALLER_IMAGE): PlainMap {
  if (names.length === 0) return template;
  const spec = isMap(template.spec) ? template.spec : {};
  const others = Array.isArray(spec.initContainers) ? (spec.initContainers as unknown[]) : [];
  const guard = {
    name: 'require-interfaces',
    image,
    command: ['/bin/sh', '-c', SCRIPT, 'require-interfaces'],
    args: [...names],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
  return { ...template, spec: { ...spec, initContainers: [guard, ...others] } };
}
