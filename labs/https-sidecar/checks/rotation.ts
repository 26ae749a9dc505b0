import { type CheckContext, check, describeTls, type LoadRecord, tallyRecords } from "podlab";
import { SIDECAR } from "./shop.ts";
import { servesOverTls } from "./tls.ts";

const RATE = 20;
const SLICE_MS = 1_000;
/** The reference looks once a second, and serves the new certificate 0.2 to 1.2 s after it came. */
const SERVED_WITHIN_MS = 15_000;
/** Once could be luck: certificates are replaced again and again. */
const ROTATIONS = 2;

export const rotatesCertificate = check(
  "rotates-certificate",
  "a new certificate is served, and no request is lost on the way",
  async (context) => {
    let over = false;
    const rotations = rotate(context).finally(() => {
      over = true;
    });
    const [records] = await Promise.all([traffic(context, () => over), rotations.catch(() => undefined)]);
    await rotations;
    const failed = records.filter(({ status }) => status !== 200);
    if (failed.length === 0) return;
    context.fail({
      asked: `${RATE} requests a second while the certificate is replaced ${ROTATIONS} times`,
      expected: "status 200 for each",
      seen: `${failed.length} of ${records.length} failed: ${tallyRecords(failed)}`,
    });
  },
  { timing: true, needs: [servesOverTls], timeoutMs: 90_000 },
);

/** Replaces the certificate and waits until the new one is served, several times. */
async function rotate({ certificate, eventually, fail, tls }: CheckContext): Promise<void> {
  for (let rotation = 1; rotation <= ROTATIONS; rotation += 1) {
    const serial = await certificate.rotate();
    await eventually(
      async () => {
        const served = await tls(SIDECAR, { servername: certificate.name });
        if (served.outcome === "shaken" && served.serial === serial) return;
        fail({
          asked: `the certificate served after replacement ${rotation} of ${ROTATIONS} in /certs`,
          expected: `the new one, serial ${serial}, within ${SERVED_WITHIN_MS / 1000} s`,
          seen: served.outcome === "shaken" ? `serial ${served.serial}` : describeTls(served),
        });
      },
      { withinMs: SERVED_WITHIN_MS },
    );
  }
}

/** Asks for orders at a steady rate until it is over, and one slice more for what an old process drops as it goes. */
async function traffic({ certificate, load, seed }: CheckContext, over: () => boolean): Promise<LoadRecord[]> {
  const request = {
    url: `https://${certificate.name}:8443/orders/${seed.word(16)}`,
    connectTo: SIDECAR,
    ca: await certificate.ca(),
  };
  const records: LoadRecord[] = [];
  let last = false;
  while (!last) {
    last = over();
    records.push(...(await load({ request, rate: RATE, durationMs: SLICE_MS })).records);
  }
  return records;
}
