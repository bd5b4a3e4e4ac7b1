import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiRoute } from '#server/http/access.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import {
  aProfile,
  createPhone,
  newChildId,
  newDeviceId,
  newMid,
  theMeasurement,
} from '../support/mutations.ts';
import {
  anAccount,
  aPuskesmas,
  browserOf,
  PASSWORD,
  startTestServer,
  type Person,
  type TestServer,
} from '../support/server.ts';

/** Stands in every name of the other puskesmas, so that any of it in an answer is seen. */
const SECRET = 'Rahasia';

type World = Awaited<ReturnType<typeof aWorld>>;

let server: TestServer;
let mine: World;
let theirs: World;
let admin: SignedIn;

beforeAll(async () => {
  server = await startTestServer();
  mine = await aWorld('Puskesmas Kita', 'Anak Kita');
  theirs = await aWorld(`Puskesmas ${SECRET}`, `Anak ${SECRET}`);
  admin = await anAccount(server.db, 'admin');
});
afterAll(() => server.close());

/** A puskesmas with one child, a measurement that waits, and one that was refused. */
async function aWorld(name: string, childName: string) {
  const puskesmas = await aPuskesmas(server.db, name);
  const { posyanduId, kader } = puskesmas;
  await server.db
    .updateTable('posyandu')
    .set({ name: name.replace('Puskesmas', 'Posyandu') })
    .where('id', '=', posyanduId)
    .execute();
  await server.db
    .updateTable('account')
    .set({ display_name: name.replace('Puskesmas', 'Kader') })
    .where('id', '=', kader.id)
    .execute();
  const phone = createPhone({ posyanduId, authorId: kader.id });
  const register = phone.register(aProfile({ name: childName }));
  const weigh = phone.weigh(register.entity);
  const refused = phone.weigh(register.entity, theMeasurement({ weightGrams: 99_000 }));
  const pushed = await (
    await browserOf(server, kader)
  ).post('/api/sync/push', pushOf([register, weigh, refused]));
  expect(pushed.statusCode).toBe(200);
  return { ...puskesmas, phone, register, weigh, refused };
}

const pushOf = (mutations: readonly unknown[]) => ({
  protocol: 1,
  deviceId: newDeviceId(),
  app: 'test',
  wallMs: 0,
  waiting: 0,
  mutations,
});
const pullOf = (posyanduId: string) => ({
  protocol: 1,
  deviceId: newDeviceId(),
  app: 'test',
  epoch: null,
  cursors: [{ posyanduId, seq: 0 }],
  limit: 100,
});
const renewalOf = ({ id }: SignedIn) => ({
  deviceId: newDeviceId(),
  accountId: id,
  nonce: 'x'.repeat(43),
  signature: 'x'.repeat(86),
});
const setupForm = {
  token: 'x'.repeat(40),
  admin: { username: 'a1', password: PASSWORD, displayName: 'A' },
  puskesmas: {
    name: 'P',
    petugas: { username: 'b1', password: PASSWORD, displayName: 'B' },
  },
  posyandu: { name: 'Q', villageName: 'D', villageCode: '52.02.08.2005' },
  kader: { username: 'c1', password: PASSWORD, displayName: 'C' },
};

/**
 * How one of ours reaches for what is theirs through a route. Every route of the
 * API has to have a trial here, also one that names no record.
 */
interface Trial {
  readonly as: () => SignedIn | null;
  readonly reach: (person: Person) => Promise<readonly { statusCode: number; body: string }[]>;
  /** Answers that would mean success in getting at theirs are none of these. */
  readonly expected: readonly number[];
  /** A body the route takes, to which an unknown field is added. */
  readonly body?: () => object;
}

const decisions = ['approve', 'return', 'reopen'] as const;
const decisionOf = (decision: string) => ({
  mids: [theirs.weigh.mid, theirs.refused.mid],
  decision,
  reason: 'dicoba dari luar',
});

const transferOf = (posyanduId: string, toPosyanduId: string) => ({
  action: 'transfer',
  mid: newMid(),
  posyanduId,
  toPosyanduId,
  reason: 'dicoba dari luar',
});

