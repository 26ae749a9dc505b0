import { bundleIsCurrent } from "./bundle.mjs";
import { dependenciesAreThere } from "./dependencies.mjs";
import { findEngine } from "./engine-address.mjs";
import { locateNode24 } from "./node24.mjs";
import { findRootImage } from "./root-image.mjs";

/**
 * @typedef {object} Prepared
 * @property {string} node Node 24's path
 * @property {string} rootImage its reference
 * @property {number} rootImageBytes
 */

/**
 * Whether all is in place. Every start of podlab waits for this, so the engine answers while the files are read.
 * @param {string} root the project
 * @returns {Promise<Prepared | undefined>} undefined when something is missing
 */
export async function inspect(root) {
  const asked = findEngine().then(({ engine }) => engine && findRootImage(engine));
  const node = locateNode24(root);
  const filesAreReady = dependenciesAreThere(root) && bundleIsCurrent(root);
  const image = await asked;
  if (!node || !filesAreReady || !image) return undefined;
  return { node, rootImage: image.reference, rootImageBytes: image.bytes };
}
