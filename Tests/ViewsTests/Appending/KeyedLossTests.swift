import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Views

/// The power goes after an append under a key was repeated.
@Suite struct KeyedLossTests {
  private let scratch = Scratch()

  /// Whether the lines are in the log that a power loss leaves at the end, whichever of the changes
  /// that were not made durable it takes.
  private func survives(
    _ lines: [String], _ run: (EventLog) throws -> Void
  ) throws -> Bool {
    let operations = try Recorder.record(below: scratch.path) { () throws in
      try run(try EventLog.create(scratch.store))
    }
    var model = LossModel(root: scratch.path)
    for operation in operations { model.apply(operation) }
    let pending = model.pending.map(\.number)
    // All are lost, and each of them alone.
    for lost in [Set(pending)] + pending.map({ Set([$0]) }) {
      let found = Scratch()
      try model.image { lost.contains($0) ? .lost : .kept }.restore(to: found.path)
      // A store that is not there any more has none of its lines.
      guard let log = try? EventLog.open(found.store) else { return false }
      let there = try log.lines()
      if !lines.allSatisfy(there.contains) { return false }
    }
    return true
  }

  private let text = #"{"event":"charged","idempotency_key":"k"}"#

  @Test func `an event that was flushed and then asked for as synced remains`() throws {
    let isThere = try survives([text]) { log in
      try log.append(NewEvent("charged"), key: "k")
      let receipt = try log.append(NewEvent("charged"), key: "k", durability: .synced)
      #expect(receipt.isRepeat && receipt.durability == .synced)
    }

    #expect(isThere)
  }

  @Test func `so it does with others before and behind it, and in a segment that was left`() throws
  {
    let isThere = try survives([text]) { log in
      try log.append(NewEvent("before"))
      try log.append(NewEvent("charged"), key: "k")
      try log.append(NewEvent("behind"))
      try log.rotate()
      try log.append(NewEvent("behind"))
      try log.append(NewEvent("charged"), key: "k", durability: .synced)
    }

    #expect(isThere)
  }

  @Test func `of one that was only flushed nothing is promised, and this test would see it`() throws
  {
    let isThere = try survives([text]) { log in
      try log.append(NewEvent("charged"), key: "k")
      let receipt = try log.append(NewEvent("charged"), key: "k")
      #expect(receipt.isRepeat && receipt.durability == .flushed)
    }

    #expect(!isThere)
  }
}
