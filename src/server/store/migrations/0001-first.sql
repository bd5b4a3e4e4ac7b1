-- The first shape of the database. Every synced table's key begins with (bucket, posyandu_id):
-- the distribution column of a sharded engine. No foreign keys between synced records, because
-- they can arrive separately. Migrations are never edited after release, only followed.

create table server_meta (
  key text primary key,
  value text not null
);

create table puskesmas (
  id uuid primary key,
  name text not null,
  practice boolean not null default false
);

create table posyandu (
  id uuid primary key,
  -- Immutable shard number 0–4095, whatever becomes of the hierarchy.
  bucket smallint not null check (bucket between 0 and 4095),
  puskesmas_id uuid not null references puskesmas (id),
  name text not null,
  village_name text not null,
  village_code text not null,
  practice boolean not null default false
);
create index posyandu_by_puskesmas on posyandu (puskesmas_id, name);

create table account (
  id uuid primary key,
  username text not null unique,
  display_name text not null,
  password_hash text not null,
  role text not null check (role in ('kader', 'petugas', 'admin')),
  -- The puskesmas a petugas works for; null for the others.
  puskesmas_id uuid references puskesmas (id),
  practice boolean not null default false,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

-- Which posyandu a kader may read and write, and when.
create table access_grant (
  account_id uuid not null references account (id),
  posyandu_id uuid not null references posyandu (id),
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (account_id, posyandu_id, valid_from)
);

create table session (
  -- SHA-256 of the cookie's token; the token itself is never stored.
  token_hash bytea primary key,
  account_id uuid not null references account (id),
  device_id uuid,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_by_account on session (account_id);

create table setup_token (
  token_hash bytea primary key,
  created_at timestamptz not null default now(),
  used_at timestamptz
);

-- One row per posyandu, locked first by every transaction that writes there. Its number orders
-- the change feed: number order is commit order, so no reader can pass a number that fills later.
create table scope_counter (
  bucket smallint not null,
  posyandu_id uuid not null,
  seq bigint not null default 0,
  primary key (bucket, posyandu_id)
);

-- What each phone last said of itself.
create table device_scope (
  bucket smallint not null,
  posyandu_id uuid not null,
  device_id uuid not null,
  account_id uuid not null,
  app text not null,
  waiting integer not null,
  last_push_at timestamptz,
  last_pull_at timestamptz,
  primary key (bucket, posyandu_id, device_id)
);

-- The source of truth: every mutation ever sent, as it was sent, with its first verdict.
-- `body` is text, because JSON can hold characters that jsonb refuses and nothing sent is refused.
create table journal (
  bucket smallint not null,
  posyandu_id uuid not null,
  mid uuid not null,
  device_id uuid not null,
  seq integer not null,
  author_id uuid not null,
  pushed_by uuid not null,
  op text not null,
  opv integer not null,
  entity uuid not null,
  content_hash bytea not null,
  body text not null,
  arrived_at timestamptz not null,
  status text not null check (status in ('applied', 'quarantined')),
  reason text,
  primary key (bucket, posyandu_id, mid),
  unique (bucket, posyandu_id, device_id, seq)
);

-- What cannot go into a journal: not a mutation at all, or for a posyandu its sender never had.
create table inbox_raw (
  id bigint generated always as identity primary key,
  body_hash bytea not null unique,
  account_id uuid not null,
  received_at timestamptz not null,
  reason text not null,
  body text not null
);

create table child (
  bucket smallint not null,
  posyandu_id uuid not null,
  id uuid not null,
  profile jsonb not null,
  -- Per field, how often it was changed; absent = 0.
  field_versions jsonb not null,
  created_by uuid not null,
  scope_seq bigint not null,
  primary key (bucket, posyandu_id, id),
  unique (bucket, posyandu_id, scope_seq)
);

create table event (
  bucket smallint not null,
  posyandu_id uuid not null,
  id uuid not null,
  child_id uuid not null,
  mid uuid not null,
  occurred_on date not null,
  body jsonb not null,
  scope_seq bigint not null,
  primary key (bucket, posyandu_id, id),
  unique (bucket, posyandu_id, scope_seq)
);
create index event_by_child on event (bucket, posyandu_id, child_id);

-- One row per journaled mutation: what the puskesmas sees and decides.
create table review (
  bucket smallint not null,
  posyandu_id uuid not null,
  mid uuid not null,
  puskesmas_id uuid not null,
  op text not null,
  entity uuid not null,
  child_id uuid,
  author_id uuid not null,
  arrived_at timestamptz not null,
  occurred_on date not null,
  measurement jsonb,
  author_reason text,
  status text not null check (status in ('waiting', 'approved', 'returned', 'quarantined', 'corrected')),
  reason text,
  flags text[] not null default '{}',
  answers uuid,
  answered_by uuid,
  decided_by uuid,
  decided_at timestamptz,
  -- Null while waiting since arrival: the phone knows that without being told.
  scope_seq bigint,
  primary key (bucket, posyandu_id, mid),
  unique (bucket, posyandu_id, scope_seq)
);
create index review_by_puskesmas on review (puskesmas_id, status, arrived_at desc, mid desc);
create index review_by_posyandu on review (posyandu_id, status, arrived_at desc, mid desc);
create index review_by_child on review (bucket, posyandu_id, child_id);

-- Every decision ever taken on a record; the review row holds the last.
create table decision (
  id bigint generated always as identity primary key,
  bucket smallint not null,
  posyandu_id uuid not null,
  mid uuid not null,
  decision text not null check (decision in ('approve', 'return', 'reopen')),
  reason text,
  decided_by uuid not null,
  decided_at timestamptz not null
);
create index decision_by_mid on decision (bucket, posyandu_id, mid);
