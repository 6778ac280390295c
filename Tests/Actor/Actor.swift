#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import TestSupport

/// A process that a test drives: `tlm-actor VERB STORE key=value …`.
///
/// It prints one line for each thing that happened, at once, and obeys lines on its input.
@main
struct Actor {
  let root: String
  let settings: [String: String]

  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 3 else { fail("tlm-actor VERB STORE key=value …") }
    var settings: [String: String] = [:]
    for word in words.dropFirst(3) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      settings[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    let actor = Actor(root: words[2], settings: settings)
    do { try await actor.play(words[1]) } catch { say("error \(name(of: error)) \(error)") }
  }

  private func play(_ verb: String) async throws {
    switch verb {
    case "write": try write()
    case "tear": try tear()
    case "follow": try await follow()
    case "replay": try replay()
    case "rotate": try await rotate()
    case "drain": try drain()
    case "stranger": try stranger()
    case "hold": try hold()
    case "expect": try expect()
    case "append-keys": try appendKeys()
    case "emit": try emit()
    case "tell": tell()
    case "tell-and-fork": tellAndFork()
    case "tell-and-exec": tellAndExec()
    case "tell-at-once": await tellAtOnce()
    case "keep-writing": try keepWriting()
    case "fork": try forkWhileWriting()
    case "fork-holding": try forkWhileHolding()
    case "fork-spooling": try forkWhileSpooling()
    case "fill": try fill()
    case "fill-names": try fillNames()
    case "look": try look()
    case "index": try index()
    case "hold-views": try holdViews()
    case "write-views": try writeViews()
    case "prune": try prune()
    case "publish": try publish()
    case "control": try control()
    case "control-full": try controlFull()
    default: Actor.fail("no verb \(verb)")
    }
  }

  func number(_ name: String, _ usual: Int = 0) -> Int {
    settings[name].flatMap { Int($0) } ?? usual
  }

  func openLog() throws -> EventLog {
    var options = EventLog.Options()
    options.segmentLimit = Int64(number("limit", 128 << 20))
    options.timeout = .milliseconds(number("patience_ms", 60_000))
    return try EventLog.open(root, options: options)
  }

  /// One `write(2)`, so that a line is never torn by the death of this process.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe Foreign.write(1, $0.baseAddress, $0.count)
      }
      if count <= 0 { exit(1) }
      done += count
    }
  }

  static func fail(_ reason: String) -> Never {
    say("error usage \(reason)")
    exit(64)
  }

  /// The word by which a test knows an error.
  static func name(of error: any Error) -> String {
    let names: [(JournalError.Code, String)] = [
      (.noStore, "noStore"), (.readOnly, "readOnly"), (.busy, "busy"), (.full, "full"),
      (.partlyWritten, "partlyWritten"), (.conditionFailed, "conditionFailed"),
      (.syncFailed, "syncFailed"), (.system, "system"),
    ]
    return names.first { $0.0 ~= error }?.1 ?? "other"
  }

  /// Whether input waits, has ended, or comes within the time.
  static func hasInput(within wait_ms: Int32) -> Bool {
    var polled = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&polled, 1, wait_ms) > 0
  }

  /// Writes to the file at `path` as a shell or a program with a buffer does.
  enum Foreign {
    static func write(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
      #if canImport(Glibc)
        unsafe Glibc.write(file, bytes, count)
      #else
        unsafe Darwin.write(file, bytes, count)
      #endif
    }
  }
}
