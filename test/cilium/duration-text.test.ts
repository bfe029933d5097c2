// Durations of Flux and of ServiceMonitors.
import { Duration } from 'cdk8s';
import { durationText } from '../../lib/cilium/duration-text';

test.each([
  [Duration.hours(1), '1h'],
  [Duration.minutes(90), '1h30m'],
  [Duration.seconds(10), '10s'],
  [Duration.seconds(3661), '1h1m1s'],
  [Duration.days(2), '48h'],
  [Duration.seconds(0), '0s'],
])('a duration is written in the largest units that fit it: %s', (duration, text) => {
  expect(durationText(duration)).toBe(text);
});

test('a duration below a second is refused', () => {
  expect(() => durationText(Duration.millis(1500))).toThrow('whole number');
});
