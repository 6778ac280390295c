import TLM
import TestSupport
import Testing

/// A store that holds what a relay pulled of others.
@Suite struct PulledStoreTests {
  private let scratch = Scratch()
  private let one = PulledLog("1111111111111111aaaaaaaaaaaaaaaa")
  private let two: PulledLog

  init() {
    var two = PulledLog("2222222222222222bbbbbbbbbbbbbbbb")
    two.host = "build-8"
    self.two = two
  }

  private func said(_ word: String, _ numbers: Range<Int>) -> [String] {
    numbers.map {
      let minute = $0 < 10 ? "0\($0)" : "\($0)"
      let time = "2026-01-01T10:\(minute):00.000000Z"
      return #"{"ts":"\#(time)","event":"said","by":"\#(word)","n":\#($0)}"#
    }
  }

  /// Lines of this store and of two others, by turns.
  private func hub() throws -> Store {
    let log = try EventLog.create(scratch.store)
    for part in 0..<3 {
      try one.pull(said("one", 0..<10 * (part + 1)), into: log)
      try log.append(lines: Array((said("own", part..<part + 1)[0] + "\n").utf8))
      try two.pull(said("two", 0..<4 * (part + 1)), into: log)
    }
    return try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
  }

  private func lines(_ store: Store, newestFirst: Bool = false) throws -> [String] {
    var query = Query()
    query.filter.names = ["said"]
    query.newestFirst = newestFirst
    return try store.events(matching: query).map { String(decoding: $0.line, as: UTF8.self) }
  }

  @Test(arguments: [false, true])
  func `events of one store come alone, in their order`(newestFirst: Bool) throws {
    let store = try hub()
    func ordered(_ lines: [String]) -> [String] { newestFirst ? lines.reversed() : lines }

    #expect(
      try lines(store.only(of: ["build-7"]), newestFirst: newestFirst)
        == ordered(said("one", 0..<30)))
    #expect(
      try lines(store.only(of: ["2222"]), newestFirst: newestFirst) == ordered(said("two", 0..<12)))
    let own = try store.log.identity().id
    #expect(
      try lines(store.only(of: [own]), newestFirst: newestFirst) == ordered(said("own", 0..<3)))
    #expect(try lines(store.only(of: ["build-7", "build-8"])).count == 42)
    #expect(try lines(store).count == 45)
  }

  @Test func `a fold of one store is that of its lines alone`() throws {
    let store = try hub()

    let alone = try store.only(of: ["build-8"]).replay([EventCounts()])
    let all = try store.replay([EventCounts()])
    let own = try EventLog.create(scratch.path + "/two")
    try own.append(lines: Array(said("two", 0..<12).map { $0 + "\n" }.joined().utf8))
    let origin = try Store.open(at: StoreLocation(path: scratch.path + "/two", reason: .option))
      .replay([EventCounts()])

    #expect(alone.replays[0].digest == origin.replays[0].digest)
    #expect(alone.replays[0].digest != all.replays[0].digest)
  }

  @Test func `a name that means no store, or several, is told`() throws {
    let store = try hub()

    let unknown = #expect(throws: JournalError.self) { try store.only(of: ["nobody"]) }

    #expect(unknown?.message.contains("build-8") == true)
    #expect(throws: JournalError.self) { try store.only(of: ["222"]) }
  }

  @Test func `reserved events of other stores steer nothing here`() throws {
    let log = try EventLog.create(scratch.store)
    let words = [
      #"{"ts":"2026-01-01T10:00:00.000000Z","event":"mode_transition","from":"NORMAL","to":"ALERT"}"#,
      #"{"ts":"2026-01-01T10:00:01.000000Z","event":"said"}"#,
    ]
    try one.pull(words, into: log)
    let store = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))

    let modes = try store.state(of: ModeState())

    #expect(modes.state.course.mode.text == "NORMAL")
    #expect(
      try store.events(matching: Query()).map { String(decoding: $0.line, as: UTF8.self) }.suffix(2)
        == words[...])
  }
}
