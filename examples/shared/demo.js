// The first page: what this is, and where to look.
import { setUpLanguages } from "./app.js";
import { demoWords } from "./demo-words.js";

setUpLanguages(demoWords, () => undefined);
