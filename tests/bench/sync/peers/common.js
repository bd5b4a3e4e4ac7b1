/** What the pages of the other programs share. */

export async function online() {
  if (navigator.onLine) return;
  await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
}

/** The weighing ours records, with what ours notes beside it. */
export function weighing(childId, index) {
  const id = crypto.randomUUID();
  return {
    id,
    kind: 'event',
    review: null,
    event: {
      id,
      kind: 'measurement',
      childId,
      authorId: '0b8e0f5a-6c1e-4f5e-9a6e-2f6f3a1d7c44',
      measurement: {
        measuredOn: new Date().toISOString().slice(0, 10),
        weightGrams: 6000 + 10 * index,
        lengthMm: 600 + index,
        position: 'lying',
        headMm: null,
        muacMm: 140,
        oedema: false,
      },
    },
  };
}

export async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
