import Events
import Journal
import Synchronization
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writers, strangers and drainers that are killed and started again until enough died.
final class Campaign: Sendable {
  struct Toll {
    var writers = 0
    var strangers = 0
    var drainers = 0
    var receipts: [Acknowledged] = []
    var complaints: [String] = []
  }

  private let layout: StoreLayout
  private let goal: Int
  /// A second name for every inbox there was, so that its lines can be told when it is gone.
  private let keep: String
  private let toll = Mutex(Toll())

  init(_ layout: StoreLayout, goal: Int, keep: String) throws {
    self.layout = layout
    self.goal = goal
    self.keep = keep
    try Folder.make(keep)
  }

  func run() async throws -> Toll {
    try await together((0..<8).map { slot in { try self.run(slot: slot) } })
    try keepInbox()
    return toll.withLock { $0 }
  }

  /// One writer at a time; beside it the first three slots have a stranger, two more a drainer.
  private func run(slot: Int) throws {
    var dice = Seeded(UInt64(slot))
    var other: Child?
    var life = 0
    while toll.withLock({ $0.writers < goal }) {
      try keepInbox()
      if other == nil { other = try startOther(slot, life) }
      if slot < 3 { other?.say("\(slot == 1 ? 100 : 700)") }
      try killWriter(slot, life, &dice)
      if let child = other {
        if dice.next() % 2 == 0 {
          end(child, slot)
          other = nil
        } else if slot < 3 {
          _ = try child.line()
        }
      }
      life += 1
    }
    if let other { end(other, slot) }
  }

  private func startOther(_ slot: Int, _ life: Int) throws -> Child? {
    switch slot {
    case 0...2:
      let writer = LogContents.firstStranger + slot
      let mode = ["whole", "split", "reopen"][slot]
      return try Actors.start(
        "stranger", layout.root, ["mode=\(mode)", "writer=\(writer)", "life=\(life)"])
    case 3, 4: return try Actors.start("drain", layout.root, ["limit=65536", "quiet"])
    default: return nil
    }
  }

  private func end(_ child: Child, _ slot: Int) {
    child.finish()
    // What is left to be read is a word of the dead.
    let lines = (try? child.lines()) ?? []
    toll.withLock { toll in
      if slot < 3 { toll.strangers += 1 } else { toll.drainers += 1 }
      toll.complaints += lines.filter { $0.hasPrefix("error") || $0.hasPrefix("failure") }
    }
  }

  private func killWriter(_ slot: Int, _ life: Int, _ dice: inout Seeded) throws {
    let child = try Actors.start(
      "write", layout.root,
      ["writer=\(slot)", "life=\(life)", "limit=65536", "large=700", "announce"])
    var lines: [String] = []
    // Half of them die in or about a large write, the others anywhere.
    let isAimed = dice.next() % 2 == 0
    for _ in 0..<Int.random(in: 1...12, using: &dice) {
      guard let line = try child.line() else { break }
      if line != "large" { lines.append(line) } else if isAimed { break }
    }
    let delay = Int.random(in: 0...(isAimed ? 20 : 300), using: &dice)
    for _ in 0..<delay { sched_yield() }
    let end = child.finish()
    lines += try child.lines().filter { $0 != "large" }
    toll.withLock { toll in
      toll.writers += 1
      toll.receipts += lines.compactMap { Acknowledged($0, writer: slot, life: life) }
      toll.complaints += lines.filter { !$0.hasPrefix("at ") }
      if end != .killed(SIGKILL) { toll.complaints.append("writer \(slot) ended: \(end)") }
    }
  }

  private func keepInbox() throws {
    guard let status = try FileStatus.of(layout.inbox) else { return }
    _ = try Folder.link(layout.inbox, to: keep + "/\(status.inode)")
  }

  /// The complete lines of each inbox there was.
  func inboxes() throws -> [[String]] {
    try Folder.names(in: keep).map { name in
      var lines = try Disk.bytes(keep + "/" + name).split(
        separator: 10, omittingEmptySubsequences: false
      ).map { String(decoding: $0, as: UTF8.self) }
      // After the last newline comes half a line, or nothing.
      lines.removeLast()
      return lines
    }
  }
}
