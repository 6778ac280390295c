#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls

/// One process that appends `count` batches of `batch` events to `store`.
///
/// `sync=after` is what the log does; `sync=inside` is the same with a lock of our own held around
/// append and sync, so that no two processes can share a sync.
enum Appending {
  static func run(_ options: Options) throws {
    var logOptions = EventLog.Options()
    logOptions.timeout = .seconds(60)
    let log = try EventLog.create(options.text("store"), options: logOptions)
    let count = options.number("count")
    let batch = options.number("batch", default: 1)
    let durability: Durability = options["sync"] == nil ? .flushed : .synced
    let lock =
      options["sync"] == "inside"
      ? try Descriptor.open(options.text("store") + "/outer", .update, create: true) : nil
    var samples = Samples(capacity: count)
    for number in 0..<20 { try log.append(event(number)) }

    StartingLine.wait(until: options.number("start"))
    let start = monotonicNow()
    for number in 0..<count {
      let before = monotonicNow()
      if let lock { flock(lock.number, LOCK_EX) }
      if batch == 1 {
        try log.append(event(number), durability: durability)
      } else {
        try log.append((0..<batch).map(event), durability: durability)
      }
      lock?.unlock()
      samples.add(monotonicNow() - before)
    }
    let end = monotonicNow()
    try samples.save(options.text("samples"))
    print("{\"start\":\(start),\"end\":\(end),\"events\":\(count * batch)}")
  }

  /// An event as a tool emits it, made anew each time, as a tool would.
  static func event(_ number: Int) -> NewEvent {
    NewEvent(
      "issue_phase", at: .current,
      fields: [
        Member("tool", "ll-auto"), Member("issue_id", "BUG-00042"), Member("phase", "implement"),
        Member("duration_s", .double(67.2)), Member("result", "pass"),
        Member("attempt", .integer(Int64(number))),
      ])
  }
}

/// The least that an append under a lock can cost: flock, fstat, write, unlock, and nothing else.
enum Floor {
  static func run(_ options: Options) throws {
    let count = options.number("count")
    let lock = try Descriptor.open(options.text("file") + ".lock", .update, create: true)
    let file = try Descriptor.open(options.text("file"), .append, create: true)
    let line = Appending.event(0).line()
    var samples = Samples(capacity: count)
    var status = stat()
    let start = monotonicNow()
    for _ in 0..<count {
      let before = monotonicNow()
      flock(lock.number, LOCK_EX)
      unsafe fstat(file.number, &status)
      let written = unsafe line.withUnsafeBytes { bytes in
        unsafe write(file.number, bytes.baseAddress, bytes.count)
      }
      flock(lock.number, LOCK_UN)
      samples.add(monotonicNow() - before)
      precondition(written == line.count)
    }
    let end = monotonicNow()
    try samples.save(options.text("samples"))
    print("{\"start\":\(start),\"end\":\(end),\"events\":\(count)}")
  }
}
