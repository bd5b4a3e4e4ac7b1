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

/** The browser does not say how much came over the air, so a packed answer is estimated from its text. */
export function trafficOf(
  body: string | ArrayBuffer | null,
  answer: Response,
  text: string,
): Traffic {
  return {
    sentBytes: HEADER_BYTES + sizeOf(body),
    receivedBytes: HEADER_BYTES + receivedSize(answer.headers, text),
  };
}

function sizeOf(body: string | ArrayBuffer | null): number {
  if (body === null) return 0;
  return typeof body === 'string' ? body.length : body.byteLength;
}

function receivedSize(headers: Headers, text: string): number {
  const stated = headers.get('content-length');
  if (stated !== null && /^\d+$/.test(stated)) return Number(stated);
  return Math.round(text.length * (headers.has('content-encoding') ? PACKED_SHARE : 1));
}
