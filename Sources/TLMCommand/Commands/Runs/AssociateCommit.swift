import Analysis
import ArgumentParser
import TLM

/// `tlm runs associate-commit`: which commit came of a run.
struct AssociateCommit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "associate-commit",
    abstract: "Say which commit came of a run, or was there; before its end or after.",
    discussion: """
      It ends with 1 where there is no such run.

      Examples:
        tlm runs associate-commit $ID "$(git rev-parse HEAD)" --source ci
        tlm runs associate-commit $ID 1f0c2b7 --author "Ada <ada@example.org>"
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "Who named it: manual, llm or ci.")
  var source: CommitSource = .manual

  @Option(help: "Who wrote it.")
  var author: String?

  @Option(help: ArgumentHelp("When it was made: RFC 3339.", valueName: "time"))
  var timestamp: String?

  @Option(help: "Who says so; without it, the name of your account.")
  var by: String?

  @OptionGroup var format: FormatOptions

  @Argument(help: "The run's id, or how it begins.")
  var id: String

  @Argument(help: "The commit: 7 to 40 hexadecimal digits.")
  var commit: String

  func validate() throws {
    let digits = commit.utf8
    guard (7...40).contains(digits.count),
      digits.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 | 0x20 })
    else { throw ValidationError("a commit has 7 to 40 hexadecimal digits, unlike '\(commit)'") }
    if let timestamp, Timestamp(timestamp) == nil {
      throw ValidationError("--timestamp must be a time such as 2026-02-13T10:00:00Z")
    }
  }

  func run() throws {
    var changes = [
      Member("git_commit_hash", .string(commit.lowercased())),
      Member("git_commit_source", .string(source.rawValue)),
    ]
    if let author { changes.append(Member("git_commit_author", .string(author))) }
    if let timestamp { changes.append(Member("git_commit_timestamp", .string(timestamp))) }
    try RunWriting.change(id, RunChange(changes, by: by ?? Answer.person), in: store, format)
  }
}

/// Who named a commit.
enum CommitSource: String, ExpressibleByArgument, CaseIterable {
  case manual, llm, ci
}
