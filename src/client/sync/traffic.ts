/** About how much data sync has used: what a kader pays for. */

export interface Traffic {
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface TrafficMeter {
  count(traffic: Traffic): void;
  /** What was counted since the last time. */
  take(): Traffic;
}

export const NO_TRAFFIC: Traffic = { sentBytes: 0, receivedBytes: 0 };

/** Headers and cookie of one request or answer, roughly. */
const HEADER_BYTES = 500;
/** A packed page of changes against its text: ids pack badly, the rest well. */
const PACKED_SHARE = 0.25;

export function createTrafficMeter(): TrafficMeter {
  let total = NO_TRAFFIC;
  return {
    count: (traffic) => (total = sum(total, traffic)),
    take() {
      const taken = total;
      total = NO_TRAFFIC;
      return taken;
    },
  };
}

export function sum(one: Traffic, other: Traffic): Traffic {
  return {
    sentBytes: one.sentBytes + other.sentBytes,
    receivedBytes: one.receivedBytes + other.receivedBytes,
  };
}

export function sentBytes(body: string | ArrayBuffer | null): number {
  if (body === null) return HEADER_BYTES;
  return HEADER_BYTES + (typeof body === 'string' ? body.length : body.byteLength);
}

/**
 * The browser does not say how much came over the air, so a packed answer is
 * estimated from its text.
 *
 * @param isMore a further line of an answer that was counted before
 */
export function receivedBytes({ headers }: Response, text: string, isMore = false): number {
  const stated = headers.get('content-length');
  if (stated !== null && /^\d+$/.test(stated)) return HEADER_BYTES + Number(stated);
  const bytes = Math.round(text.length * (headers.has('content-encoding') ? PACKED_SHARE : 1));
  return (isMore ? 0 : HEADER_BYTES) + bytes;
}
