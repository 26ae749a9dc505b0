/** Every fault with its words, for the help and for error messages. */
export const FAULT_USAGE: readonly (readonly [words: string, what: string])[] = [
  ["kill SERVICE", "ends it at once (SIGKILL by the engine: no restart policy acts)"],
  ["start SERVICE", "starts it again"],
  ["stop SERVICE", "asks it to end (SIGTERM), kills it after 5 s"],
  ["pause SERVICE", "freezes its processes: connections open, then silence"],
  ["unpause SERVICE", "lets them go on"],
  ["crash SERVICE", "kills its process from inside, so that a restart policy acts"],
  ["chaos SERVICE MODE", "a provided service misbehaves: error, hang, slow:MS, or ok to end it"],
  ["partition POD POD", "no packet passes between the two"],
  ["isolate POD", "cuts it off from all other pods"],
  ["refuse POD PORT", "connections to the port are reset"],
  ["loss POD SHARE", "drops this share (0 to 1) of the packets that reach the pod"],
  ["slow POD PORT MS", "each direction of new connections to the port is late by so many ms"],
  ["heal", "undoes everything"],
];