const trials: Readonly<Record<string, Trial>> = {
  'GET /api/info': {
    as: () => null,
    reach: async (person) => [await person.get('/api/info')],
    expected: [200],
  },
  'GET /api/health': {
    as: () => null,
    reach: async (person) => [await person.get('/api/health')],
    expected: [200],
  },
  'POST /api/session': {
    as: () => mine.kader,
    body: () => ({ username: theirs.kader.username, password: 'tebakan', deviceId: null }),
    reach: async (person) => [
      await person.post('/api/session', {
        username: theirs.kader.username,
        password: 'tebakan',
        deviceId: null,
      }),
    ],
    expected: [401],
  },
  'GET /api/session': {
    as: () => mine.petugas,
    reach: async (person) => [await person.get('/api/session')],
    expected: [200],
  },
  'DELETE /api/session': {
    as: () => mine.kader,
    reach: async (person) => [await person.delete('/api/session')],
    expected: [204],
  },
  'DELETE /api/sessions': {
    as: () => mine.kader,
    reach: async (person) => [await person.delete('/api/sessions')],
    expected: [204],
  },
  'POST /api/session/challenge': {
    as: () => null,
    body: () => ({ deviceId: newDeviceId() }),
    reach: async (person) => [
      await person.post('/api/session/challenge', { deviceId: newDeviceId() }),
    ],
    expected: [200],
  },
  'POST /api/session/renew': {
    as: () => mine.kader,
    body: () => renewalOf(theirs.kader),
    reach: async (person) => [await person.post('/api/session/renew', renewalOf(theirs.kader))],
    expected: [401],
  },
  'POST /api/setup': {
    as: () => mine.petugas,
    body: () => setupForm,
    reach: async (person) => [await person.post('/api/setup', setupForm)],
    expected: [403],
  },
  'POST /api/sync/push': {
    as: () => mine.kader,
    body: () => pushOf([mine.phone.register()]),
    reach: async (person) => {
      const { posyanduId, register, weigh } = theirs;
      const intruder = createPhone({ posyanduId, authorId: mine.kader.id });
      const disguised = createPhone({ posyanduId, authorId: theirs.kader.id });
      const measurement = theMeasurement({ weightGrams: 5000 });
      return [
        await person.post(
          '/api/sync/push',
          pushOf([
            intruder.register(),
            intruder.weigh(register.entity),
            intruder.amend(register.entity, weigh.entity, measurement),
            intruder.void(register.entity, weigh.entity),
            disguised.patch(register.entity, { fields: { name: 'Diganti' } }),
            // Into our own posyandu, but about their child.
            mine.phone.weigh(register.entity),
            mine.phone.void(register.entity, weigh.entity),
          ]),
        ),
      ];
    },
    expected: [200],
  },
  'POST /api/sync/pull': {
    as: () => mine.kader,
    body: () => pullOf(mine.posyanduId),
    reach: async (person) => [await person.post('/api/sync/pull', pullOf(theirs.posyanduId))],
    expected: [200],
  },
  'GET /api/review/records': {
    as: () => mine.petugas,
    reach: async (person) => [await person.get('/api/review/records?status=waiting')],
    expected: [200],
  },
  'GET /api/review/records of another posyandu': {
    as: () => mine.petugas,
    reach: async (person) => [
      await person.get(`/api/review/records?posyanduId=${theirs.posyanduId}`),
    ],
    expected: [404],
  },
  'GET /api/review/records/:mid': {
    as: () => mine.petugas,
    reach: (person) =>
      Promise.all(
        [theirs.register, theirs.weigh, theirs.refused].map(({ mid }) =>
          person.get(`/api/review/records/${mid}`),
        ),
      ),
    expected: [404],
  },
  'POST /api/review/decisions': {
    as: () => mine.petugas,
    body: () => decisionOf('approve'),
    reach: (person) =>
      Promise.all(
        decisions.map(async (decision) => {
          const answer = await person.post('/api/review/decisions', decisionOf(decision));
          expect(answer.json()).toEqual({ server: 'siposyandu', decided: [] });
          return answer;
        }),
      ),
    expected: [200],
  },
  'POST /api/posyandu/:posyanduId/children/search': {
    as: () => mine.petugas,
    body: () => ({ search: 'Anak' }),
    reach: async (person) => [
      await person.post(`/api/posyandu/${theirs.posyanduId}/children/search`, {
        search: SECRET,
      }),
    ],
    expected: [404],
  },
  'POST /api/posyandu/search': {
    as: () => mine.petugas,
    body: () => ({ search: 'Posyandu' }),
    // By practice they are of another world; names of real ones may be looked up.
    reach: async (person) => [await person.post('/api/posyandu/search', { search: 'uji kita' })],
    expected: [200],
  },
  'POST /api/review/children/:childId/actions': {
    as: () => mine.petugas,
    body: () => transferOf(mine.posyanduId, theirs.posyanduId),
    reach: async (person) => {
      const url = `/api/review/children/${theirs.register.entity}/actions`;
      const { posyanduId } = theirs;
      const about = { mid: newMid(), posyanduId, reason: 'dicoba dari luar' };
      return [
        await person.post(url, { action: 'merge', ...about, intoId: newChildId() }),
        await person.post(url, { action: 'split', ...about }),
        await person.post(url, transferOf(posyanduId, mine.posyanduId)),
        await person.post(url, transferOf(mine.posyanduId, posyanduId)),
      ];
    },
    expected: [404, 403],
  },
  'GET /api/posyandu': {
    as: () => mine.petugas,
    reach: async (person) => [await person.get('/api/posyandu')],
    expected: [200],
  },
  'POST /api/import': {
    as: () => mine.petugas,
    reach: async (person) => [
      await server.app.inject({
        method: 'POST',
        url: `/api/import?posyandu=${theirs.posyanduId}`,
        headers: {
          'x-siposyandu': '1',
          cookie: person.cookie,
          'content-type': 'application/octet-stream',
        },
        payload: Buffer.from('PK'),
      }),
    ],
    expected: [404],
  },
};

