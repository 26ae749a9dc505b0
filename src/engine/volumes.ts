import type { Connection } from "./connection.ts";
import { labelFilter } from "./summaries.ts";
import { statusOf } from "./translate.ts";
import type { Engine } from "./types.ts";

export function volumeMethods({ docker, call }: Connection): Pick<Engine, "volumes" | "createVolume" | "removeVolume"> {
  return {
    volumes: (labels) =>
      call(async () => {
        const { Volumes } = await docker.listVolumes({ filters: labelFilter(labels) });
        return (Volumes ?? []).map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
      }),
    createVolume: (name, labels) =>
      call(async () => {
        await docker.createVolume({ Name: name, Labels: { ...labels } });
      }),
    removeVolume: (name) =>
      call(async () => {
        try {
          await docker.getVolume(name).remove();
        } catch (thrown) {
          if (statusOf(thrown) !== 404) throw thrown;
        }
      }),
  };
}
