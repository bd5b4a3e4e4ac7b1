-- A phone whose browser lost its cookies renews its session by a key that never leaves it.

-- The account whose sign-in was the last on a device is the only one it renews: the others' rows
-- are revoked then.
create table device_key (
  device_id uuid not null,
  account_id uuid not null references account (id),
  -- JSON Web Key of the public half, ECDSA P-256.
  public_key jsonb not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  revoked_at timestamptz,
  primary key (device_id, account_id)
);
create index device_key_by_account on device_key (account_id);

create table renewal_challenge (
  -- SHA-256 of what the device is to sign; used up by being deleted.
  nonce_hash bytea primary key,
  device_id uuid not null,
  expires_at timestamptz not null
);
create index renewal_challenge_by_end on renewal_challenge (expires_at);
