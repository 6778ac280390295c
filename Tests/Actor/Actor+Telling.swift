#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import TestSupport
import Telemetry

/// A program with an emitter in it.
extension Actor {
  /// Tells `count` events as `delivery` says, and ends by returning from `main`.
  func tell() {
    let emitter = emitter()
    let count = number("count", 100)
    for number in 0..<count { Self.tell(emitter, 0, number) }
    Actor.say("told")
    guard settings["wait"] != nil else { return }
    var told = count
    while readLine() == "on" {
      for number in told..<told + count { Self.tell(emitter, 0, number) }
      told += count
      Actor.say("told")
    }
  }

  /// Tells by many tasks at once, and ends when they have.
  func tellAtOnce() async {
    let emitter = emitter()
    let (tasks, count) = (number("tasks", 64), number("count", 100))
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask { for number in 0..<count { Self.tell(emitter, task, number) } }
      }
    }
    Actor.say("told")
  }

  /// Tells, runs another program in a child that it forked, and tells on.
  func tellAndExec() {
    let emitter = emitter()
    // Before the fork: behind it, and with other threads about, only what a signal handler may is safe.
    let words = ["sh", "-c", "echo ran; exit 3"]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { word in
      unsafe strdup(word)
    }
    unsafe arguments.append(nil)
    for number in 0..<100 { Self.tell(emitter, 0, number) }
    let child = systemFork()
    if child == 0 {
      _ = unsafe execv("/bin/sh", arguments)
      _exit(127)
    }
    var status: Int32 = 0
    unsafe waitpid(child, &status, 0)
    for number in 100..<200 { Self.tell(emitter, 0, number) }
    Actor.say("child \(status >> 8 & 255)")
  }

  /// Tells, forks, and tells on in the parent; the child tells, too, if it is to.
  ///
  /// What it flushed before has warmed the Swift runtime: a child made while another thread holds one
  /// of the runtime's own locks, as at the first use of a type, can never use that type.
  func tellAndFork() {
    let emitter = emitter()
    for number in 0..<50 { Self.tell(emitter, 0, number) }
    emitter.flush()
    for number in 50..<100 { Self.tell(emitter, 0, number) }
    let child = systemFork()
    if child == 0 {
      if settings["silent"] == nil {
        for number in 0..<100 { Self.tell(emitter, 1, number) }
        emitter.flush()
      }
      Actor.say("child")
      while true { pause() }
    }
    Actor.say("forked \(child)")
    while let line = readLine(), line != "end" {
      Self.tell(emitter, 0, 100)
      emitter.flush()
      Actor.say("alive")
    }
  }

  private func emitter() -> Emitter {
    var options = Emitter.Options()
    if settings["delivery"] == "buffered" { options.delivery = .buffered(capacity: 1 << 20) }
    return Emitter(
      into: StoreLocation(path: root, reason: .option), tool: "actor", options: options)
  }

  private static func tell(_ emitter: Emitter, _ writer: Int, _ number: Int) {
    emitter.emit("told", ["writer": .integer(Int64(writer)), "i": .integer(Int64(number))])
  }
}
