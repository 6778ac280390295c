import Glibc
import SystemCalls
import TLM
import TestSupport
import Testing

/// Whatever somebody writes over `views/data.mdb`: no answer is wrong, and it heals.
@Suite struct SpoiledViewsTests {
  /// How often one question may end by a signal before it is answered.
  private static let deaths = 2

  @Test func `bytes and pages overwritten between commands change no answer, and it heals`() throws
  {
    let runs = StoreLocation.variable("TLM_SOAK") == "1" ? 1_000 : 60
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let store = try SpoiledStore()
    var (died, told, wrong) = (0, 0, 0)
    for run in 0..<runs {
      // What one damage and its healing left is where the next one begins.
      if run % 3 == 0 || !Files.exists(store.data) { try store.restore() }
      let spoiling = Spoiling.allCases[run % Spoiling.allCases.count]
      try overwrite(store.data, with: spoiling.spoil(Disk.bytes(store.data), &random))
      let question = random.below(SpoiledStore.questions.count)
      let words = SpoiledStore.questions[question].words

      var asked = try store.ask(question)
      for _ in 0..<Self.deaths where asked.answer.code > 128 {
        died += 1
        asked = try store.ask(question)
      }

      if asked.answer != store.expected[question] {
        wrong += 1
        Issue.record("seed \(seed), run \(run), \(spoiling): \(words) gave \(asked)")
      }
      let lines = asked.errors.split(separator: "\n").filter { $0.contains("damaged") }
      #expect(lines.count <= 1, "seed \(seed), run \(run): \(asked.errors)")
      told += lines.count
    }
    // Whatever is left of the last ones is met by somebody.
    for question in SpoiledStore.questions.indices { _ = try store.ask(question) }
    for question in SpoiledStore.questions.indices {
      #expect(try store.ask(question).answer == store.expected[question])
    }
    #expect(told > 0, "no damage was met")
    print("[spoiled views] \(runs) runs, \(wrong) wrong, \(died) ended by a signal, \(told) told")
  }

  @Test func `what the doctor and a verification find to be whole answers without a word`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let store = try SpoiledStore()
    #expect(try store.isWell())
    var found = 0
    for spoiling in Spoiling.allCases {
      try store.restore()
      try overwrite(store.data, with: spoiling.spoil(store.whole, &random))
      let before = try Disk.bytes(store.data)

      let verified = try store.sandbox.tlm("index", "verify", "--json")
      let isWell = try store.isWell()

      #expect(try Disk.bytes(store.data) == before, "a look changes nothing")
      #expect(verified.code <= 1, "seed \(seed), \(spoiling): \(verified.errors)")
      #expect(verified.output.contains("\"good\"") == (verified.code == 0))
      if verified.code == 1 { #expect(!isWell, "seed \(seed), \(spoiling)") }
      if !isWell { found += 1 }
      for question in SpoiledStore.questions.indices where isWell {
        let asked = try store.ask(question)
        #expect(asked.answer == store.expected[question], "seed \(seed), \(spoiling)")
        #expect(!asked.errors.contains("damaged"), "seed \(seed), \(spoiling): \(asked.errors)")
      }
    }
    #expect(found > 0)
  }

  @Test(arguments: ["query", "index rebuild", "doctor, then replay"])
  func `every page overwritten is told once, and gone after`(first: String) throws {
    let store = try SpoiledStore()
    var random = Seeded(7)
    var bytes = store.whole
    // All but the two pages by which a file is known to be one of LMDB's.
    for place in 8192..<bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
    try overwrite(store.data, with: bytes)
    let verified = try store.sandbox.tlm("index", "verify")
    #expect(verified.code == 1 && verified.output.contains("damaged"), "\(verified.output)")

    switch first {
    case "query":
      for question in SpoiledStore.questions.indices {
        #expect(try store.ask(question).answer == store.expected[question])
      }
    case "index rebuild":
      #expect(try store.sandbox.tlm("index", "rebuild").code == 0)
    default:
      #expect(try store.sandbox.tlm("doctor").code == 1)
      #expect(try store.sandbox.tlm("replay", "-p", "velocity").code == 0)
      #expect(try store.sandbox.tlm("query", "--tool", "t3", "--count").code == 0)
    }

    #expect(try store.sandbox.tlm("index", "verify").code == 0)
    #expect(try store.isWell())
    for question in SpoiledStore.questions.indices {
      #expect(try store.ask(question).answer == store.expected[question])
    }
  }

  @Test(arguments: [0, 1, 4096, 8191, 100_000])
  func `a file that is cut off under nobody's hands is made anew`(size: Int) throws {
    let store = try SpoiledStore()
    for question in stride(from: 0, to: SpoiledStore.questions.count, by: 4) {
      try store.restore()
      try overwrite(store.data, with: Array(store.whole.prefix(size)))
      #expect(try store.ask(question).answer == store.expected[question])
    }
    #expect(try store.isWell())
  }

  /// Writes to the file in its place, as whoever spoils it does.
  private func overwrite(_ path: String, with bytes: [UInt8]) throws {
    let file = try Descriptor.open(path, .update)
    try file.truncate(to: Int64(bytes.count))
    try file.write(bytes.span, at: 0)
  }
}
