import Events
import Journal
import Sealing
import SystemCalls
import TestSupport

/// A log as it comes to be: appends, strangers' lines, torn tails, rotations, seals, and heads that somebody
/// keeps. Nothing in it is done to what was written before.
struct HonestHistory {
  let scratch = Scratch()
  let log: EventLog
  private(set) var heads: [LogHead] = []

  init(_ dice: inout Seeded, steps: Int) throws {
    log = try EventLog.create(scratch.store)
    for _ in 0..<steps { try step(&dice) }
    // The last head is before the end, and the last segment may be one that takes appends.
    try append(&dice)
    heads.append(try LogSealer(log).takeHead().head)
    if dice.below(2) == 0 { try append(&dice) }
  }

  private mutating func step(_ dice: inout Seeded) throws {
    switch dice.below(8) {
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
