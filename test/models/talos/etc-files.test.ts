// Files below /etc that a user may write, and those that are Talos' own.
import { judgePatches } from '../../../lib/models/talos';

const answer = (name: string) =>
  judgePatches({
    minor: '1.14',
    base: { role: 'worker' },
    patches: [`apiVersion: v1alpha1\nkind: EtcFileConfig\nname: ${name}\ncontents: a\n`],
  });

test.each(['nfsmount.conf', 'hostname', 'extensions/a.conf', 'hosts.d/a'])('%s is the user’s', (name) => {
  expect(answer(name).errors).toEqual([]);
});

test.each(['hosts', 'resolv.conf', 'cri/conf.d/a.toml', 'ssl', 'nvme/hostid', '/a', '.a', 'a/../../b'])(
  '%s is refused',
  (name) => {
    expect(answer(name).errors.map(({ reason }) => reason)).toEqual(['etc-file']);
  },
);
