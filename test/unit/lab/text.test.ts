import { describe, expect, it } from "vitest";
import { parseLabText, slug } from "../../../src/lab/text.ts";

const README = `# HTTPS for a legacy service

\`\`\`
you -- https --> [ tls ] --> [ app ]
## not a heading
\`\`\`

The shop speaks only HTTP.

## Terminate TLS

Write **nginx.conf**.

<details><summary>Hint 1</summary>

Who is localhost?

</details>
<details><summary>Hint 2</summary>
listen 8443
</details>

## Survive a crash!

Nothing to hint at.
`;

describe("a lab's README", () => {
  const text = parseLabText(README);

  it("has a title, a drawing and an introduction before the first step", () => {
    expect(text.title).toBe("HTTPS for a legacy service");
    expect(text.topology).toBe("you -- https --> [ tls ] --> [ app ]\n## not a heading");
    expect(text.intro).toBe("The shop speaks only HTTP.");
  });

  it("has a step for each second-level heading, with the hints taken out of the text", () => {
    expect(text.steps).toEqual([
      {
        id: "terminate-tls",
        title: "Terminate TLS",
        body: "Write **nginx.conf**.",
        hints: ["Who is localhost?", "listen 8443"],
      },
      { id: "survive-a-crash", title: "Survive a crash!", body: "Nothing to hint at.", hints: [] },
    ]);
  });

  it("reads the same with Windows line ends", () => {
    expect(parseLabText(README.replaceAll("\n", "\r\n"))).toEqual(text);
  });

  it("makes slugs as code hosts do", () => {
    expect(slug("Half-open: let it close, again")).toBe("half-open-let-it-close-again");
  });
});
