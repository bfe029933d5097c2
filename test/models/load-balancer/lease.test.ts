// Times of leases, and what they cost.
import { durationText, failover, leaseRate, leaseTimings, parseDuration } from '../../../lib/models/load-balancer';

test.each([
  [{}, ['15s', '5s', '2s'], []],
  [{ leaseDuration: '1s', leaseRenewDeadline: '900ms', leaseRetryPeriod: '1ms' }, ['1s', '900ms', '1ms'], []],
  [
    { leaseDuration: '999ms' },
    ['1s', '500ms', '250ms'],
    ['duration-too-short', 'deadline-not-below-duration', 'retry-not-below-deadline'],
  ],
  [{ leaseRenewDeadline: '0s' }, ['15s', '1s', '500ms'], ['deadline-not-positive', 'retry-not-below-deadline']],
  [{ leaseRetryPeriod: '-1s' }, ['15s', '5s', '200ms'], ['retry-not-positive']],
  [{ leaseRenewDeadline: '2.4s' }, ['15s', '2.4s', '1.2s'], ['retry-not-below-deadline']],
])('replaces what an election cannot take: %j', (settings, texts, replaced) => {
  const timings = leaseTimings(settings)!;
  expect([timings.duration, timings.renewDeadline, timings.retryPeriod].map(durationText)).toEqual(texts);
  expect(timings.replaced).toEqual(replaced);
});

test('fifty leases take the whole default rate of the client', () => {
  const timings = leaseTimings({})!;
  expect(leaseRate(50, timings)).toBe(10);
  expect(failover(timings)).toEqual({ least: 10e9, most: 20e9 });
});

test.each([
  ['1h2m3.5s', 3723.5e9, '1h2m3.5s'],
  ['90s', 90e9, '1m30s'],
  ['1500us', 1.5e6, '1.5ms'],
  ['.5s', 0.5e9, '500ms'],
  ['0', 0, '0s'],
  ['-2s', -2e9, '-2s'],
  ['15', undefined, ''],
  ['', undefined, ''],
  ['1 s', undefined, ''],
  ['s', undefined, ''],
])('reads and writes spans as Go does: "%s"', (text, nanoseconds, again) => {
  expect(parseDuration(text)).toBe(nanoseconds);
  if (nanoseconds !== undefined) expect(durationText(nanoseconds)).toBe(again);
});

test('a text that is no span leaves no times', () => {
  expect(leaseTimings({ leaseDuration: '15' })).toBeUndefined();
});
