// Go's durations.

/** True for what time.ParseDuration takes: `0`, or numbers with units such as `1h30m`, `300ms`, `1.5s`. */
export function isDuration(text: string): boolean {
  return /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}
