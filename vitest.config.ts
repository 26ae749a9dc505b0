import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const podlab = fileURLToPath(new URL("./src/index.ts", import.meta.url));

export default defineConfig({
  resolve: { alias: { podlab } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 90_000 },
      },
      {
        extends: true,
        test: {
          name: "docker",
          include: ["test/docker/**/*.test.ts"],
          exclude: ["test/docker/labs/**"],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // One after the other: each fills the machine with its own sessions, and times decide much of what they judge.
        test: {
          name: "labs",
          include: ["test/docker/labs/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
