import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// A host with a small `ulimit -f` gets an error, never the signal that would end it.
struct LimitTests {
  @Test(arguments: ["append", "synced", "drain", "rotate", "spool", "create"])
  func `a limit of file sizes is an error and not the end of the host`(_ work: String) throws {
    var done = 0
    var refused = 0
    for limit in [0, 1, 50, 100, 200, 400, 600, 1000, 1500, 4000, 100_000, 2_000_000] {
      let scratch = Scratch()
      let holder = try prepare(work, scratch)
      let before = work == "create" ? [] : try EventLog.open(scratch.store).lines()

      let ending = Program.run(
        Program.built("LimitActor"), [scratch.store, String(limit), work], scratch: scratch)

      #expect(ending?.signal == nil, "\(work) with \(limit) bytes")
      #expect(ending?.code == 0 || ending?.code == 75, "\(work) with \(limit) bytes")
      if ending?.code == 0 { done += 1 } else { refused += 1 }
      holder?.unlock()
      let log = try EventLog.create(scratch.store)
      try log.append(.numbered(77))
      try log.drain()
      let after = try log.lines()
      #expect(Array(after.prefix(before.count)) == before)
      #expect(after.contains(NewEvent.numbered(77).text))
    }

    #expect(done > 0 && refused > 0)
    print("limits: \(work): \(done) done, \(refused) refused")
  }

  /// A store of about 300 bytes with 1000 waiting; for the spool its lock is taken.
  private func prepare(_ work: String, _ scratch: Scratch) throws -> Descriptor? {
    if work == "create" { return nil }
    let log = try EventLog.create(scratch.store)
    try log.append((0..<5).map(NewEvent.numbered))
    for number in 0..<40 {
      try Disk.append(log.layout.inbox, "{\"event\":\"stranger\",\"n\":\(number)}\n")
    }
    guard work == "spool" else { return nil }
    let holder = try Descriptor.open(log.layout.lock, .update)
    #expect(try holder.tryLock())
    return holder
  }
}
