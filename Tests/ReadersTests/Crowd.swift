import Synchronization
import TLM
import TestSupport
import Testing

/// Processes that append to one log at the same time, and one that writes to its inbox.
final class Crowd {
  static let writers = [0, 1, 2]
  static let stranger = 100
  static let all = writers + [stranger]

  /// How many events each of `all` has written.
  private(set) var written: [Int64] = [0, 0, 0, 0]
  private let actors: [Child]
  private let stranger: Child

  init(_ layout: StoreLayout) throws {
    // Small segments, so that the log is rotated often.
    actors = try Self.writers.map {
      try Child([
        Program.built("tlm-actor"), "emit", layout.root, "writer=\($0)", "limit=1000000",
      ])
    }
    stranger = try Child([
      Program.built("tlm-actor"), "stranger", layout.root, "writer=\(Self.stranger)", "mode=whole",
    ])
    for actor in actors { try #require(try actor.line() == "ready") }
  }

  /// Lets all of them write until `body` is done.
  func write<Result: Sendable>(
    during body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let flag = Flag()
    async let result = Self.run(body, raising: flag)
    while !flag.isRaised.load(ordering: .acquiring) { try writeOnce() }
    return try await result
  }

  @concurrent private static func run<Result: Sendable>(
    _ body: @Sendable () throws -> Result, raising flag: Flag
  ) async throws -> Result {
    defer { flag.isRaised.store(true, ordering: .releasing) }
    return try body()
  }

  private final class Flag: Sendable {
    let isRaised = Atomic(false)
  }

  private func writeOnce() throws {
    for actor in actors { actor.say("emit") }
    stranger.say("1")
    for actor in actors { try #require(try actor.line() != nil) }
    try #require(try stranger.line() == "wrote 1")
    for place in written.indices { written[place] += 1 }
  }

  /// Brings in what was spooled and lets them end.
  func end() throws {
    for actor in actors {
      actor.say("settle")
      try #require(try actor.line() == "settled true")
      actor.closeInput()
    }
  }
}
