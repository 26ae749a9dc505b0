import { type AdminQuestion, askAdmin } from "../ask-admin.ts";
import type { Scope } from "../scope.ts";
import type { Admin } from "../types.ts";
import { excerpt } from "../words.ts";

/** What provided services say of themselves. */
export function createAdmin({ session, signal, evidence }: Scope): Admin {
  const ask = async (question: AdminQuestion): Promise<unknown> => {
    signal.throwIfAborted();
    const at = evidence.now();
    const answer = await askAdmin(session, question, signal);
    const what = `${question.method} ${question.path} on the admin port of ${question.service}`;
    evidence.add({ kind: "probe", what, answer: excerpt(JSON.stringify(answer), 300), at });
    return answer;
  };
  return {
    get: (service, path) => ask({ service, method: "GET", path }),
    post: (service, path, body) => ask({ service, method: "POST", path, body }),
    put: (service, path, body) => ask({ service, method: "PUT", path, body }),
  };
}
