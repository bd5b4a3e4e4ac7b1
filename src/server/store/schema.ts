/** The database as Kysely sees it; `migrations/` is what it really is. */

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import type {
  AccountId,
  ChildId,
  DeviceId,
  EventId,
  MutationId,
  PosyanduId,
  PuskesmasId,
} from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { Outcome, QuarantineReason } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import type { DeviceKey, Role } from '#protocol/session.ts';

type Instant = ColumnType<Date, Date, Date>;
type DefaultInstant = ColumnType<Date, Date | undefined, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

interface Scoped {
  bucket: number;
  posyandu_id: PosyanduId;
}

export interface Database {
  server_meta: { key: string; value: string };
  puskesmas: { id: PuskesmasId; name: string; practice: Generated<boolean> };
  posyandu: {
    id: PosyanduId;
    bucket: number;
    puskesmas_id: PuskesmasId;
    name: string;
    village_name: string;
    village_code: string;
    practice: Generated<boolean>;
  };
  account: {
    id: AccountId;
    username: string;
    display_name: string;
    password_hash: string;
    role: Role;
    puskesmas_id: PuskesmasId | null;
    practice: Generated<boolean>;
    created_at: DefaultInstant;
    disabled_at: NullableInstant;
  };
  access_grant: {
    account_id: AccountId;
    posyandu_id: PosyanduId;
    valid_from: DefaultInstant;
    valid_until: NullableInstant;
  };
  session: {
    token_hash: Buffer;
    account_id: AccountId;
    device_id: DeviceId | null;
    created_at: DefaultInstant;
    last_seen_at: DefaultInstant;
    expires_at: Instant;
    revoked_at: NullableInstant;
  };
  device_key: {
    device_id: DeviceId;
    account_id: AccountId;
    public_key: DeviceKey;
    created_at: Instant;
    last_used_at: Instant;
    revoked_at: NullableInstant;
  };
  renewal_challenge: { nonce_hash: Buffer; device_id: DeviceId; expires_at: Instant };
  setup_token: { token_hash: Buffer; created_at: DefaultInstant; used_at: NullableInstant };
  scope_counter: Scoped & { seq: Generated<number> };
  device_scope: Scoped & {
    device_id: DeviceId;
    account_id: AccountId;
    app: string;
    waiting: number;
    last_push_at: NullableInstant;
    last_pull_at: NullableInstant;
  };
  journal: Scoped & {
    mid: MutationId;
    device_id: DeviceId;
    seq: number;
    author_id: AccountId;
    pushed_by: AccountId;
    op: string;
    opv: number;
    entity: string;
    content_hash: Buffer;
    body: string;
    arrived_at: Instant;
    status: Outcome;
    reason: QuarantineReason | null;
    needs: ColumnType<string[], string[] | undefined, string[]>;
    /** Order in which mutations came to count; taken from a sequence. */
    place: Generated<number>;
  };
  device_numbers: Scoped & { device_id: DeviceId; contig: number };
  inbox_raw: {
    id: GeneratedAlways<number>;
    body_hash: Buffer;
    account_id: AccountId;
    received_at: Instant;
    reason: string;
    body: string;
  };
  child: Scoped & {
    id: ChildId;
    profile: ChildProfile;
    field_versions: Record<string, number>;
    created_by: MutationId;
    merged_into: ColumnType<ChildId | null, ChildId | null | undefined, ChildId | null>;
    moved_to: ColumnType<PosyanduId | null, PosyanduId | null | undefined, PosyanduId | null>;
    scope_seq: number;
  };
  to_carry: Scoped & { mid: MutationId; child_id: ChildId };
  event: Scoped & {
    id: EventId;
    child_id: ChildId;
    mid: MutationId;
    /** ISO date: the driver is told not to make a `Date` of it. */
    occurred_on: string;
    body: ChildEvent;
    /** What an amendment or void speaks of. */
    target_id: EventId | null;
    /** ISO date of a measurement. */
    measured_on: string | null;
    scope_seq: number;
  };
  review: Scoped & {
    mid: MutationId;
    puskesmas_id: PuskesmasId;
    op: string;
    entity: string;
    child_id: ChildId | null;
    author_id: AccountId;
    arrived_at: Instant;
    status: ReviewStatus;
    reason: string | null;
    flags: ReviewFlag[];
    answers: MutationId | null;
    answered_by: MutationId | null;
    decided_by: AccountId | null;
    decided_at: NullableInstant;
    scope_seq: number | null;
  };
  decision: Scoped & {
    id: GeneratedAlways<number>;
    mid: MutationId;
    decision: 'approve' | 'return' | 'reopen';
    reason: string | null;
    decided_by: AccountId;
    decided_at: Instant;
  };
}
