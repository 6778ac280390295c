import Documents
import SystemCalls
import Synchronization
import TLM

/// What an append without a condition has come to, also for who ends it half-way.
final class AppendState: Sendable {
  private struct State {
    var total = Appended()
    var file = "-"
    /// Bytes of that file that are in the log.
    var done: Int64 = 0
    /// Files that were not begun.
    var rest: ArraySlice<String>
  }

  private let state: Mutex<State>
  /// With which the rest is appended in the same way.
  private let options: [String]

  init(_ files: [String], options: [String]) {
    state = Mutex(State(rest: files[...]))
    self.options = options
  }

  var total: Appended { state.withLock { $0.total } }

  /// Goes on to the next file.
  func begin(_ file: String) {
    state.withLock { state in
      state.file = file
      state.done = 0
      state.rest = state.rest.dropFirst()
    }
  }

  /// Counts what `append` has put into the log. Nobody ends the process in between.
  func take(
    _ batch: [UInt8], _ parsed: LineBatch, _ append: () throws(JournalError) -> Receipt
  ) throws(JournalError) -> Receipt {
    try state.withLock { (state) throws(JournalError) in
      let receipt = try append()
      if state.total.lines == 0 { state.total.beginning = batch }
      state.total.lines += receipt.lines - parsed.blank
      state.total.bytes += Int64(batch.count)
      state.total.events += parsed.count
      state.total.quarantined += parsed.quarantined.count
      state.done += Int64(batch.count)
      return receipt
    }
  }

  /// Goes on behind bytes that are none to be appended.
  func pass(_ count: Int) { state.withLock { $0.done += Int64(count) } }

  /// Ends the process as the signal would have, and says how much is in and how to go on.
  func end(by signal: Int32) -> Never {
    state.withLock { state in
      Message.error("interrupted; \(state.total.text)")
      let words = continuation(of: state)
      if !words.isEmpty { Message.note(SafeText.of("go on with: " + words)) }
      OwnProcess.end(128 + signal)
    }
  }

  /// The commands that append the rest; empty where it came from standard input and is lost.
  private func continuation(of state: State) -> String {
    let command = (["tlm", "append"] + options.map(ShellWord.quoted)).joined(separator: " ")
    var steps: [String] = []
    if state.file != "-" {
      steps.append("tail -c +\(state.done + 1) \(ShellWord.quoted(state.file)) | \(command) -")
    }
    if !state.rest.isEmpty {
      steps.append("\(command) " + state.rest.map(ShellWord.quoted).joined(separator: " "))
    }
    return steps.joined(separator: " && ")
  }
}

/// Lines that an append has put into the log; blank ones are none.
struct Appended: Sendable {
  var lines = 0
  var bytes: Int64 = 0
  var events = 0
  var quarantined = 0
  /// What came first.
  var beginning: [UInt8] = []

  var document: AppendedDocument {
    AppendedDocument(lines: lines, bytes: bytes, quarantined: quarantined)
  }

  var text: String {
    "appended \(Numbers.count(lines, "line")), " + Numbers.bytes(bytes)
      + (quarantined > 0
        ? "; not events: \(Numbers.grouped(quarantined)) (see tlm doctor)" : "")
  }
}
