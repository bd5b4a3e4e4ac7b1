/** What anybody may ask: is the server there, what does it speak, is this practice. */

import * as z from 'zod/mini';
import { serverInfoSchema } from '#protocol/session.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { ping, practiceAccounts } from '#server/store/account-store.ts';
import type { Api, AppDeps } from './deps.ts';

const healthSchema = z.object({ server: z.literal('siposyandu') });

export function registerInfoRoutes(api: Api, { db, config }: AppDeps): void {
  api.get(
    '/api/info',
    { config: { access: 'open' }, schema: { response: { 200: serverInfoSchema } } },
    async () => {
      const { practicePassword } = config;
      return {
        server: 'siposyandu' as const,
        protocol: PROTOCOL_VERSION,
        practice: practicePassword !== null,
        practicePassword,
        practiceAccounts: practicePassword === null ? [] : await practiceAccounts(db),
      };
    },
  );

  api.get(
    '/api/health',
    { config: { access: 'open' }, schema: { response: { 200: healthSchema } } },
    async () => {
      await ping(db);
      return { server: 'siposyandu' as const };
    },
  );
}
