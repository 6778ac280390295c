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
  /// The line after which followers and replayers end.
  static let stop = "{\"event\":\"stop\"}\n"

  /// Prints the bytes of the log as they come, unchanged.
  func follow() async throws {
    let log = try openLog()
    var position = Position.start
    for try await chunk in log.follow(from: .start) {
      guard chunk.position == position else {
        return Actor.say("gap from \(position) to \(chunk.position)")
      }
      position = Position(rawValue: position.rawValue + Int64(chunk.count))
      let bytes = [UInt8](copying: chunk.bytes)
      var done = 0
      while done < bytes.count {
        done += max(
          0,
          unsafe bytes[done...].withUnsafeBytes {
            unsafe Foreign.write(1, $0.baseAddress, $0.count)
          })
      }
      if bytes.suffix(Actor.stop.utf8.count).elementsEqual(Actor.stop.utf8) { return }
    }
  }

  /// Reads the log from its start again and again: length and checksum of each pass. It rests
  /// four times as long as a pass took, so that it does not slow what it watches.
  func replay() throws {
    let log = try openLog()
    let clock = ContinuousClock()
    var isOver = false
    while !isOver {
      let start = clock.now
      var reader = try log.read()
      var length: Int64 = 0
      var sum: UInt32 = 0
      while let chunk = try reader.next() {
        guard chunk.position.rawValue == length else { return Actor.say("gap at \(length)") }
        length += Int64(chunk.count)
        sum = Checksum.crc32c(chunk.bytes, after: sum)
        let tail = [UInt8](copying: chunk.bytes).suffix(Actor.stop.utf8.count)
        isOver = tail.elementsEqual(Actor.stop.utf8)
      }
      Actor.say("pass \(length) \(sum)")
      let rest = min(.seconds(60), (clock.now - start) * 4)
      // A reader at its leisure: a fifth of the time.
      if !isOver { pause(nanoseconds: Int(rest / .nanoseconds(1))) }
    }
  }

  /// Seals a segment whenever so many bytes were added.
  func rotate() async throws {
    let log = try openLog()
    var added = 0
    var count = 0
    for try await chunk in log.follow(from: .start) {
      added += chunk.count
      if added >= number("every", 1 << 20) {
        try log.rotate(timeout: .seconds(60))
        added = 0
        count += 1
      }
      let tail = [UInt8](copying: chunk.bytes).suffix(Actor.stop.utf8.count)
      if tail.elementsEqual(Actor.stop.utf8) { return Actor.say("rotated \(count)") }
    }
  }

  /// Drains until its input ends, then once more.
  func drain() throws {
    let log = try openLog()
    var total: Int64 = 0
    Actor.say("ready")
    while true {
      let isLast = Actor.hasInput(within: 1)
      let drained = try log.drain(timeout: .seconds(60))
      total += drained.bytes
      for failure in drained.failures { Actor.say("failure \(failure)") }
      if drained.bytes > 0 && settings["quiet"] == nil { Actor.say("drained \(drained.bytes)") }
      if isLast { return Actor.say("total \(total)") }
    }
  }

  /// Everything that a reader sees in a store that it cannot write, then what writing says.
  func look() throws {
    let log = try openLog()
    var reader = try log.read()
    while let chunk = try reader.next() {
      for line in chunk.lines { Actor.say("line \(line)") }
    }
    var waiting = try log.readWaiting(after: reader.position)
    while let chunk = try waiting.next() {
      for line in chunk.lines { Actor.say("waiting \(line)") }
    }
    let event = Counted(writer: 9, life: 0, number: 0)
    for (name, attempt) in [
      ("append", { _ = try log.append(lines: event.batch(1)) }),
      ("producer", { _ = try Producer(log).append(lines: event.batch(1)) }),
      ("drain", { _ = try log.drain() }), ("rotate", { try log.rotate() }),
    ] as [(String, () throws -> Void)] {
      do {
        try attempt()
        Actor.say("\(name) worked")
      } catch { Actor.say("\(name) error \(Actor.name(of: error))") }
    }
  }
}
