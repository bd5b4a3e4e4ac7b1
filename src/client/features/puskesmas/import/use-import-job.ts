/** One import from file to report, held above the screens so that it goes on while its reader looks elsewhere. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { failureCode, type FailureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { useOpenForm } from '#client/ui/desk/use-open-form.ts';
import type { PosyanduId } from '#domain/ids.ts';
import type { ImportRow, ImportSummary } from '#protocol/import.ts';

export interface ImportOrder {
  readonly posyanduId: PosyanduId;
  readonly posyanduName: string;
  readonly file: File;
}

/** How far it came, whole or not: what was taken stays taken. */
interface Reported {
  readonly order: ImportOrder;
  readonly rows: readonly ImportRow[];
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export type ImportState =
  | { readonly kind: 'idle'; readonly lastPosyanduId: PosyanduId | null }
  | {
      readonly kind: 'running';
      readonly order: ImportOrder;
      /** Rows read of all; `null` until the server says. */
      readonly progress: ImportProgress | null;
    }
  | (Reported & { readonly kind: 'done'; readonly summary: ImportSummary })
  | (Reported & { readonly kind: 'failed'; readonly code: FailureCode })
  /** The reader stopped waiting for the report. */
  | (Reported & { readonly kind: 'stopped' });

export interface ImportJob {
  readonly state: ImportState;
  readonly start: (order: ImportOrder) => void;
  readonly stop: () => void;
  /** Forgets the report, to begin with another file. */
  readonly reset: () => void;
}

export function useImportJob(): ImportJob {
  const { api } = useDeskServices();
  const queries = useQueryClient();
  const [state, setState] = useState<ImportState>({ kind: 'idle', lastPosyanduId: null });
  useOpenForm('impor', state.kind === 'running');
  const abort = useRef<AbortController | null>(null);

  const { mutate } = useMutation({
    mutationFn: async (order: ImportOrder) => {
      const controller = new AbortController();
      abort.current = controller;
      const rows: ImportRow[] = [];
      setState({ kind: 'running', order, progress: null });
      try {
        for await (const line of api.importFile(order.posyanduId, order.file, controller.signal)) {
          if (line.kind === 'row') rows.push(line);
          else if (line.kind === 'progress') setState({ kind: 'running', order, progress: line });
          else setState({ kind: 'done', order, rows, summary: line });
        }
      } catch (error) {
        if (controller.signal.aborted) {
          setState({ kind: 'stopped', order, rows });
          return;
        }
        setState({ kind: 'failed', order, rows, code: failureCode(error) });
        throw error;
      }
    },
    onSettled: () => {
      queries.removeQueries({ queryKey: deskKeys.lists, type: 'inactive' });
      void queries.invalidateQueries({ queryKey: deskKeys.posyandu });
    },
  });

  return {
    state,
    start: (order) => {
      if (state.kind !== 'running') mutate(order);
    },
    stop: () => abort.current?.abort(),
    reset: () =>
      setState((before) => ({
        kind: 'idle',
        lastPosyanduId: before.kind === 'idle' ? before.lastPosyanduId : before.order.posyanduId,
      })),
  };
}
