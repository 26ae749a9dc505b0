import { AsyncLocalStorage } from "node:async_hooks";
import type { EvidenceEntry } from "../core/verdict.ts";
import { count, ms } from "./words.ts";

/** What is kept of a check's evidence: the beginning and the end, where the middle is too much. */
export const EVIDENCE_LIMITS = { entries: 200, bytes: 32 * 1024, textLength: 2_000 } as const;

export interface Observed {
  readonly kind: EvidenceEntry["kind"];
  readonly what: string;
  readonly answer: string;
  /** When it began, on `Evidence.now`'s clock. */
  readonly at: number;
}

/** A group of observations that are recorded as one, because they ask the same again and again. */
interface Collapsed {
  tries: number;
  last: Observed | undefined;
}

/** Takes down what a check asks and what it is answered, in bounded space. */
export class Evidence {
  readonly #begun = performance.now();
  readonly #head: EvidenceEntry[] = [];
  readonly #tail: EvidenceEntry[] = [];
  readonly #collapsed = new AsyncLocalStorage<Collapsed>();
  #omitted = 0;
  #probes = 0;

  /** ms since the check began. */
  now(): number {
    return performance.now() - this.#begun;
  }

  /** How often the check asked the system anything. */
  get probes(): number {
    return this.#probes;
  }

  /** Adds an observation that ends now. */
  add(observed: Observed): void {
    if (observed.kind === "probe") this.#probes += 1;
    this.#record(observed);
  }

  /** Runs a question that asks many times; its probes leave one line: the last one, with how many there were. */
  async collapse<T>(question: () => Promise<T>): Promise<T> {
    const at = this.now();
    const group: Collapsed = { tries: 0, last: undefined };
    try {
      return await this.#collapsed.run(group, question);
    } finally {
      const { tries, last } = group;
      if (last) {
        const times = tries === 1 ? "" : ` (the last of ${count(tries)} in ${ms(this.now() - at)})`;
        this.#record({ ...last, at, answer: `${last.answer}${times}` });
      }
    }
  }

  /** What was taken down, within `EVIDENCE_LIMITS`; where entries are missing, a note says how many. */
  entries(): readonly EvidenceEntry[] {
    const head = [...this.#head];
    const tail = [...this.#tail];
    let omitted = this.#omitted;
    let size = sizeOf([...head, ...tail]);
    while (size > EVIDENCE_LIMITS.bytes - MARK_BYTES) {
      const dropped = tail.length > 1 ? tail.shift() : head.pop();
      if (!dropped) break;
      size -= sizeOf([dropped]);
      omitted += 1;
    }
    if (omitted === 0) return [...head, ...tail];
    const at = head.at(-1)?.at ?? 0;
    const mark: EvidenceEntry = { at, ms: 0, kind: "note", what: `${count(omitted)} entries left out`, answer: "" };
    return [...head, mark, ...tail];
  }

  #record(observed: Observed): void {
    const group = observed.kind === "probe" ? this.#collapsed.getStore() : undefined;
    if (!group) {
      this.#keep(observed);
      return;
    }
    group.tries += 1;
    group.last = observed;
  }

  #keep({ kind, what, answer, at }: Observed): void {
    const entry = { at: Math.round(at), ms: Math.round(this.now() - at), kind, what: cut(what), answer: cut(answer) };
    if (this.#head.length < HEAD_ENTRIES) {
      this.#head.push(entry);
      return;
    }
    this.#tail.push(entry);
    if (this.#tail.length <= TAIL_ENTRIES) return;
    this.#tail.shift();
    this.#omitted += 1;
  }
}

const HEAD_ENTRIES = EVIDENCE_LIMITS.entries / 2;
/** One less, for the note that says what is missing. */
const TAIL_ENTRIES = EVIDENCE_LIMITS.entries / 2 - 1;
/** Kept free for that note. */
const MARK_BYTES = 200;

function sizeOf(entries: readonly EvidenceEntry[]): number {
  return entries.reduce((bytes, entry) => bytes + Buffer.byteLength(JSON.stringify(entry)) + 1, 0);
}

function cut(text: string): string {
  const { textLength } = EVIDENCE_LIMITS;
  return text.length <= textLength
    ? text
    : `${text.slice(0, textLength)}… (${count(text.length - textLength)} more characters cut)`;
}
