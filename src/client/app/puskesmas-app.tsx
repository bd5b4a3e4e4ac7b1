/** The puskesmas half, loaded only when somebody opens it: the real server and the real clock for the desk. */

import { useState } from 'react';
import { FIRST_UUID_STATE, nextUuidV7 } from '#client/data/uuid-v7.ts';
import type { DeskServices } from '#client/puskesmas-api/desk-services.ts';
import { localDate } from '#client/puskesmas-api/local-date.ts';
import { createPuskesmasApi } from '#client/puskesmas-api/puskesmas-api.ts';
import { mutationIdSchema } from '#domain/ids.ts';
import { Desk } from './desk.tsx';

export function PuskesmasApp() {
  const [services] = useState(browserServices);
  return <Desk services={services} />;
}

function browserServices(): DeskServices {
  return {
    api: createPuskesmasApi((input, init) => fetch(input, init)),
    nowMs: () => Date.now(),
    today: () => localDate(Date.now()),
    newId: idSource(),
  };
}

/** Rising while the page is open; the desk keeps nothing. */
function idSource(): DeskServices['newId'] {
  let last = FIRST_UUID_STATE;
  return () => {
    const { uuid, state } = nextUuidV7(last, Date.now(), (length) =>
      crypto.getRandomValues(new Uint8Array(length)),
    );
    last = state;
    return mutationIdSchema.parse(uuid);
  };
}