const nameOf = ({ method, url }: ApiRoute) => `${method} ${url}`;
const pathOf = ({ url }: ApiRoute) =>
  url
    .replace(':mid', theirs.weigh.mid)
    .replace(':childId', theirs.register.entity)
    .replace(':posyanduId', theirs.posyanduId);

/** Everything stored of their posyandu, and who may sign in as one of them. */
async function theirData() {
  const tables = ['journal', 'child', 'event', 'review', 'decision', 'scope_counter'] as const;
  const rows = await Promise.all(
    tables.map((table) =>
      server.db
        .selectFrom(table)
        .selectAll()
        .where('posyandu_id', '=', theirs.posyanduId)
        .execute(),
    ),
  );
  const sessions = await server.db
    .selectFrom('session')
    .select(['token_hash', 'revoked_at'])
    .where('account_id', 'in', [theirs.kader.id, theirs.petugas.id])
    .execute();
  return JSON.stringify([rows, sessions]);
}

test('every route of the API has a trial below, and every trial a route', () => {
  const routes = server.app.apiRoutes.map(nameOf);
  expect(routes.filter((route) => !(route in trials))).toEqual([]);
  const tried = Object.keys(trials).map((name) => name.split(' ').slice(0, 2).join(' '));
  expect(tried.filter((name) => !routes.includes(name))).toEqual([]);
});

describe('what belongs to another puskesmas', () => {
  test.each(Object.entries(trials))('is neither shown nor changed by %s', async (_, trial) => {
    const before = await theirData();
    const person = await browserOf(server, trial.as());
    for (const { statusCode, body } of await trial.reach(person)) {
      expect(trial.expected).toContain(statusCode);
      expect(body).not.toContain(SECRET);
    }
    expect(await theirData()).toBe(before);
  });

  test('is there all the same, for those it belongs to', async () => {
    const petugas = await browserOf(server, theirs.petugas);
    const kader = await browserOf(server, theirs.kader);
    const shown = [
      await petugas.get('/api/session'),
      await petugas.get('/api/review/records'),
      await petugas.get(`/api/review/records?posyanduId=${theirs.posyanduId}`),
      await petugas.get(`/api/review/records/${theirs.weigh.mid}`),
      await petugas.get(`/api/review/records/${theirs.refused.mid}`),
      await petugas.get('/api/posyandu'),
      await kader.post('/api/sync/pull', pullOf(theirs.posyanduId)),
    ];
    for (const answer of shown) {
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain(SECRET);
    }
  });
});

