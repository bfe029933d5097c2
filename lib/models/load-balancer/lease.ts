// The times of the lease elections of L2 announcements, and the requests that they cost. Facts: loadbalancer-engine 1.9, 4.4; cilium-semantics 4.4.
import { durationText, parseDuration } from '../go/duration';

/** Values l2announcements.leaseDuration, leaseRenewDeadline, leaseRetryPeriod, as texts of Go. */
export interface LeaseSettings {
  /** @default 15s */
  readonly leaseDuration?: string;
  /** @default 5s */
  readonly leaseRenewDeadline?: string;
  /** @default 2s */
  readonly leaseRetryPeriod?: string;
}

/** Rules by which values are replaced, none is refused. */
export type LeaseReplacement =
  /** Below one second: one second. */
  | 'duration-too-short'
  /** Not above zero: one second. */
  | 'deadline-not-positive'
  /** Not above zero: 200 ms. */
  | 'retry-not-positive'
  /** Duration not above the deadline: the deadline is half of it. */
  | 'deadline-not-below-duration'
  /** Deadline not above 1.2 times the retry: the retry is half of it. */
  | 'retry-not-below-deadline';

/** What the elections really get, in nanoseconds. */
export interface LeaseTimings {
  readonly duration: number;
  readonly renewDeadline: number;
  readonly retryPeriod: number;
  /** Which values were replaced, in order. */
  readonly replaced: readonly LeaseReplacement[];
}

/** Source: client-go, leaderelection.JitterFactor. */
const JITTER = 1.2;
const SECOND = 1e9;

/** The times; undefined if a text is no span of time: the agent then does not start. */
export function leaseTimings(settings: LeaseSettings): LeaseTimings | undefined {
  let [duration, renewDeadline, retryPeriod] = [
    parseDuration(settings.leaseDuration ?? '15s'),
    parseDuration(settings.leaseRenewDeadline ?? '5s'),
    parseDuration(settings.leaseRetryPeriod ?? '2s'),
  ];
  if (duration === undefined || renewDeadline === undefined || retryPeriod === undefined) return undefined;
  const replaced: LeaseReplacement[] = [];
  if (duration < SECOND) {
    duration = SECOND;
    replaced.push('duration-too-short');
  }
  if (renewDeadline < 1) {
    renewDeadline = SECOND;
    replaced.push('deadline-not-positive');
  }
  if (retryPeriod < 1) {
    retryPeriod = SECOND / 5;
    replaced.push('retry-not-positive');
  }
  if (duration <= renewDeadline) {
    renewDeadline = Math.trunc(duration / 2);
    replaced.push('deadline-not-below-duration');
  }
  if (renewDeadline <= Math.trunc(JITTER * retryPeriod)) {
    retryPeriod = Math.trunc(renewDeadline / 2);
    replaced.push('retry-not-below-deadline');
  }
  return { duration, renewDeadline, retryPeriod, replaced };
}

/** Requests per second that an agent needs which holds all the leases: each is renewed once per deadline. */
export function leaseRate(leases: number, { renewDeadline }: LeaseTimings): number {
  return (leases * SECOND) / renewDeadline;
}

/** How long an address is without an answer after its node has died, in nanoseconds: at least, at most. */
export function failover({ duration, renewDeadline }: LeaseTimings): { readonly least: number; readonly most: number } {
  return { least: duration - renewDeadline, most: duration + renewDeadline };
}

/** The times in Go's words. @internal */
export function timingTexts({ duration, renewDeadline, retryPeriod }: LeaseTimings): Record<string, string> {
  return {
    duration: durationText(duration),
    renewDeadline: durationText(renewDeadline),
    retryPeriod: durationText(retryPeriod),
  };
}
