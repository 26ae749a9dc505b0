/**
 * What a check says. *Blocked*: a check it needs did not pass. *Broken*: the lab, the engine or the machine is at
 * fault and the work could not be judged (Jepsen's `:unknown`); never counted against the learner.
 */
export type Verdict = "passed" | "failed" | "blocked" | "broken";

/** A failed check in the pattern's words. It tells what the system did, never what to write. */
export interface Failure {
  /** What was asked of the system: "TLS handshake with shop:8443". */
  readonly asked: string;
  readonly expected: string;
  readonly seen: string;
  /** A command that shows it again: "podlab probe tls shop:8443". */
  readonly again?: string;
}

/** One probe or fault behind a verdict. */
export interface EvidenceEntry {
  /** ms since the check began. */
  readonly at: number;
  readonly ms: number;
  readonly kind: "probe" | "fault" | "note";
  /** "GET https://shop:8443/items/abc". */
  readonly what: string;
  /** "200, 512 bytes, TLSv1.3". */
  readonly answer: string;
}
