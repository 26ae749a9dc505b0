/** Opens a channel (container id, command …), says so, and holds it until it is killed. */
import { openEngine } from "../../../src/engine/open.ts";

const [id = "", ...command] = process.argv.slice(2);
const engine = await openEngine();
const channel = await engine.openChannel(id, command);
channel.write("first line\n");
channel.onData(() => process.stdout.write("open\n"));
