// What Cilium accepts and does not serve: the place and the data of each entry.
import { unservedOf } from '../../../lib/models/gateway';
import { certificate, CLASS, gateway, listener, redirect, route, ROWS, secret, service } from './unserved-sets';

describe.each(['1.18', '1.19', '1.20'])('Cilium %s', (minor) => {
  test.each(ROWS)('%s (%s) is found where it is', (code, minors, objects, where, data) => {
    const found = unservedOf([CLASS, service('web'), ...objects], { minor }).filter((item) => item.code === code);
    if (!minors.split(' ').includes(minor)) {
      expect(found.filter(({ object: name, path }) => `${name} ${path.join('.')}` === where)).toEqual([]);
      return;
    }
    const entry = found.find(({ object: name, path }) => `${name} ${path.join('.')}` === where);
    expect(found.map(({ object: name, path }) => `${name} ${path.join('.')}`)).toContain(where);
    expect(entry?.data).toMatchObject(data);
  });

  test('a good Gateway with a good route has no entry', () => {
    const objects = [
      CLASS,
      service('web'),
      secret,
      gateway([listener('http', 80), listener('https', 443, certificate)]),
      route({
        rules: [redirect({ scheme: 'https' })],
        parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'http' }],
      }),
      route({ parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'https' }] }, 'HTTPRoute', 's'),
    ];
    expect(unservedOf(objects, { minor })).toEqual([]);
  });
});
