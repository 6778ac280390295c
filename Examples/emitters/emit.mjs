// Appends events to a store of tlm from Node. Never throws, and needs no tlm.
import { closeSync, constants, lstatSync, mkdirSync, openSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
const how = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;

/** Appends an event that happens now; says whether it is written. */
export function emit(name, fields = {}) {
  if (process.env.TLM_DISABLED === "1") return false;
  try {
    const ts = new Date().toISOString().replace("Z", "000Z");
    const text = (_, value) => (typeof value === "bigint" ? String(value) : value);
    const json = JSON.stringify({ ts, event: name, ...fields }, text);
    const line = Buffer.from(`\n${json}\n`); // after a half line it is a line all the same
    const inbox = join(store(), "in.jsonl");
    const file = openSync(inbox, how, 0o600); // each time: a large one is renamed
    try {
      return writeSync(file, line) === line.length || !writeSync(file, "\n");
    } finally {
      closeSync(file);
    }
  } catch {
    return false; // whoever emits goes on
  }
}

/** $TLM_STORE, else the nearest .tlm upwards that is this user's, else the user's own store. */
function store() {
  const state = process.env.XDG_STATE_HOME ?? "";
  let found = process.env.TLM_STORE || "";
  for (let folder = process.cwd(), last; !found && folder !== last; folder = dirname(folder)) {
    const status = lstatSync(join(folder, ".tlm"), { throwIfNoEntry: false });
    if (status?.isDirectory() && status.uid === process.geteuid()) found = join(folder, ".tlm");
    last = folder;
  }
  found ||= join(state.startsWith("/") ? state : join(homedir(), ".local/state"), "tlm");
  mkdirSync(found, { mode: 0o700, recursive: true });
  return found;
}
