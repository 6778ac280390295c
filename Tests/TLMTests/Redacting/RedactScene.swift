import Archives
import Sealing
import SystemCalls
import TestSupport
import Testing

@testable import TLM

/// A store in which secrets stand wherever one can.
struct RedactScene {
  static let secret = "hunter2-and-more"
  let scratch = Scratch()
  let store: Store
  /// Heads that were taken on the way, some in the middle of a block.
  private(set) var heads: [LogHead] = []
  /// Those of the part that was pruned and kept.
  private(set) var earlyHeads: [LogHead] = []

  /// - Parameters:
  ///   - events: appended ones; every seventh has the secret.
  ///   - hasArchive: whether an older part was pruned and kept.
  init(events: Int = 60, hasArchive: Bool = false) throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    if hasArchive {
      _ = try store.log.append(lines: Self.lines(0..<12), timeout: .seconds(5))
      earlyHeads.append(try LogSealer(store.log).takeHead().head)
      _ = try store.log.append(lines: Self.lines(12..<30), timeout: .seconds(5))
      earlyHeads.append(try LogSealer(store.log).takeHead().head)
      var request = Store.PruneRequest(PruneRules(olderThan: .seconds(1)))
      request.isArchiving = true
      _ = try store.prune(request)
    }
    for part in 0..<3 {
      let start = 100 + part * events
      _ = try store.log.append(lines: Self.lines(start..<start + events / 2), timeout: .seconds(5))
      heads.append(try LogSealer(store.log).takeHead().head)
      try Disk.append(store.log.layout.inbox, Self.text(1000 + part * 10..<1005 + part * 10))
      try store.log.drain(timeout: .seconds(5))
      try tear(part)
      _ = try store.log.append(
        lines: Self.lines(start + events / 2..<start + events), timeout: .seconds(5))
      if part < 2 { try store.log.rotate() }
      heads.append(try LogSealer(store.log).takeHead().head)
    }
  }

  /// A writer dies in the middle of a line that has the secret.
  private func tear(_ part: Int) throws {
    let last = try #require(try SegmentList(store.log.layout).last)
    try Disk.append(
      store.log.layout.segment(last),
      "{\"event\":\"torn\",\"text\":\"\(Self.secret)-torn-\(part)\",\"more\":\"")
  }

  static func text(_ numbers: Range<Int>) -> String {
    numbers.map { number in
      let text = number % 7 == 0 ? "my \(secret) \(number)" : "nothing of interest"
      let name = ["issue_phase", "tool_call_completed", "llm_call", "note"][number % 4]
      return """
        {"ts":\(1_770_000_000 + number),"event":"\(name)","issue_id":"\
        \(number % 7 == 0 ? "\(secret)-\(number)" : "BUG-\(number % 5)")","tool":"\(text)",\
        "duration_s":\(number % 9),"n":\(number)}

        """
    }.joined()
  }

  static func lines(_ numbers: Range<Int>) -> [UInt8] { Array(text(numbers).utf8) }

  var request: Store.RedactRequest {
    var request = Store.RedactRequest(reason: "a password")
    var filter = Filter()
    filter.test = EventTest("has the secret") { event in
      ByteSearch.contains(Array(Self.secret.utf8), in: event.line)
    }
    request.filter = filter
    request.texts = [Self.secret]
    return request
  }

  /// A process that has just begun opens it.
  func reopened() throws -> Store {
    try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
  }

  /// What a doctor finds wrong.
  static func wrong(_ store: Store) throws -> [String] {
    Finding.all(in: try store.examine()).filter { $0.severity == .wrong }.map(\.code)
  }

  /// Files below the store in which the secret stands, packed ones unpacked.
  func files() throws -> [String] {
    var found = try StoreSearch(store.log.layout, [Self.secret]).run().map(\.file)
    for segment in try store.archive.segments() {
      let bytes = try store.archive.bytes(of: segment.base)
      if ByteSearch.contains(Array(Self.secret.utf8), in: bytes.span) {
        found.append("archive/\(segment.base)")
      }
    }
    return found
  }

  /// The bytes of the log from its oldest line on.
  static func bytes(_ log: EventLog) throws -> [UInt8] {
    try SegmentList(log.layout).bases.flatMap { try Disk.bytes(log.layout.segment($0)) }
  }

  /// What the bytes would be had the lines with the secret been blank from the start.
  static func blanked(_ bytes: [UInt8]) -> [UInt8] {
    let blanker = LineBlanker()
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for (index, line) in lines.enumerated()
    where ByteSearch.contains(Array(secret.utf8), in: line.span) {
      lines[index] = blanker.blank(line)
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
