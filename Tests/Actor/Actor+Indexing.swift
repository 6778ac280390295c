import Events
import Journal
import Index

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Actor {
  /// Builds the index over and over, in small portions, until it is killed.
  func index() throws {
    let log = try openLog()
    let views = try ViewsStore.open(for: log)
    let index = LogIndex.open(for: log, in: views)
    let size = Int64(number("size", 20_000))
    Actor.say("ready")
    while true {
      try index.bringUp(timeout: .seconds(60), tailLimit: 0, size: size) { done, whole in
        Actor.say("at \(done) \(whole)")
      }
      try index.forget(timeout: .seconds(60))
    }
  }

  /// Is inside a transaction that writes to the views until it is killed.
  func writeViews() throws {
    let views = try ViewsStore.open(for: try openLog())
    try views.write(timeout: .seconds(60)) { _ in
      Actor.say("inside")
      _ = readLine()
    }
    Actor.say("over")
  }

  /// Holds `views/WRITER` until it is told to go on.
  func holdViews() throws {
    let views = try ViewsStore.open(for: try openLog())
    try views.withWriter(timeout: .seconds(60)) { _ in
      Actor.say("held")
      _ = readLine()
    }
    Actor.say("over")
  }
}
