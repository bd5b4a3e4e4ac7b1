/** Merging, splitting, moving: sent once however often it is tapped, and the same again when it is tried again. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { failures } from '#client/i18n/puskesmas.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { ChildActionRequest } from '#protocol/children.ts';

export type ChildAction =
  | { readonly action: 'merge'; readonly intoId: ChildId }
  | { readonly action: 'split' }
  | { readonly action: 'transfer'; readonly toPosyanduId: PosyanduId };

export interface ChildOrder {
  readonly childId: ChildId;
  /** Where the child is. */
  readonly posyanduId: PosyanduId;
  readonly reason: string;
  readonly what: ChildAction;
}

export interface ChildActing {
  readonly send: (order: ChildOrder) => void;
  readonly sending: boolean;
  /** Why the last try did not do it, as a sentence. */
  readonly trouble: string | null;
}

export function useChildAction(onDone: () => void): ChildActing {
  const { api, newId } = useDeskServices();
  const queries = useQueryClient();
  const attempt = useRef<{ readonly of: string; readonly mid: MutationId } | null>(null);
  const inFlight = useRef(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ childId, request }: Sent) => api.actOnChild(childId, request),
    onSuccess: () => {
      for (const queryKey of [deskKeys.details, deskKeys.posyandu, deskKeys.children]) {
        void queries.invalidateQueries({ queryKey });
      }
      onDone();
    },
    onSettled: () => {
      inFlight.current = false;
    },
  });

  return {
    send({ childId, posyanduId, reason, what }) {
      if (inFlight.current) return;
      inFlight.current = true;
      const of = JSON.stringify([childId, posyanduId, reason, what]);
      // No answer may have been the answer's loss: the same question keeps its number.
      if (attempt.current?.of !== of) attempt.current = { of, mid: newId() };
      mutate({ childId, request: { ...what, posyanduId, reason, mid: attempt.current.mid } });
    },
    sending: isPending,
    trouble: error === null ? null : words.failed(failures[failureCode(error)]),
  };
}

interface Sent {
  readonly childId: ChildId;
  readonly request: ChildActionRequest;
}
