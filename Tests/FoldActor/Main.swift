import TLM
import TLMCommand

/// The whole of tlm with projections that misbehave, for tests that let it die.
@main struct Main {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "follow" { return try await FollowVerb.run(Array(arguments.dropFirst())) }
    if arguments.first == "follow-rows" {
      return try await FollowVerb.rows(Array(arguments.dropFirst()))
    }
    if arguments.first == "wait" { return try await FollowVerb.wait(Array(arguments.dropFirst())) }
    await TLMCommand.main(projections: [Trapping.self, Throwing.self, Ordered.self, TickRows.self])
  }
}

/// Counts ticks, and traps on an event that asks for it.
struct Trapping: Projection {
  static let name = "trapping"
  static let version = 1
  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    On("tick") { event, state in
      state["ticks", default: 0] += 1
      if event.bool("trap") == true { fatalError("the event asked for it") }
      state["after", default: 0] += 1
    }
  }
}

/// Counts ticks, and throws at every third, after it has counted it.
struct Throwing: Projection {
  static let name = "throwing"
  static let version = 1
  var initial: [String: Int] { [:] }

  struct Third: Error {}

  var body: Handlers<[String: Int]> {
    On("tick") { event, state in
      state["ticks", default: 0] += 1
      if let count = state["ticks"], count % 3 == 0 { throw Third() }
      state["after", default: 0] += 1
    }
  }
}

/// Remembers how many ticks each writer sent and whether any came twice or out of order.
struct Ordered: Projection {
  static let name = "ordered"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var count = 0
    var next: [Int64: Int64] = [:]
    var wrong = 0
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("tick") { event, state in
      guard let writer = event.integer("writer"), let number = event.integer("n") else { return }
      state.count += 1
      if number != state.next[writer, default: 0] { state.wrong += 1 }
      state.next[writer] = number + 1
    }
  }
}
