import { check } from "podlab";

const TIMEOUT_MS = 2_000;

export const echoesTheWord = check(
  "echoes-the-word",
  "the last word of the path comes back",
  async ({ http, seed }) => {
    const word = seed.word();
    const answer = await http.get(`http://web:8080/echo/${word}`, { timeoutMs: TIMEOUT_MS });
    answer.expectStatus(200).expectBodyIncludes(word, "the word that was asked for");
  },
);

export const countsUp = check(
  "counts-up",
  "each request is counted",
  async ({ http, fail }) => {
    const ask = async () =>
      Number((await http.get("http://web:8080/count", { timeoutMs: TIMEOUT_MS })).expectStatus(200).body);
    const [one, other] = [await ask(), await ask()];
    if (other !== one + 1)
      fail({ asked: "/count twice", expected: `${one}, then ${one + 1}`, seen: `${one}, then ${other}` });
  },
  { timing: true },
);

export const staysUp = check(
  "stays-up",
  "it is still there a little later",
  async ({ http, pause }) => {
    await pause(300);
    (await http.get("http://web:8080/echo/x", { timeoutMs: TIMEOUT_MS })).expectStatus(200);
  },
  { needs: [echoesTheWord] },
);
