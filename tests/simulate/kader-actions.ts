/** What a kader does on a phone, by chance. */

import type { ChildView, Records } from '#client/services.ts';
import type { ChildProfile } from '#domain/child.ts';
import { aProfile, theImmunization, theMeasurement } from '../support/mutations.ts';
import type { Chance } from './chance.ts';

export const KADER_ACTIONS = {
  register: 5,
  'register-badly': 0.5,
  patch: 4,
  'patch-identity': 3,
  weigh: 8,
  'weigh-badly': 1,
  amend: 4,
  void: 2,
  vaccinate: 3,
  'amend-dose': 1,
  'void-dose': 1,
  type: 4,
  'save-typed': 2,
} as const;
export type KaderAction = keyof typeof KADER_ACTIONS;

export function someAction(chance: Chance): KaderAction {
  return chance.weighted<KaderAction>(KADER_ACTIONS);
}

/** A form on the screen, whose typed text is kept as it grows. */
export interface Form {
  readonly key: string;
  type(): Promise<void>;
  /** It is about to be saved. */
  letGo(): void;
}

/** @returns what was done, once it is saved; `null` when there was nothing to do it to */
export async function act(
  records: Records,
  action: KaderAction,
  chance: Chance,
  form: Form,
): Promise<string | null> {
  if (action === 'type') {
    await form.type();
    return `typed into ${form.key}`;
  }
  const children = await records.children();
  const child = chance.pick(children);
  if (action === 'register' || action === 'register-badly' || child === undefined) {
    const over = action === 'register-badly' ? { bornOn: '1999-01-01' } : {};
    const id = await records.registerChild(
      aProfile({ name: `Anak ${chance.below(1000)}`, ...over }),
      {},
    );
    return `registered ${id}`;
  }
  switch (action) {
    case 'patch':
    case 'patch-identity':
      await records.patchChild(child.id, changed(child, action, chance), {
        seen: child,
        ...answering(child),
      });
      return `patched ${child.id}`;
    case 'weigh':
    case 'weigh-badly': {
      const weightGrams = action === 'weigh' ? 5_000 + chance.below(9_000) : 99_000;
      const id = await records.recordMeasurement(child.id, theMeasurement({ weightGrams }), {});
      return `weighed ${id}`;
    }
    case 'amend':
    case 'void': {
      const target = chance.pick(
        (await records.eventsOf(child.id)).filter(({ event }) => event.kind === 'measurement'),
      );
      if (target === undefined) return null;
      const reason = 'salah baca';
      if (action === 'void') {
        await records.voidMeasurement(child.id, target.event.id, { reason });
      } else {
        const measurement = theMeasurement({ weightGrams: 5_000 + chance.below(9_000) });
        await records.amendMeasurement(child.id, target.event.id, measurement, { reason });
      }
      return `${action} ${target.event.id}`;
    }
    case 'save-typed': {
      const weightGrams = 5_000 + chance.below(9_000);
      const draftKey = form.key;
      form.letGo();
      const id = await records.recordMeasurement(child.id, theMeasurement({ weightGrams }), {
        draftKey,
      });
      return `weighed ${id}`;
    }
    case 'vaccinate': {
      const ids = await records.recordImmunizations(
        child.id,
        [theImmunization(), theImmunization({ givenOn: '2026-01-05' })].slice(
          0,
          1 + chance.below(2),
        ),
        {},
      );
      return `vaccinated ${ids.length}`;
    }
    case 'amend-dose':
    case 'void-dose': {
      const target = chance.pick(
        (await records.immunizationsOf(child.id)).filter(
          ({ event }) => event.kind === 'immunization',
        ),
      );
      if (target === undefined) return null;
      const reason = 'salah baca';
      if (action === 'void-dose') {
        await records.voidImmunization(child.id, target.event.id, { reason });
      } else {
        const dose = theImmunization({ givenOn: `2026-02-${10 + chance.below(15)}` });
        await records.amendImmunization(child.id, target.event.id, dose, { reason });
      }
      return `${action} ${target.event.id}`;
    }
  }
}

function changed(child: ChildView, action: KaderAction, chance: Chance): ChildProfile {
  const { profile } = child;
  if (action === 'patch') return { ...profile, dusun: `Dusun ${chance.below(6)}` };
  return chance.is(0.5)
    ? { ...profile, name: `Anak ${chance.below(1000)}` }
    : { ...profile, motherName: `Ibu ${chance.below(1000)}`, dusun: `Dusun ${chance.below(6)}` };
}

function answering({ state, createdBy }: ChildView) {
  return state.state === 'returned' || state.state === 'quarantined' ? { answers: createdBy } : {};
}
