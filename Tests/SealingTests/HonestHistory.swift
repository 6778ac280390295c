import Archives
import Events
import Journal
import Keeping
import Sealing
import SystemCalls
import TestSupport

@testable import TLM

/// A log as it comes to be: appends, strangers' lines, torn tails, rotations, seals, and heads that somebody
/// keeps; where it is eventful, prunes, redactions, archives that are put back and stores that are restored,
/// too. Nothing in it is done to what was written before but by these.
struct HonestHistory {
  let scratch = Scratch()
  private var store: Store
  /// Those of the store as it is now.
  private(set) var heads: [LogHead] = []
  /// Those of the store that it was restored from, as long as nothing was pruned since.
  private(set) var former: (store: String, heads: [LogHead])?
  /// How often each kind of step was taken.
  private(set) var deeds: [String: Int] = [:]
  private let isEventful: Bool

  var log: EventLog { store.log }

  init(_ dice: inout Seeded, steps: Int, isEventful: Bool = false) throws {
    self.isEventful = isEventful
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    for _ in 0..<steps { try step(&dice) }
    // The last head is before the end, and the last segment may be one that takes appends.
    try append(&dice)
    heads.append(try LogSealer(log).takeHead().head)
    if dice.below(2) == 0 { try append(&dice) }
  }

  private mutating func step(_ dice: inout Seeded) throws {
    switch dice.below(isEventful ? 13 : 8) {
    case 0: try log.rotate()
    case 1: try LogSealer(log).sealSegments()
    case 2: heads.append(try LogSealer(log).takeHead().head)
    case 3:
      try Disk.append(
        log.layout.inbox, "{\"event\":\"stranger\",\"n\":\(dice.below(1000))}\nno event\n")
      _ = try log.drain()
    case 4:
      // A writer dies in the middle of a line; the next append ends it.
      let last = try SegmentList(log.layout).last ?? .start
      try Disk.append(log.layout.segment(last), "{\"event\":\"torn\",\"n\":\(dice.below(1000))")
      try append(&dice)
    case 8: try prune(&dice, archives: dice.below(2) == 0)
    case 9, 10: try redact(&dice)
    case 11: try putBack(&dice)
    case 12: try restore()
    default: try append(&dice)
    }
  }

  private func append(_ dice: inout Seeded) throws {
    let count = 1 + dice.below(40)
    let events = (0..<count).map { number in
      NewEvent(
        "step",
        fields: [
          Member("n", .integer(Int64(number))), Member("text", .string(dice.hexadecimal)),
          Member("long", .string(String(repeating: "x", count: dice.below(4000)))),
        ])
    }
    try log.append(events)
  }
}

/// What takes away, and what brings back.
extension HonestHistory {
  private mutating func prune(_ dice: inout Seeded, archives: Bool) throws {
    let bounds = try log.bounds()
    let size = bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    var request = Store.PruneRequest(PruneRules(maxSize: size * Int64(dice.below(4)) / 4))
    request.isArchiving = archives
    guard try !store.prune(request).segments.isEmpty else { return }
    former = nil
    deeds["prune", default: 0] += 1
  }

  private mutating func redact(_ dice: inout Seeded) throws {
    let (share, rest) = (Int64(2 + dice.below(30)), Int64(dice.below(2)))
    var filter = Filter()
    filter.test = EventTest("some lines") { event in
      event.position.rawValue / 7 % share == rest && event.name != "torn"
    }
    var request = Store.RedactRequest(reason: "a test")
    request.filter = filter
    if try store.redact(request).count > 0 { deeds["redact", default: 0] += 1 }
  }

  private mutating func putBack(_ dice: inout Seeded) throws {
    if try store.archive.segments().isEmpty {
      try prune(&dice, archives: true)
      try append(&dice)
    }
    do {
      if try !store.restoreArchive().isEmpty { deeds["put back", default: 0] += 1 }
    } catch let error as ArchiveError {
      // Some went without a copy.
      guard error.code == .gap else { throw error }
    }
  }

  /// A disk dies, and a backup takes its place, with an id of its own.
  private mutating func restore() throws {
    let number = deeds["restore", default: 0] + 1
    let backup = try Backup.make(of: log, in: scratch.path + "/backups")
    let path = scratch.path + "/restored-\(number)"
    _ = try Restoring.restore(backup.path, to: path)
    store = try Store.open(at: StoreLocation(path: path, reason: .option))
    former = (backup.store, heads)
    heads = []
    deeds["restore"] = number
  }
}
