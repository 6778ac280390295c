// once.mjs TEXT: emits one event from the working directory, and goes on.
import { emit } from "../../Examples/emitters/emit.mjs";

emit('odd "name"', { text: process.argv[2], number: 1.5, nested: { a: [1, null] } });
console.log("after");
