import { createNextActionRule } from "./next-actions";
import { stepTexts } from "./step-texts";

/** Connecting and listening: a Colyseus client connects when it joins, with settings that only the developer knows. */
export const listenerInitRule = createNextActionRule({
  id: "listener-init",
  level: "native",
  ...stepTexts.native,
  title: {
    en: "mark Listener.init and Listener.add, where they stay, with what replaces them",
    zh: "为保留的 Listener.init、Listener.add 标记替代做法",
  },
  obsoleteBy: "native-client",
  covers: (api) => /^Listener\.(init|add|remove|clear)$/.test(api),
});
