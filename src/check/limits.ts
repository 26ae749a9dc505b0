/** Above this lag (ms) of podlab's or its agent's event loop nothing that was timed can be trusted. */
export const LAG_LIMIT_MS = 250;

/** Time (ms) to undo a check's faults and get the lab ready again; also after Ctrl-C. */
export const UNDO_WITHIN_MS = 60_000;
