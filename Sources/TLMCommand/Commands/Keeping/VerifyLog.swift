import ArgumentParser
import Documents
import Sealing
import SystemCalls
import TLM

/// `tlm verify-log`: whether every byte of the log is what it was.
struct VerifyLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-log",
    abstract: "Say whether every byte of the log is what it was when it was sealed.",
    discussion: """
      It reads the whole log, and changes nothing. With a head that tlm seal printed, it is certain: \
      nobody finds other bytes that come to the same head. Without one, the log is compared with the \
      seals that stand beside it, which finds damage, but nobody who changed both. It ends with 1 \
      where something is not what it was, and says where: the segment and the block, and with an old \
      copy at hand the lines.

      Examples:
        tlm verify-log
        tlm verify-log --head 1048576:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        git notes --ref=tlm show | tlm verify-log --heads -
        tlm query --store ~/archive/.tlm --event tlm.head --jsonl | tlm verify-log --heads -
        tlm verify-log --heads heads.txt --against /backup/app/.tlm
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "A head that tlm seal printed; may be repeated.", valueName: "position:value"),
    transform: Self.head)
  var head: [LogHead] = []

  @Option(
    help: ArgumentHelp(
      "A file with heads, one a line, as tlm seal prints them; - for standard input."))
  var heads: String?

  @Option(
    name: .customLong("store-id"),
    help: ArgumentHelp(
      "The id of the store that the heads are of, for a copy of its log.", valueName: "id"))
  var storeID: String?

  @Option(
    help: ArgumentHelp("An old copy of the store, to see which lines differ.", valueName: "store"))
  var against: String?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let log = try store.open().log
    let bounds = try log.bounds()
    let progress = SharedProgress(
      "verify", total: bounds.upperBound.rawValue - bounds.lowerBound.rawValue)
    let found = try LogVerifier.verify(log, heads: try allHeads(), store: storeID) {
      progress.add($0)
    }
    progress.finish()
    let lines = try against.map { try LineDifference.between(log, found, old: $0) } ?? []
    let output = Output()
    if format.json {
      output.json(LogVerificationDocument(found, lines: lines))
    } else {
      output.show(SealView.lines(of: found, lines, for: .output))
    }
    output.flush()
    if !found.isWhole || found.faults.contains(where: { $0.kind == .seal }) {
      throw Failure.nothingFound
    }
  }

  /// Bytes of text that are looked through for heads.
  private static let limit = 64 << 20

  private static func head(_ text: String) throws -> LogHead {
    guard let head = LogHead(text) else {
      throw ValidationError(
        "'\(text)' is no head; write POSITION:VALUE with 64 hexadecimal digits, as tlm seal prints it"
      )
    }
    return head
  }

  /// Those of the options, and of the file every word that is one.
  private func allHeads() throws -> [LogHead] {
    guard let heads else { return head }
    let bytes =
      heads == "-"
      ? Descriptor.standardInput.rest(limit: Self.limit, most: Self.limit).bytes
      : try Folder.contents(of: heads, limit: Self.limit, kind: .anything)
    guard let bytes else {
      throw ValidationError(
        "there is no file \(heads); write one with tlm seal --short >> \(heads)")
    }
    // Whatever stands around them: notes of git, JSON lines, mails.
    let words = String(decoding: bytes, as: UTF8.self).split { !$0.isHexDigit && $0 != ":" }
    let found = words.compactMap { LogHead($0) }
    if found.isEmpty {
      throw ValidationError("there is no head in \(heads); tlm seal --short prints one")
    }
    return head + found
  }
}
