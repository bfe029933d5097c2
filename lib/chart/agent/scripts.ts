// Shell commands of the agent's pod, line by line: helm renders the same words, and a changed word would restart every agent.

const lines = (...text: string[]) => `${text.join('\n')}\n`;

/** Runs a helper of the image inside the host's namespaces: copied to the host, entered, removed. */
function onHost(helper: string, namespaces: string, ...args: string[]): string {
  const command = ['nsenter', ...namespaces.split(' '), `"\${BIN_PATH}/${helper}"`, ...args].join(' ');
  return lines(`cp /usr/bin/${helper} /hostbin/${helper};`, `${command};`, `rm /hostbin/${helper}`);
}

/** Mounts the cgroup2 file system on the host. */
export const MOUNT_CGROUP = onHost(
  'cilium-mount',
  '--cgroup=/hostproc/1/ns/cgroup --mount=/hostproc/1/ns/mnt',
  '$CGROUP_ROOT',
);

/** Undoes sysctl settings of the distribution that would drop pod traffic. */
export const SYSCTL_OVERWRITES = onHost('cilium-sysctlfix', '--mount=/hostproc/1/ns/mnt');

export const MOUNT_BPF = (root: string) => `mount | grep "${root} type bpf" || mount -t bpf bpf ${root}`;

export const SLEEP_FOREVER = lines('while true; do', '  sleep 30;', 'done');

export const MONITOR = (runPath: string) =>
  [
    'for i in {1..5}; do \\',
    `  [ -S ${runPath}/monitor1_2.sock ] && break || sleep 10;\\`,
    '  done; \\',
    'cilium-dbg monitor',
  ].join('\n');

/** Removes the source NAT of the AWS VPC plugin, which would hide pods behind their node. Written by default on every platform. */
export const REMOVE_AWS_RULES = lines(
  'set -o errexit',
  'set -o pipefail',
  'set -o nounset',
  '',
  "# When running in AWS ENI mode, it's likely that 'aws-node' has",
  '# had a chance to install SNAT iptables rules. These can result',
  '# in dropped traffic, so we should attempt to remove them.',
  "# We do it using a 'postStart' hook since this may need to run",
  "# for nodes which might have already been init'ed but may still",
  '# have dangling rules. This is safe because there are no',
  '# dependencies on anything that is part of the startup script',
  '# itself, and can be safely run multiple times per node (e.g. in',
  '# case of a restart).',
  'if [[ "$(iptables-save | grep -E -c \'AWS-SNAT-CHAIN|AWS-CONNMARK-CHAIN\')" != "0" ]];',
  'then',
  "    echo 'Deleting iptables rules created by the AWS CNI VPC plugin'",
  "    iptables-save | grep -E -v 'AWS-SNAT-CHAIN|AWS-CONNMARK-CHAIN' | iptables-restore",
  'fi',
  "echo 'Done!'",
);

/** Waits until kube-proxy has written its rules, in whichever of the four tables it writes. */
export const WAIT_FOR_KUBE_PROXY = lines(
  'while true',
  'do',
  ...[
    [
      'iptables-nft-save -t mangle',
      '(KUBE-IPTABLES-HINT|KUBE-PROXY-CANARY)',
      "Found KUBE-IPTABLES-HINT or KUBE-PROXY-CANARY iptables rule in 'iptables-nft-save -t mangle'",
    ],
    [
      'ip6tables-nft-save -t mangle',
      '(KUBE-IPTABLES-HINT|KUBE-PROXY-CANARY)',
      "Found KUBE-IPTABLES-HINT or KUBE-PROXY-CANARY iptables rule in 'ip6tables-nft-save -t mangle'",
    ],
    ['iptables-legacy-save', 'KUBE-PROXY-CANARY', "Found KUBE-PROXY-CANARY iptables rule in 'iptables-legacy-save"],
    ['ip6tables-legacy-save', 'KUBE-PROXY-CANARY', "KUBE-PROXY-CANARY iptables rule in 'ip6tables-legacy-save'"],
  ].flatMap(([command, chain, found]) => [
    `  if ${command} | grep -E '^:${chain}'; then`,
    `    echo "${found}"`,
    '    exit 0',
    '  fi',
  ]),
  '  echo "Waiting for kube-proxy to create iptables rules...";',
  '  sleep 1;',
  'done',
);
