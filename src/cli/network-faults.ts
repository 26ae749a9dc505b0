import type { OpenNetworkFaults } from "../check/network-faults.ts";
import { ownImage } from "../engine/images.ts";
import { PodNetworkFaults } from "../fault/network-faults.ts";
import type { Cli } from "./cli.ts";

/** Network faults for checks; their helper's image is made, and the helper started, with the first one. */
export function networkFaults(cli: Cli): OpenNetworkFaults {
  return (session) =>
    new PodNetworkFaults(session, () => ownImage(session.engine, "fault", cli.root, cli.emit, cli.signal));
}
