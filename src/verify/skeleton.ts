type Files = Readonly<Record<string, string>>;

/** The files of a new lab: one pod, one program of the learner's, one step, one check, one mutant. */
export function skeleton(id: string): Files {
  return {
    "README.md": README.replaceAll("LAB", id),
    "lab.ts": LAB,
    "checks.ts": CHECKS,
    "starter/server.js": server('"hello"'),
    "solution/server.js": server('decodeURIComponent(request.url.split("/").at(-1))'),
    "mutants/constant/server.js": server('"hello"'),
    "mutants/constant/mutant.json": MUTANT,
  };
}

const LAB = `import { component, defineLab, entry, http, step } from "podlab";
import { echoesTheWord } from "./checks.ts";

export default defineLab({
  chapter: "introduction",
  title: "A new lab",
  minutes: 20,
  pods: {
    web: {
      server: {
        image: component("program", "server.js"),
        files: ["server.js", "run.sh?"],
        ready: http(8080),
        entry: entry("http", 8080),
      },
    },
  },
  steps: [step("echo-a-word", { points: 3, checks: [echoesTheWord] })],
});
`;

const CHECKS = `import { check } from "podlab";

export const echoesTheWord = check("echoes-the-word", "the last word of the path comes back", async ({ http, seed }) => {
  const word = seed.word();
  const answer = await http.get(\`http://web:8080/echo/\${word}\`);
  answer.expectStatus(200).expectBodyIncludes(word, "the word that was asked for");
});
`;

const MUTANT = `{ "fails": "echoes-the-word", "why": "It looks right as long as one asks for the same word." }
`;

const README = `# A new lab

\`\`\`
  you ── http :8080 ──► [ server ]
                        pod "web"
\`\`\`

What problem the pattern solves, in a few sentences.

## Echo a word

What to do, what is judged and why. Try it: \`podlab probe http http://web:8080/echo/fox --lab LAB\`

<details><summary>Hint 1</summary>

A question about the pattern.

</details>

<details><summary>Hint 2</summary>

The mechanism that answers it.

</details>

<details><summary>Hint 3</summary>

The shape of the solution, never all of it.

</details>
`;

function server(answer: string): string {
  return `import { createServer } from "node:http";

createServer((request, response) => {
  response.end(${answer});
}).listen(8080);
`;
}
