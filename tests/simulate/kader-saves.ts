/** Kader save what they did, with whatever may come in between. */

import { SaveRefused } from '#client/data/save-refused.ts';
import type { Refusal } from '#client/services.ts';
import { theMeasurement } from '../support/mutations.ts';
import type { Chance } from './chance.ts';
import { recordableOn, syncStateOf } from './invariants.ts';
import { act, someAction, type Form } from './kader-actions.ts';
import type { Page, SimPhone } from './sim-phone.ts';
import type { World } from './world.ts';

/** A tap on the phone: whatever comes next may come before it is saved. */
export function kader(world: World, phone: SimPhone, chance: Chance): void {
  const tab = chance.pick(phone.tabs()) ?? phone.open('tab');
  void save(world, phone, tab, chance);
}

async function save(world: World, phone: SimPhone, tab: Page, chance: Chance): Promise<void> {
  const action = someAction(chance);
  const form = formOf(world, phone, tab);
  await trySaving(world, phone, tab, action, () => act(tab.records, action, chance, form));
}

/** A form is open on a page that has not heard yet who has signed in since, and is saved then. */
export async function saveAcross(
  world: World,
  phone: SimPhone,
  signIn: () => Promise<unknown>,
  chance: Chance,
): Promise<void> {
  const page = chance.pick(phone.tabs()) ?? phone.open('tab');
  const children = await page.records.children().catch(() => []);
  const child = chance.pick(children);
  await signIn();
  if (child === undefined) return;
  const weightGrams = 5_000 + chance.below(9_000);
  await trySaving(world, phone, page, 'saved across', async () => {
    await page.records.recordMeasurement(child.id, theMeasurement({ weightGrams }), {});
    return child.id;
  });
}

/** @param saves what is saved, or `null` where there was nothing to do */
export async function trySaving(
  world: World,
  phone: SimPhone,
  tab: Page,
  action: string,
  saves: () => Promise<string | null>,
): Promise<void> {
  try {
    if ((await saves()) !== null) world.count(action);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name} ${error.message}` : 'unknown';
    world.note(`${phone.name} ${action} not saved: ${reason}`);
    if (error instanceof SaveRefused) {
      world.count('turned away');
      if (!isRightly(phone, error.refusal))
        world.unexplained.push(`${phone.name} ${action}: ${reason}`);
      return;
    }
    world.count('not saved');
    if (isUnexplained(reason) && !tab.hurt) {
      world.unexplained.push(`${phone.name} ${action}: ${reason}`);
    }
  }
}

/** Each page has one form open, and another once that is saved. */
const forms = new WeakMap<Page, string>();

function formOf(world: World, phone: SimPhone, page: Page): Form {
  const { drafts, time } = world;
  const key = forms.get(page) ?? drafts.newKey();
  forms.set(page, key);
  return {
    key,
    async type() {
      const typed = drafts.next();
      await page.records.saveDraft(key, { typed: String(typed) });
      // Nobody has a form open without a posyandu.
      if ((await page.records.draft(key)) === null) return;
      drafts.written(phone.dbName, { key, typed, atMs: time.nowMs() });
    },
    letGo() {
      drafts.letGo(phone.dbName, key);
      forms.delete(page);
    },
  };
}

/** By what lies on the phone: who never recorded there is signed in now, or nobody is. */
function isRightly(phone: SimPhone, { why, posyanduId }: Refusal): boolean {
  const { session } = syncStateOf(phone);
  if (session === null || why === 'signed-out') return session === null && why === 'signed-out';
  return posyanduId !== null && !recordableOn(phone, session.account.id).has(posyanduId);
}

/** A save may fail of the disk and of a closed page, and be turned away. Of nothing else, least of all the clock. */
function isUnexplained(reason: string): boolean {
  return !/Abort|UnknownError|Quota|DatabaseClosed|InvalidState|no such|posyandu in use|OpenFailed|nothing is known|TransactionInactive|PrematureCommit|TooOldToWrite/.test(
    reason,
  );
}
