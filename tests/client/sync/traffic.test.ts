// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTrafficMeter, receivedBytes, sentBytes } from '#client/sync/traffic.ts';
import { aProfile } from '../../support/builders.ts';
import { createVillage, type Village, type VillagePhone } from '../../support/village.ts';

describe('what one request is counted as', () => {
  const HEADERS = 500;

  test('its body as it goes over the wire, and the length the answer states', () => {
    const answer = new Response('', { headers: { 'content-length': '1234' } });
    expect(sentBytes(new ArrayBuffer(77))).toBe(HEADERS + 77);
    expect(sentBytes('body')).toBe(HEADERS + 4);
    expect(receivedBytes(answer, 'x'.repeat(9_000))).toBe(HEADERS + 1234);
  });

  test('an answer that states none: its text, or a share of it where it came packed', () => {
    const text = 'x'.repeat(1_000);
    expect(sentBytes(null)).toBe(HEADERS);
    expect(receivedBytes(new Response(''), text)).toBe(HEADERS + 1_000);
    const packed = new Response('', { headers: { 'content-encoding': 'br' } });
    expect(receivedBytes(packed, text)).toBe(HEADERS + 250);
    expect(receivedBytes(packed, text, true)).toBe(250);
  });

  test('is counted once', () => {
    const meter = createTrafficMeter();
    meter.count({ sentBytes: 1, receivedBytes: 10 });
    meter.count({ sentBytes: 2, receivedBytes: 20 });
    expect(meter.take()).toEqual({ sentBytes: 3, receivedBytes: 30 });
    expect(meter.take()).toEqual({ sentBytes: 0, receivedBytes: 0 });
  });
});

describe('data used this month', () => {
  let village: Village;
  let phone: VillagePhone;
  beforeEach(async () => {
    village = createVillage();
    phone = await village.phone();
  });
  afterEach(() => village.stop());

  const used = () => phone.sync.status().bytesThisMonth ?? 0;

  test('grows with every exchange and begins anew with the month', async () => {
    const before = used();
    expect(before).toBeGreaterThan(0);
    await phone.records.registerChild(aProfile(), {});
    await phone.sync.syncNow();
    const november = used();
    expect(november).toBeGreaterThan(before + 1_000);
    expect(await phone.look((db) => db.meta.get('traffic'))).toMatchObject({ month: '2026-11' });

    phone.world.nowMs += 30 * 86_400_000;
    await phone.sync.syncNow();
    expect(used()).toBeGreaterThan(0);
    expect(used()).toBeLessThan(november);
    expect(await phone.look((db) => db.meta.get('traffic'))).toMatchObject({ month: '2026-12' });
  });

  test('is not counted for what never got an answer', async () => {
    const before = used();
    phone.network.next('lost-request');
    await phone.sync.syncNow();
    expect(used()).toBe(before);
  });
});
