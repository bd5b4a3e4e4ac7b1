/** The wire's version, the oldest this server still speaks, and one line of history each. */

/** 1: mutations up with a verdict each, changes down by a per-posyandu counter. */
export const PROTOCOL_VERSION = 1;
export const OLDEST_PROTOCOL_VERSION = 1;
