/** Where the session's certificate lies for the services that mount it. */
export const CERTIFICATE_FOLDER = "/certs";
/** Where the agent alone keeps the session's authority. */
export const STATE_FOLDER = "/state";
/** Where the learner's files lie in a container. */
export const FILES_FOLDER = "/lab";

export function certificateVolume(session: string): string {
  return `podlab-${session}-certs`;
}

export function stateVolume(session: string): string {
  return `podlab-${session}-state`;
}
