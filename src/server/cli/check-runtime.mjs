/** Runs before the server does, on whatever Node is there, and says in one sentence when that is too old. */

// Plain JavaScript of long ago: a Node that cannot read this file could not say so either.
var OLDEST = [22, 18];
var found = process.versions.node.split('.').map(Number);
var tooOld = found[0] < OLDEST[0] || (found[0] === OLDEST[0] && found[1] < OLDEST[1]);

if (tooOld) {
  console.error(
    'SiPosyandu memerlukan Node.js versi ' +
      OLDEST.join('.') +
      ' ke atas, sedangkan yang berjalan di sini versi ' +
      process.versions.node +
      '. Jalankan "npm ci" tanpa --omit=optional, atau pasang Node.js yang baru dari https://nodejs.org.',
  );
  process.exitCode = 1;
}
