import { check, members } from "podlab";
import { clientsOf, entriesOf } from "./clients.ts";

const WORDS = 60;
const UNKNOWN = 5;

export const answersAsTheReplicas = check(
  "answers-as-the-replicas",
  "a word gets its definition, an unknown word a 404",
  async (context) => {
    const { http, seed } = context;
    await clientsOf(context);
    const entries = await entriesOf(context);
    const words = seed.shuffle(Object.keys(entries)).slice(0, WORDS);
    for (const word of words) {
      const answer = await http.get(`http://lb:8080/define/${word}`);
      answer.expectStatus(200, "a word that the dictionary knows");
      const { definition } = members(answer.json());
      if (definition !== entries[word]) answer.fail(`the replicas' own definition: "${entries[word]}"`);
    }
    for (let n = 0; n < UNKNOWN; n += 1) {
      // Longer than any word of the dictionary.
      const answer = await http.get(`http://lb:8080/define/${seed.word(20)}`);
      answer.expectStatus(404, "what a replica says of a word that it does not know, passed on as it is");
    }
  },
);
