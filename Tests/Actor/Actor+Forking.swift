#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls
import TestSupport

/// Swift hides `fork`, because little is safe in a child that does not exec; this is what tests
/// that the log is.
@_silgen_name("fork") func systemFork() -> pid_t

extension Actor {
  /// Appends, forks, and goes on in both; the child with two threads that contend.
  func forkWhileWriting() throws {
    let log = try openLog()
    let producer = Producer(log)
    let count = number("count", 500)
    try log.append(lines: Counted(writer: 0, life: 0, number: 0).batch(1))
    let child = systemFork()
    let own = child == 0 ? 1 : 0
    if child != 0 { Actor.say("forked \(child)") }
    if child == 0 {
      detachThread {
        for number in 0..<count {
          _ = try? log.append(lines: Counted(writer: 2, life: 0, number: number).batch(1))
        }
        Actor.say("done 2")
      }
    }
    for number in 1...count {
      _ = try producer.append(
        lines: Counted(writer: own, life: 0, number: number).batch(1), timeout: .seconds(60))
    }
    Actor.say("done \(own)")
    // The child's second thread ends when the test has read its word and kills the process.
    if child == 0 { while true { pause() } }
    _ = readLine()
  }

  /// Forks while a thread holds the log's lock; the child never touches the log.
  func forkWhileHolding() throws {
    let log = try openLog()
    let pair = UnsafeMutablePointer<Int32>.allocate(capacity: 2)
    guard unsafe pipe(pair) == 0 else { Actor.fail("no pipe") }
    let (readEnd, writeEnd) = unsafe (pair[0], pair[1])
    detachThread {
      _ = try? log.append(
        lines: Counted(writer: 0, life: 0, number: 0).batch(1),
        onlyIf: { _ in
          _ = unsafe [UInt8(1)].withUnsafeBytes {
            unsafe Foreign.write(writeEnd, $0.baseAddress, 1)
          }
          while true { pause() }
        })
    }
    var byte: UInt8 = 0
    guard unsafe read(readEnd, &byte, 1) == 1 else { Actor.fail("nobody holds") }
    forkAndWait()
  }

  /// Forks after an event was spooled; the child never touches the log.
  func forkWhileSpooling() throws {
    let producer = Producer(try openLog())
    let outcome = try producer.append(
      lines: Counted(writer: 0, life: 0, number: 0).batch(1), timeout: .milliseconds(20))
    guard outcome == .spooled else { Actor.fail("not spooled") }
    forkAndWait()
  }

  private func forkAndWait() {
    let child = systemFork()
    if child != 0 { Actor.say("forked \(child)") }
    while true { pause() }
  }
}
