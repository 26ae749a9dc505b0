/** A shell in a container (its id) on this process' own terminal. */
import { openEngine } from "../../../src/engine/open.ts";

const [id = ""] = process.argv.slice(2);
const engine = await openEngine();
const code = await engine.interact(id, ["sh"]);
engine.close();
process.exitCode = code;
