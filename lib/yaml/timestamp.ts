// Dates that YAML 1.1 gives a type of its own: text for kubectl, rewritten by kustomize.

const SHAPE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?))?$/;

/** A date as Go writes it in JSON (RFC 3339), or undefined if the text is none. Source: parseTimestamp() of go.yaml.in/yaml/v2 and v3. */
export function timestamp(text: string): string | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  const [hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    match[4] !== undefined ? match.slice(4, 9) : match[9] !== undefined ? match.slice(9, 13) : [];
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))
    return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const [, zoneHour = '0', zoneMinute = '0'] = /^[-+](\d{2}):(\d{2})$/.exec(zone) ?? [];
  if (Number(zoneHour) > 24 || Number(zoneMinute) > 60) return undefined;
  const two = (digits: string | undefined) => digits!.padStart(2, '0');
  const digits = fraction.slice(1, 10).replace(/0+$/, '');
  const offset = /^[-+]00:00$/.test(zone) ? 'Z' : zone;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${digits === '' ? '' : `.${digits}`}${offset}`;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
