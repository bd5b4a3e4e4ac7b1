/** How much a zip would unpack to, read from its directory, so that a bomb is refused before it is opened. */

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MAX_COMMENT = 65_535;

/** @returns bytes in all after unpacking; `null` if this is no zip with a readable directory */
export function unzippedBytes(zip: Buffer): number | null {
  const end = endRecord(zip);
  if (end === null) return null;
  let at = zip.readUInt32LE(end + 16);
  let total = 0;
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + ENTRY_BYTES > zip.length || zip.readUInt32LE(at) !== ENTRY) return null;
    total += zip.readUInt32LE(at + 24);
    const lengths =
      zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    at += ENTRY_BYTES + lengths;
  }
  return total;
}

/** The end record lies last, behind a comment of unknown length. */
function endRecord(zip: Buffer): number | null {
  const earliest = Math.max(0, zip.length - END_BYTES - MAX_COMMENT);
  for (let at = zip.length - END_BYTES; at >= earliest; at -= 1) {
    if (zip.readUInt32LE(at) === END_RECORD) return at;
  }
  return null;
}
