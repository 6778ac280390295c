import ArgumentParser
import Documents
import Sealing
import SystemCalls
import TLM

/// `tlm seal`: what the log is now, in a text to keep elsewhere.
struct SealLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Print what the log is now in one short text, to be kept where nobody can change it.",
    discussion: """
      The text is a head: a position and the value of a chain over every byte before it. Kept outside \
      of the store, in a commit message, a note, a mail, it shows any later change of what stands \
      before it, by whomever: see tlm verify-log. Segments that take no more appends get a seal \
      beside them, NAME.seal, by which the changed block is found. Appends cost the same with it.

      Examples:
        tlm seal
        tlm seal --git                     # as a note of the commit that is checked out
        tlm seal --into ~/archive/.tlm     # as an event of another store
        git commit -m "Release 2.1" -m "tlm-head: $(tlm seal --short)"
        tlm seal --json | jq -r .head
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Keep the head as a git note of the current commit, too: git notes --ref=tlm show.")
  var git = false

  @Option(
    help: ArgumentHelp(
      "Write the head as an event tlm.head into the log of another store, too.",
      valueName: "store"))
  var into: String?

  @Flag(help: "Print POSITION:VALUE and nothing else.")
  var short = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let log = try store.open().log
    let progress = SharedProgress("seal", total: nil)
    let seal = try LogSealer(log).takeHead { progress.add($0) }
    progress.finish()
    if git { try note(seal) }
    if let into { try EventLog.open(into).append(seal.event) }
    let output = Output()
    if format.json {
      output.json(SealDocument(seal))
    } else if short {
      output.line(seal.head.description)
    } else {
      output.show(SealView.lines(of: seal, for: .output))
    }
  }

  /// Adds the head to the notes of the commit that is checked out in the working directory.
  private func note(_ seal: SegmentSeal) throws {
    let text = "tlm-head \(seal.store) \(seal.head) \(seal.time)"
    let program = Program(
      ["git", "notes", "--ref=tlm", "append", "-m", text],
      variables: [("GIT_TERMINAL_PROMPT", "0")], timeout: .seconds(30), keepsOutput: true)
    let end = ProgramRun.run(program) { true }
    guard end.cause == .exited(0) else {
      throw SealNoteError(head: seal.head.description, cause: "\(end.cause)")
    }
  }
}

/// The head is taken, and git keeps none.
private struct SealNoteError: Error, CustomStringConvertible {
  let head: String
  let cause: String

  var description: String {
    "git keeps no note of the head \(head) (\(cause)): is this a checkout with a commit?"
  }
}
