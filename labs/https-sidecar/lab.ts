import { component, defineLab, entry, line, provided, step, tcp } from "podlab";
import { answersWhenStuck, survivesCrash } from "./checks/failure.ts";
import { carriesLargeBodies, tellsWhoAsked } from "./checks/proxying.ts";
import { rotatesCertificate } from "./checks/rotation.ts";
import { keepsPlainPortPrivate, servesOverTls } from "./checks/tls.ts";

export default defineLab({
  chapter: "sidecar",
  title: "HTTPS for a service that speaks only HTTP",
  minutes: 30,
  parameters: (seed) => ({ name: `${seed.word()}.shop.test` }),
  certificate: ({ name }) => ({ name: name ?? "" }),
  pods: {
    shop: {
      legacy: {
        image: provided("legacy.mjs"),
        // It listens on the loopback address only: nobody outside the pod can ask it.
        ready: line("legacy-shop is listening"),
        limits: { memoryMb: 256, cpus: 1 },
      },
      tls: {
        image: component("proxy"),
        files: ["nginx.conf", "run.sh?", "haproxy.cfg?"],
        certificates: true,
        after: ["legacy"],
        // Whether it speaks TLS is for the checks to say.
        ready: tcp(8443),
        entry: entry("https", 8443),
        // 20 uploads of 2 MB at once lie in nginx's temporary files, and so do their echoes.
        tmpfs: { "/tmp": 96 },
        limits: { memoryMb: 256, cpus: 1 },
      },
    },
  },
  steps: [
    step("terminate-tls", { points: 3, checks: [servesOverTls, keepsPlainPortPrivate] }),
    step("pass-requests-on", { points: 3, checks: [carriesLargeBodies, tellsWhoAsked] }),
    step("outlive-the-shop", { points: 3, checks: [survivesCrash, answersWhenStuck] }),
    step("rotate-the-certificate", { points: 3, checks: [rotatesCertificate] }),
  ],
});
