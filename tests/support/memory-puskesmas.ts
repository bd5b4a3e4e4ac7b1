/** A puskesmas server in memory, seen as `fetch`: keeps the rules of the API, and fails as networks do when told. */

import type { ChildEvent } from '#domain/child-event.ts';
import type { MutationId } from '#domain/ids.ts';
import {
  childActionRequestSchema,
  childSearchRequestSchema,
  MAX_POSYANDU_FOUND,
  posyanduSearchRequestSchema,
  type ChildActionRequest,
  type FoundChild,
  type FoundPosyandu,
} from '#protocol/children.ts';
import { importQuerySchema, type ImportLine } from '#protocol/import.ts';
import {
  decisionRequestSchema,
  OPERATIONS_OF_KIND,
  reviewListQuerySchema,
  type DecisionRequest,
  type PosyanduList,
  type ReviewDetail,
  type ReviewRecord,
} from '#protocol/review.ts';
import { signInRequestSchema, type ServerInfo, type Session } from '#protocol/session.ts';
import { aGrant, anAccount, aSession } from './builders.ts';
import { aProfile, newChildId, newMid, theMeasurement } from './mutations.ts';

export const PASSWORD = 'latihan-2026';
const PAGE_MAX = 200;
const COUNT_UP_TO = 1000;

export function aStaffSession(over: Partial<Session> = {}): Session {
  return aSession({
    account: anAccount({
      username: 'petugas.uji',
      displayName: 'Petugas Uji',
      role: 'petugas',
    }),
    grants: [
      aGrant({ posyanduName: 'Posyandu Kenanga' }),
      aGrant({ posyanduName: 'Posyandu Anggrek' }),
    ],
    ...over,
  });
}

/** A weighing of a child nobody need be warned of. */
export function aRecord(over: Partial<ReviewRecord> = {}): ReviewRecord {
  return {
    mid: newMid(),
    posyanduId: aGrant().posyanduId,
    posyanduName: 'Posyandu Kenanga',
    op: 'measure.record',
    childId: newChildId(),
    child: aProfile(),
    authorName: 'Kader Uji',
    arrivedAtMs: Date.parse('2026-11-20T02:00:00Z'),
    occurredOn: '2026-11-10',
    measurement: theMeasurement(),
    immunization: null,
    authorReason: null,
    status: 'waiting',
    reason: null,
    flags: [],
    answers: null,
    answeredBy: null,
    ...over,
  };
}

type Row = PosyanduList['posyandu'][number];

export interface MemoryPuskesmas {
  readonly fetch: typeof fetch;
  /** Newest first, as the list answers. */
  records: ReviewRecord[];
  readonly events: Map<MutationId, readonly ChildEvent[]>;
  readonly sent: Map<MutationId, ReviewDetail['sent']>;
  /** Of each record whose child does not just stand for itself. */
  readonly standing: Map<MutationId, ReviewDetail['standing']>;
  readonly fieldHistory: Map<MutationId, ReviewDetail['fieldHistory']>;
  /** Who a search among the children of any posyandu finds. */
  children: FoundChild[];
  /** Posyandu of other puskesmas, found by their own name. */
  elsewhere: FoundPosyandu[];
  /** What was asked of children, with the child it was asked of. */
  readonly childActions: (ChildActionRequest & { readonly childId: string })[];
  /** Why no action on a child is done; `null` when it is. */
  refuseAction: string | null;
  /** Kemendagri code of the kabupaten all its posyandu lie in. */
  region: string;
  posyandu: Row[];
  info: ServerInfo;
  /** `null` while nobody is signed in. */
  signedIn: Session | null;
  /** `offline`: nothing comes back. `portal`: somebody else's page does. */
  network: 'fine' | 'offline' | 'portal';
  /** Lines of the next report, and whether it breaks off after them. */
  report: { readonly lines: readonly ImportLine[]; readonly cutOff?: boolean } | { error: string };
  readonly decisions: DecisionRequest[];
  /** Paths asked for, with their query. */
  readonly asked: string[];
}

