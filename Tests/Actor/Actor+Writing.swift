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
  /// Numbered events in batches; each receipt is printed after it was given.
  func write() throws {
    let log = try openLog()
    var next = Counted(writer: number("writer"), life: number("life"), number: 0)
    var dice = Seeded(UInt64(next.writer << 32 + next.life))
    let total = number("count", .max)
    while next.number < total {
      let isLarge = dice.next() % 8 == 0
      let wish = isLarge ? number("large", 400) : Int.random(in: 1...24, using: &dice)
      let count = min(wish, total - next.number)
      // The word comes with the lock held, right before a write that takes a while.
      let receipt = try log.append(
        lines: next.batch(count),
        onlyIf: isLarge && settings["announce"] != nil ? { _ in Actor.say("large") } : nil)
      Actor.say("at \(receipt.position) \(receipt.end) \(next.number) \(count)")
      next.number += count
    }
  }

  /// Gets as far as the middle of a write, with the lock held, and waits there to be killed.
  func tear() throws {
    let log = try openLog()
    let batch = Counted(writer: number("writer"), life: number("life"), number: 0).batch(10)
    _ = Faults.strike(call: 1, .torn(batch.count / 2)) { try? log.append(lines: batch) }
    Actor.say("torn")
    _ = readLine()
  }

  /// One event after the other, whatever happens, until it is told to stop; says how each ended.
  func keepWriting() throws {
    let log = try openLog()
    let producer = Producer(log)
    var next = Counted(writer: number("writer"), life: 0, number: 0)
    while true {
      if Actor.hasInput(within: 0) {
        guard let word = readLine(), word != "stop" else { return }
        // What begins from here on began after the test said so.
        Actor.say(word)
      }
      do {
        switch try producer.append(lines: next.batch(1)) {
        case .appended(let receipt): Actor.say("at \(receipt.position) \(next.number)")
        case .spooled: Actor.say("spooled \(next.number)")
        }
      } catch { Actor.say("error \(Actor.name(of: error)) \(next.number) \(error)") }
      next.number += 1
    }
  }

  /// A program that knows nothing of tlm and appends lines to the inbox, a few each time it is
  /// asked: whole ones, or through a buffer that cuts them anywhere.
  func stranger() throws {
    let layout = StoreLayout(root: root)
    let isWhole = settings["mode"] == "whole"
    let reopens = settings["mode"] == "reopen"
    var next = Counted(writer: number("writer"), life: number("life"), number: 0)
    var dice = Seeded(UInt64(next.writer << 32 + next.life + 1))
    var file = unsafe open(layout.inbox, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    while let order = readLine(), let count = Int(order) {
      if reopens {
        close(file)
        file = unsafe open(layout.inbox, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      }
      let bytes = next.batch(count)
      var start = 0
      while start < bytes.count {
        var end = min(bytes.count, start + Int.random(in: 1...512, using: &dice))
        if isWhole || reopens {
          end = (bytes[start...].firstIndex(of: 10) ?? bytes.count - 1) + 1
        }
        let part = bytes[start..<end]
        _ = unsafe part.withUnsafeBytes { unsafe Foreign.write(file, $0.baseAddress, $0.count) }
        start = end
      }
      next.number += count
      Actor.say("wrote \(count)")
    }
  }

  /// Holds the log's lock, inside a conditional append, until a line comes.
  func hold() throws {
    let log = try openLog()
    let event = Counted(writer: number("writer"), life: 0, number: 0)
    Actor.say("ready")
    let receipt = try log.append(
      lines: event.batch(1),
      onlyIf: { _ in
        Actor.say("held")
        _ = readLine()
      })
    Actor.say("at \(receipt.position)")
  }

  /// Emits through a producer on demand, and says what became of each event and how long it took.
  func emit() throws {
    let log = try openLog()
    let producer = Producer(log)
    var next = Counted(writer: number("writer"), life: 0, number: 0)
    Actor.say("ready")
    while let order = readLine() {
      if order == "settle" {
        Actor.say("settled \(try producer.settle(timeout: .seconds(60)))")
        continue
      }
      if order == "condition" {
        do {
          try log.append(lines: next.batch(1), timeout: .milliseconds(50), onlyIf: { _ in })
          Actor.say("appended")
        } catch { Actor.say("error \(Actor.name(of: error))") }
        continue
      }
      let begin = monotonicNow()
      do {
        let outcome = try producer.append(lines: next.batch(1), timeout: .milliseconds(50))
        let elapsed_us = (monotonicNow() - begin) / 1000
        switch outcome {
        case .appended: Actor.say("appended \(next.number) \(elapsed_us)")
        case .spooled: Actor.say("spooled \(next.number) \(elapsed_us)")
        }
      } catch { Actor.say("error \(Actor.name(of: error)) \(error)") }
      next.number += 1
    }
  }
}
