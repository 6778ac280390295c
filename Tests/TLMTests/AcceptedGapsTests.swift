import TLM
import TestSupport
import Testing

/// What nobody can heal is wrong until somebody has looked, and told for ever.
@Suite struct AcceptedGapsTests {
  private let scratch = Scratch()
  private let store: Store
  private let one = PulledLog("1111111111111111aaaaaaaaaaaaaaaa")
  private let two = PulledLog("2222222222222222bbbbbbbbbbbbbbbb")

  init() throws {
    let log = try EventLog.create(scratch.store)
    for origin in [one, two] { try origin.pull([#"{"event":"said"}"#], into: log) }
    store = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
  }

  private func miss(_ origin: PulledLog, healed: Bool = false) throws {
    try store.log.append(
      NewEvent(
        LogEventName.relayGap.rawValue, at: .current,
        fields: [
          Member("origin", .string(origin.origin)), Member("host", "build-7"),
          Member("kind", "gone"), Member("healed", .bool(healed)),
        ]))
  }

  private func codes(_ severity: Finding.Severity) throws -> [String] {
    try store.examine().findings.filter { $0.severity == severity }.map(\.code)
  }

  @Test func `a gap is wrong until it is accepted, and the next one is wrong again`() throws {
    try miss(one)
    try miss(two)
    #expect(try codes(.wrong) == ["relay-gap"])

    let accepted = try store.acceptGaps(of: [], by: "ada", reason: "pruned there")

    #expect(accepted?.gaps == 2 && accepted?.origins == [one.origin, two.origin])
    #expect(try codes(.wrong).isEmpty)
    let told = try store.examine().findings.first { $0.code == "relay-accepted" }?.message
    #expect(told?.contains("2 gaps") == true && told?.contains("ada: pruned there") == true)

    try miss(one)
    #expect(try codes(.wrong) == ["relay-gap"])
    #expect(try codes(.note).contains("relay-accepted"))
  }

  @Test func `only the gaps of an origin that is named are accepted`() throws {
    try miss(one)
    try miss(two)

    let accepted = try store.acceptGaps(of: ["2222"], by: "ada", reason: "its disk is lost")

    #expect(accepted?.gaps == 1 && accepted?.origins == [two.origin])
    #expect(try codes(.wrong) == ["relay-gap"])
    #expect(try store.examine().lines.relayGaps.open.map(\.origin) == [one.origin])
  }

  @Test func `where nothing is open, nothing is said`() throws {
    try miss(one, healed: true)
    let end = try store.log.bounds().upperBound

    #expect(try store.acceptGaps(of: [], by: "ada", reason: "x") == nil)
    #expect(try store.log.bounds().upperBound == end)
  }

  @Test func `nobody accepts a gap by a line that a relay brings`() throws {
    try miss(one)
    let word =
      #"{"event":"tlm.relay_accepted","through":99999999,"origins":["\#(one.origin)"],"by":"x"}"#
    try two.pull([#"{"event":"said"}"#, word], into: store.log)

    #expect(try codes(.wrong) == ["relay-gap"])
    #expect(try store.acceptGaps(of: [], by: "ada", reason: "seen")?.gaps == 1)
  }
}
