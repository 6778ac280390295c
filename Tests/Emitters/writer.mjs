// writer.mjs STORE WRITER COUNT WIDEST: waits for a line, then emits; without end where COUNT is 0.
import { once } from "node:events";
import { emit } from "../../Examples/emitters/emit.mjs";

process.env.TLM_STORE = process.argv[2];
const [writer, count, widest] = process.argv.slice(3).map(Number);
console.log("ready");
await once(process.stdin, "data");
process.stdin.unref();
for (let n = 0; n < (count || Infinity); n++) {
  const width = n % 4 ? n % 700 : ((n + 1) * 7777777) % widest;
  emit("counted", { writer, n, width, text: " ".repeat(width) });
}
console.log("done");