/** @param account who may sign in */
export function createMemoryPuskesmas(account: Session = aStaffSession()): MemoryPuskesmas {
  const server: MemoryPuskesmas = {
    fetch: (input, init) => answer(server, account, input, init),
    records: [],
    events: new Map(),
    sent: new Map(),
    standing: new Map(),
    fieldHistory: new Map(),
    children: [],
    elsewhere: [],
    childActions: [],
    refuseAction: null,
    region: '52.02',
    posyandu: [],
    info: {
      server: 'siposyandu',
      protocol: 1,
      practice: false,
      practicePassword: null,
      practiceAccounts: [],
    },
    signedIn: account,
    network: 'fine',
    report: { lines: [] },
    decisions: [],
    asked: [],
  };
  return server;
}

async function answer(
  server: MemoryPuskesmas,
  account: Session,
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(typeof input === 'string' ? input : '', 'http://puskesmas.test');
  const method = init.method ?? 'GET';
  server.asked.push(`${method} ${url.pathname}${url.search}`);
  await Promise.resolve();
  if (server.network === 'offline') throw new TypeError('Failed to fetch');
  if (server.network === 'portal') return new Response('<html>Masuk ke Wi-Fi</html>');
  if (new Headers(init.headers).get('x-siposyandu') !== '1') return refusal(403, 'cross-site');

  switch (`${method} ${url.pathname}`) {
    case 'GET /api/info':
      return Response.json(server.info);
    case 'POST /api/session': {
      const { username, password } = signInRequestSchema.parse(bodyOf(init));
      if (username !== account.account.username || password !== PASSWORD) {
        return refusal(401, 'wrong-credentials');
      }
      server.signedIn = account;
      return Response.json(account);
    }
    case 'DELETE /api/session':
      server.signedIn = null;
      return new Response(null, { status: 204 });
    default:
      return server.signedIn === null
        ? refusal(401, 'not-signed-in')
        : signedInAnswer(server, server.signedIn, method, url, init);
  }
}

function signedInAnswer(
  server: MemoryPuskesmas,
  session: Session,
  method: string,
  url: URL,
  init: RequestInit,
): Response {
  switch (`${method} ${url.pathname}`) {
    case 'GET /api/session':
      return Response.json(session);
    case 'GET /api/review/records':
      return listAnswer(server, url);
    case 'POST /api/review/decisions':
      if (session.account.role !== 'petugas') return refusal(403, 'not-allowed');
      return decisionAnswer(server, decisionRequestSchema.parse(bodyOf(init)));
    case 'GET /api/posyandu':
      return Response.json({ server: 'siposyandu', posyandu: server.posyandu });
    case 'POST /api/import':
      importQuerySchema.parse(Object.fromEntries(url.searchParams));
      return reportAnswer(server.report);
    default: {
      if (url.pathname === '/api/posyandu/search') return elsewhereAnswer(server, init);
      if (/^\/api\/posyandu\/.+\/children\/search$/.test(url.pathname)) {
        childSearchRequestSchema.parse(bodyOf(init));
        return Response.json({ server: 'siposyandu', children: server.children });
      }
      const acted = /^\/api\/review\/children\/(.+)\/actions$/.exec(url.pathname)?.[1];
      if (acted !== undefined) return actionAnswer(server, acted, init);
      const mid = /^\/api\/review\/records\/(.+)$/.exec(url.pathname)?.[1];
      const record = server.records.find((each) => each.mid === mid);
      return record === undefined ? refusal(404, 'not-found') : detailAnswer(server, record);
    }
  }
}

