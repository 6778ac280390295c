#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls
import TestSupport

extension Actor {
  /// Makes a store on a small disk and appends until it is full, then frees some and goes on.
  func fill() throws {
    let log = try makeLog()
    let ballast = root + "/ballast"
    try Disk.write(ballast, [UInt8](repeating: 1, count: 512 << 10))
    // Room for some lines of the spool, and not for all.
    let little = root + "/little"
    try Disk.write(little, [UInt8](repeating: 1, count: 64 << 10))
    var next = Counted(writer: 0, life: 0, number: 0)
    Actor.say("error \(try appendUntilFailure(log, &next))")
    // Smaller and smaller batches: the last bytes of the disk are asked for, too.
    for count in [8, 2, 1, 1, 1] { try appendOnce(log, &next, count) }
    try say(log, "full")

    let holder = try Descriptor.open(log.layout.lock, .update)
    guard try holder.tryLock() else { Actor.fail("the lock is taken") }
    let producer = Producer(log)
    let spooled = Counted(writer: 1, life: 0, number: 0)
    var spooledCount = 0
    try Folder.unlink(little)
    do {
      while spooledCount < 1000 {
        var event = spooled
        event.number = spooledCount
        _ = try producer.append(lines: event.batch(1), timeout: .milliseconds(1))
        spooledCount += 1
      }
      Actor.say("spool took all")
    } catch { Actor.say("spool \(spooledCount) error \(Actor.name(of: error))") }
    holder.unlock()

    try Folder.unlink(ballast)
    try appendOnce(log, &next, 3)
    Actor.say("settled \(try producer.settle(timeout: .seconds(1)))")
    Actor.say("error \(try appendUntilFailure(log, &next))")
    try say(log, "again")
  }

  /// Appends with small segments until the disk has no room for another file.
  func fillNames() throws {
    let log = try makeLog()
    let ballast = (0..<6).map { root + "/ballast\($0)" }
    for path in ballast { try Disk.write(path, []) }
    var next = Counted(writer: 0, life: 0, number: 0)
    for _ in 0..<number("count", 2000) / 4 { try appendOnce(log, &next, 4) }
    try say(log, "full")
    for path in ballast { try Folder.unlink(path) }
    // The first may find that what stopped others is still to be finished.
    for _ in 0..<2 { try appendOnce(log, &next, 1) }
    try say(log, "again")
  }

  private func makeLog() throws -> EventLog {
    var options = EventLog.Options()
    options.segmentLimit = Int64(number("limit", 256 << 10))
    return try EventLog.create(root, options: options)
  }

  private func appendUntilFailure(_ log: EventLog, _ next: inout Counted) throws -> String {
    while true {
      do {
        let receipt = try log.append(lines: next.batch(7))
        Actor.say("at \(receipt.position) \(receipt.end) \(next.number) 7")
        next.number += 7
      } catch { return Actor.name(of: error) }
    }
  }

  private func appendOnce(_ log: EventLog, _ next: inout Counted, _ count: Int) throws {
    do {
      let receipt = try log.append(lines: next.batch(count))
      Actor.say("at \(receipt.position) \(receipt.end) \(next.number) \(count)")
      next.number += count
    } catch { Actor.say("error \(Actor.name(of: error))") }
  }

  private func say(_ log: EventLog, _ state: String) throws {
    for line in try log.lines() { Actor.say("line \(line)") }
    Actor.say(state)
  }
}
