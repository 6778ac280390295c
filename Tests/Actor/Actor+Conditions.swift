import Events
import Journal
import TestSupport
import Views

extension Actor {
  /// Appends `count` events to one stream, each under the revision that was seen last; tries again
  /// where somebody was faster.
  func expect() throws {
    let log = try openLog()
    let writer = number("writer")
    var revision = 0
    var conflicts = 0
    for number in 0..<number("count") {
      while true {
        let event = NewEvent(
          "step",
          fields: [Member("writer", .integer(Int64(writer))), Member("n", .integer(Int64(number)))])
        do throws(AppendError) {
          let receipt = try log.append(
            [event], onlyIf: [.expecting(stream: "s", revision: .exactly(revision))])
          guard let next = receipt.revision, next == revision + 1 else {
            Actor.fail("revision \(receipt.revision ?? -1) after \(revision)")
          }
          Actor.say("at \(receipt.position) \(receipt.end) \(revision) 1")
          revision = next
          break
        } catch {
          guard error.code == .wrongRevision, let actual = error.actual else { throw error }
          conflicts += 1
          revision = actual
        }
      }
    }
    Actor.say("conflicts \(conflicts)")
  }

  /// Appends one event under each of `count` keys that all actors share, and says where it stands.
  func appendKeys() throws {
    let log = try openLog()
    for number in 0..<number("count") {
      let event = NewEvent(
        "once", fields: [Member("writer", .integer(Int64(self.number("writer"))))])
      let receipt = try log.append(event, key: "key-\(number)")
      Actor.say("\(receipt.isRepeat ? "repeat" : "first") \(number) \(receipt.position)")
    }
  }
}
