import Glibc
import TLM
import TestSupport
import Testing

/// A store in a state that a hook may meet.
enum HookStore: String, CaseIterable {
  case healthy, missing, torn, damagedIndex, readOnly, locked, noLog, plainFile, fullDisk, noPlace

  /// Whether an event can be kept there, in the log or in a spool file.
  var takesEvents: Bool { ![.readOnly, .plainFile, .fullDisk, .noPlace].contains(self) }

  /// What a program is run by, so that it meets what it would meet there.
  var limits: [String] {
    switch self {
    case .fullDisk: ["/bin/bash", "-c", "ulimit -f 0; exec \"$@\"", "-"]
    // Who may do everything is told no by no mode of a file.
    case .readOnly where geteuid() == 0:
      ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    default: []
    }
  }

  /// Puts a store with one event into this state.
  ///
  /// - Returns: a process to be killed in the end.
  func spoil(_ store: String, in sandbox: Sandbox) throws -> Command? {
    switch self {
    case .healthy, .fullDisk: break
    case .missing: _ = try sandbox.shell("rm -rf \(store)")
    case .torn: _ = try sandbox.shell("printf '{\"event\":\"to' >> \(store)/log/*0.jsonl")
    case .damagedIndex:
      _ = try sandbox.shell("mkdir -p \(store)/views; echo junk > \(store)/views/data.mdb")
    case .readOnly: _ = try sandbox.shell("chmod a-w \(store)/log/* \(store)/log \(store)")
    case .noLog: _ = try sandbox.shell("rm -rf \(store)/log")
    case .plainFile: _ = try sandbox.shell("rm -rf \(store); echo > \(store)")
    case .noPlace: _ = try sandbox.shell("rm -rf \(store); ln -s /dev/null/none \(store)")
    case .locked:
      let holder = try Command(
        "/usr/bin/flock", [store + "/log/LOCK", "sh", "-c", "echo held; exec sleep 600"],
        environment: sandbox.variables([:]), in: sandbox.path)
      try #require(try holder.nextLine(within: 20) == "held")
      return holder
    }
    return nil
  }
}
