import { relative, sep } from "node:path";

const DOCKER_TESTS = `test${sep}docker${sep}`;

/**
 * A reporter for vitest: a run that left a test out is a failed run. A filter by name leaves out on purpose; a filter by
 * file may leave out the Docker tests, a whole run (PODLAB_WHOLE_RUN in the environment) may not.
 */
export default class RequireAllTests {
  /** @param {import("vitest/node").Vitest} vitest */
  onInit(vitest) {
    this.vitest = vitest;
  }

  /** @param {readonly import("vitest/node").TestModule[]} modules */
  onTestRunEnd(modules) {
    const { vitest } = this;
    if (!vitest || vitest.config.testNamePattern) return;
    const skipped = modules.flatMap((module) => [...module.children.allTests("skipped")]);
    for (const test of skipped)
      this.fail(`skipped: ${relative(vitest.config.root, test.module.moduleId)} > ${test.fullName}`);
    const docker = modules.some((module) => relative(vitest.config.root, module.moduleId).startsWith(DOCKER_TESTS));
    if (process.env["PODLAB_WHOLE_RUN"] && !docker) this.fail(`no test of ${DOCKER_TESTS} was run`);
  }

  /** @param {string} problem */
  fail(problem) {
    process.stderr.write(`podlab: ${problem}; every test must run\n`);
    process.exitCode = 1;
  }
}
