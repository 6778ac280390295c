import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Processes of every language that append to one inbox at the same time.
@Suite(.serialized) struct CrowdTests {
  private let scratch = Scratch()
  private var inbox: String { scratch.store + "/in.jsonl" }

  private func writer(
    _ language: Language, number: Int, count: Int, widest: Int
  ) throws -> Child {
    let words = try language.command("writer", in: scratch)
    let child = try Child(words + [scratch.store, "\(number)", "\(count)", "\(widest)"])
    try #require(try child.line() == "ready")
    return child
  }

  @Test func `eight processes of each language and a drain keep every event, once and in order`()
    throws
  {
    let watch = Stopwatch()
    _ = try scratch.tlm("init")
    let drain = try Command(
      Program.built("tlm"), ["watch", "--sample", "off", "--store", scratch.store],
      environment: Tree.variables(home: scratch.path), in: scratch.path)
    let languages = Language.there.flatMap { Array(repeating: $0, count: 8) }
    let writers = try languages.enumerated().map {
      try writer($1, number: $0, count: 500, widest: 8000)
    }

    for writer in writers { writer.say("go") }
    for writer in writers { #expect(try writer.line() == "done") }
    drain.signal(SIGTERM)
    #expect(try drain.finish().code == 0)

    #expect(try scratch.counts() == ["counted": Int64(writers.count * 500)])
    let found = try CountedEvents(of: EventLog.open(scratch.store))
    #expect(found.mangled == 0 && found.quarantined == 0)
    #expect(found.numbers.count == writers.count)
    for (writer, numbers) in found.numbers {
      #expect(numbers == Array(0..<500), "\(languages[Int(writer)]) \(writer)")
    }
    watch.report("languages: \(writers.count * 500) events of \(writers.count) processes")
  }

  @Test func `a kill in the middle of a line swallows no line of a neighbour`() throws {
    let watch = Stopwatch()
    let seed = randomSeed()
    var random = Seeded(seed)
    _ = try scratch.tlm("init")
    var kills = 0

    for round in 0..<2 {
      for (place, language) in Language.there.enumerated() {
        let next = Language.there[(place + round) % Language.there.count]
        // So wide that writing the first line takes a while, and less than the longest that a drain
        // takes. A kill of bash spares the process that writes its long lines.
        let widest = language == .bash ? 8000 : 8_000_000
        let victim = try writer(language, number: kills, count: 0, widest: widest)
        let beside = try writer(next, number: 1000 + kills, count: 20, widest: 5000)
        let behind = try writer(next, number: 2000 + kills, count: 1, widest: 5000)
        beside.say("go")
        try kill(victim, afterBytes: random.below(widest))
        #expect(try beside.line() == "done")
        // Whatever the last one left behind, this line comes after it.
        behind.say("go")
        #expect(try behind.line() == "done")
        kills += 1
      }
    }

    let counts = try scratch.counts()
    let found = try CountedEvents(of: EventLog.open(scratch.store))
    expect(found, after: kills, seed)
    #expect(counts["counted"] == Int64(found.numbers.values.reduce(0) { $0 + $1.count }))
    watch.report("languages: \(kills) kills left \(found.quarantined) half lines")
  }

  /// Those beside and behind each victim are whole, and of the victim the first lines are.
  private func expect(_ found: CountedEvents, after kills: Int, _ seed: UInt64) {
    #expect(found.mangled == 0, "seed \(seed)")
    #expect(found.quarantined <= kills, "seed \(seed)")
    for kill in 0..<Int64(kills) {
      let victim = found.numbers[kill] ?? []
      #expect(victim == Array(0..<Int64(victim.count)), "victim \(kill), seed \(seed)")
      #expect(found.numbers[1000 + kill] == Array(0..<20), "beside \(kill), seed \(seed)")
      #expect(found.numbers[2000 + kill] == [0], "behind \(kill), seed \(seed)")
    }
  }

  /// Lets a writer write, and kills it once the inbox has grown by so many bytes.
  private func kill(_ victim: Child, afterBytes bytes: Int) throws {
    let before = try FileStatus.of(inbox)?.size ?? 0
    victim.say("go")
    try repeated { try (FileStatus.of(inbox)?.size ?? 0) > before + Int64(bytes) }
    victim.finish()
  }
}
