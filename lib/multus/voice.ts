// Repairs in the words of the program, by code, where they differ from those of YAML.
import { INSTALLABLE_PLUGINS } from '../catalogue/cni-plugins';
import { registerVoice } from '../problem';

registerVoice({
  'cni/plugin-missing': ({ installer }: { installer: string | null }) =>
    installer === null
      ? 'the networks are told to MultusTalos of the same app: add it, or bring the plugins by another DaemonSet'
      : `use one of ${INSTALLABLE_PLUGINS.join(', ')}, or an installerImage that has it`,
  'cni/namespace-isolation': ({ namespace, networkNamespace }: { namespace: string; networkNamespace: string }) =>
    `put the network into "${namespace}", or write globalNamespaces: ['${networkNamespace}']`,
});
