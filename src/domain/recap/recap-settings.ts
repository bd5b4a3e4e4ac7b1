/** What no source settles about recaps: each a setting with the value that stands until a puskesmas decides. */

export interface RecapSettings {
  /**
   * K is "registered and owning a KMS or Buku KIA". Whether a child whose
   * ownership nobody wrote down counts: as an owner, because every registered
   * child is given the book, or not. Either way the recap names these children.
   */
  readonly kiaNotRecorded: 'owns' | 'does-not-own';
  /**
   * Whether a value beyond the WHO flag stands under the line of stunting,
   * wasting, underweight and overweight. WHO's surveys leave it out; what the
   * ministry's report does is not known.
   */
  readonly implausible: 'left-out' | 'counted';
  /**
   * Swelling of both feet: WHO counts the child as below −3 SD in the indices of
   * weight, though there is no z-score. `left-out` counts it nowhere.
   */
  readonly oedema: 'severe' | 'left-out';
}

export const RECAP_SETTINGS: RecapSettings = {
  kiaNotRecorded: 'owns',
  implausible: 'left-out',
  oedema: 'severe',
};