function listAnswer(server: MemoryPuskesmas, url: URL): Response {
  const query = reviewListQuerySchema.parse(Object.fromEntries(url.searchParams));
  const matching = server.records.filter(
    (record) =>
      record.status === query.status &&
      (query.posyanduId === undefined || record.posyanduId === query.posyanduId) &&
      (query.flag === undefined || record.flags.includes(query.flag)) &&
      (query.kind === undefined || OPERATIONS_OF_KIND[query.kind].some((op) => op === record.op)),
  );
  const from = query.after === undefined ? 0 : matching.findIndex((r) => r.mid === query.after) + 1;
  const records = matching.slice(from, from + Math.min(query.limit, PAGE_MAX));
  const isLast = from + records.length >= matching.length;
  return Response.json({
    server: 'siposyandu',
    records,
    next: isLast ? null : (records.at(-1)?.mid ?? null),
    total: matching.length > COUNT_UP_TO ? null : matching.length,
  });
}

const STANDS_FOR_ITSELF = { mergedInto: null, movedTo: null, cameFrom: null, mergedHere: [] };

function elsewhereAnswer({ elsewhere }: MemoryPuskesmas, init: RequestInit): Response {
  const { search } = posyanduSearchRequestSchema.parse(bodyOf(init));
  const found = elsewhere.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const posyandu = found.slice(0, MAX_POSYANDU_FOUND);
  return Response.json({ server: 'siposyandu', posyandu, more: found.length > posyandu.length });
}

function actionAnswer(server: MemoryPuskesmas, childId: string, init: RequestInit): Response {
  const request = childActionRequestSchema.parse(bodyOf(init));
  const known = server.childActions.some(({ mid }) => mid === request.mid);
  server.childActions.push({ ...request, childId });
  if (server.refuseAction !== null) return refusal(409, server.refuseAction);
  return Response.json({ server: 'siposyandu', status: known ? 'duplicate' : 'applied' });
}

function detailAnswer(server: MemoryPuskesmas, record: ReviewRecord): Response {
  const decisions = server.decisions
    .filter(({ mids }) => mids.includes(record.mid))
    .map(({ decision, reason }) => ({ decision, reason, byName: 'Petugas Uji', atMs: 0 }));
  return Response.json({
    server: 'siposyandu',
    record,
    region: server.region,
    events: server.events.get(record.mid) ?? [],
    standing: server.standing.get(record.mid) ?? STANDS_FOR_ITSELF,
    fieldHistory: server.fieldHistory.get(record.mid) ?? [],
    sent: server.sent.get(record.mid) ?? null,
    decisions,
  });
}

const DECIDABLE = {
  approve: ['waiting'],
  return: ['waiting', 'approved', 'quarantined'],
  reopen: ['approved', 'returned'],
} as const satisfies Record<DecisionRequest['decision'], readonly ReviewRecord['status'][]>;

const DECIDED = { approve: 'approved', return: 'returned', reopen: 'waiting' } as const;

function decisionAnswer(server: MemoryPuskesmas, request: DecisionRequest): Response {
  server.decisions.push(request);
  const { mids, decision, reason } = request;
  const allowed: readonly ReviewRecord['status'][] = DECIDABLE[decision];
  const decided = server.records
    .filter(({ mid, status }) => mids.includes(mid) && allowed.includes(status))
    .map(({ mid }) => mid);
  server.records = server.records.map((record) =>
    decided.includes(record.mid) ? { ...record, status: DECIDED[decision], reason } : record,
  );
  return Response.json({ server: 'siposyandu', decided });
}

function reportAnswer(report: MemoryPuskesmas['report']): Response {
  if ('error' in report) return refusal(422, report.error);
  const bytes = new TextEncoder().encode(
    report.lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  return new Response(inPieces(report.cutOff === true ? bytes.slice(0, -9) : bytes), {
    headers: { 'content-type': 'application/x-ndjson' },
  });
}

/** Networks cut wherever they like, also in the middle of a line. */
function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const size = 37;
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

function bodyOf(init: RequestInit): unknown {
  return typeof init.body === 'string' ? JSON.parse(init.body) : null;
}

function refusal(status: number, error: string): Response {
  return Response.json({ server: 'siposyandu', error }, { status });
}
