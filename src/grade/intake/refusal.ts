/** Why something that was handed in is not taken: the code is stable, the message is for people. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Refusal";
    this.code = code;
  }
}

export type RefusalCode =
  /** No archive that can be read to its end: cut off, damaged, of another type, two readings of it differ. */
  | "damaged"
  /** Larger, packed tighter, or of more entries than a submission may be. */
  | "too-large"
  /** A path that leads out, is absolute, too deep or long, or holds what no file name should. */
  | "bad-path"
  /** A link, a device, a pipe, or the like. */
  | "bad-entry"
  /** Two entries of one name, or of names that some file systems take for one. */
  | "same-name"
  | "no-manifest"
  | "bad-manifest"
  /** The files are not those that the manifest lists. */
  | "files-differ"
  | "unknown-lab"
  | "unknown-learner"
  /** Its file's name says another learner or lab than its manifest. */
  | "name-differs"
  /** Another submission of the same learner to the same lab, with other files. */
  | "duplicate"
  /** The file or folder can't be read from the disk. */
  | "unreadable";