describe('a route', () => {
  test('that is not open says nothing to somebody who is not signed in', async () => {
    const nobody = { 'x-siposyandu': '1' };
    for (const route of server.app.apiRoutes.filter(({ access }) => access !== 'open')) {
      const { statusCode, body } = await server.app.inject({
        method: route.method as 'GET',
        url: pathOf(route),
        headers: nobody,
      });
      expect([nameOf(route), statusCode, body]).toEqual([
        nameOf(route),
        401,
        '{"server":"siposyandu","error":"not-signed-in"}',
      ]);
    }
  });

  test('is closed to every role that it does not name', async () => {
    for (const account of [mine.kader, mine.petugas, admin]) {
      const { cookie } = await browserOf(server, account);
      for (const route of server.app.apiRoutes) {
        if (route.access === 'open' || route.access.includes(account.role)) continue;
        const { statusCode, body } = await server.app.inject({
          method: route.method as 'GET',
          url: pathOf(route),
          headers: { 'x-siposyandu': '1', cookie },
        });
        expect([nameOf(route), account.role, statusCode, body]).toEqual([
          nameOf(route),
          account.role,
          403,
          '{"server":"siposyandu","error":"not-allowed"}',
        ]);
      }
    }
  });

  test('of review is closed to a kader, and deciding to an admin', () => {
    const access = new Map(server.app.apiRoutes.map((route) => [nameOf(route), route.access]));
    const ofReview = [...access].filter(([name]) => /review|posyandu|import/.test(name));
    expect(ofReview.length).toBeGreaterThan(3);
    for (const [, who] of ofReview) expect(who).not.toContain('kader');
    expect(access.get('POST /api/review/decisions')).toEqual(['petugas']);
  });

  test.each([
    ['without our header', {}],
    ['from another site', { 'x-siposyandu': '1', 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring site', { 'x-siposyandu': '1', 'sec-fetch-site': 'same-site' }],
    ['from another origin', { 'x-siposyandu': '1', origin: 'https://jahat.example' }],
    ['from the same host by another port', { 'x-siposyandu': '1', origin: 'http://localhost:81' }],
    ['from an origin that hides', { 'x-siposyandu': '1', origin: 'null' }],
  ])('that changes something refuses a request %s', async (_, headers) => {
    const { cookie } = await browserOf(server, mine.petugas);
    for (const route of server.app.apiRoutes.filter(({ method }) => method !== 'GET')) {
      const { statusCode, body } = await server.app.inject({
        method: route.method as 'POST',
        url: pathOf(route),
        headers: { cookie, host: 'localhost:80', ...headers },
      });
      expect([nameOf(route), statusCode, body]).toEqual([
        nameOf(route),
        403,
        '{"server":"siposyandu","error":"cross-site"}',
      ]);
    }
  });

  test('that changes something takes a request of our own page', async () => {
    const { cookie } = await browserOf(server, mine.kader);
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/sync/pull',
      headers: {
        cookie,
        host: 'localhost:8080',
        origin: 'http://localhost:8080',
        'sec-fetch-site': 'same-origin',
        'x-siposyandu': '1',
      },
      payload: pullOf(mine.posyanduId),
    });
    expect(answer.statusCode).toBe(200);
  });

  test('refuses a field that nobody knows', async () => {
    const withJson = Object.keys(trials).filter((name) => name.startsWith('POST'));
    const known = Object.entries(trials).filter(([, { body }]) => body !== undefined);
    expect(withJson.filter((name) => name !== 'POST /api/import')).toEqual(
      known.map(([name]) => name),
    );
    for (const [name, { as, body }] of known) {
      const person = await browserOf(server, as());
      const answer = await person.post(name.slice('POST '.length), { ...body?.(), tambahan: 1 });
      expect([name, answer.statusCode]).toEqual([name, 400]);
    }
    const petugas = await browserOf(server, mine.petugas);
    expect((await petugas.get('/api/review/records?tambahan=1')).statusCode).toBe(400);
  });

  test('that finds nothing by an id that is none says no more than that', async () => {
    const petugas = await browserOf(server, mine.petugas);
    for (const mid of ["' or 1=1 --", '0', '../session', '%00']) {
      const answer = await petugas.get(`/api/review/records/${encodeURIComponent(mid)}`);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.body).not.toMatch(/uuid|syntax|select/i);
    }
  });
});
