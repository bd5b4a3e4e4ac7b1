/** The puskesmas half, loaded only when somebody opens it: the real server and the real clock for the desk. */

import { useState } from 'react';
import type { DeskServices } from '#client/puskesmas-api/desk-services.ts';
import { localDate } from '#client/puskesmas-api/local-date.ts';
import { createPuskesmasApi } from '#client/puskesmas-api/puskesmas-api.ts';
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
  };
}
