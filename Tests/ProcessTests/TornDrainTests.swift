import Events
import Journal
import SystemCalls
import TestSupport
import Testing

extension ProcessTests.TornDrainTests {
  @Test func `a drain that a kill tears is resumed where it stopped`() throws {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let segment = try Descriptor.open(log.layout.segment(.start), .read)
    var expected: [String] = []
    var (kills, torn) = (0, 0)
    // On a machine that has much else to do a kill seldom comes in the middle of a write.
    while torn < 5, kills < (torn == 0 ? 400 : 60) {
      let bytes = Counted(writer: 100, life: kills, number: 0).batch(2000)
      expected += (0..<2000).map { number in
        String(Counted(writer: 100, life: kills, number: number).line.dropLast())
      }
      try Disk.append(log.layout.inbox, String(decoding: bytes, as: UTF8.self))
      try killDrainer(log, segment)
      kills += 1
      torn = try Folder.names(in: log.layout.damaged).count
      try log.append(lines: Counted(writer: 1, life: kills, number: 0).batch(1))
    }
    try log.drain()

    let contents = try LogContents(log)
    contents.checkOrder()
    #expect(contents.written.count == kills)
    #expect(contents.foreign == expected, "each line once, in order")
    try contents.checkBlanks(log.layout)
    #expect(contents.blanks.count >= 1, "\(kills) kills tore no drain")
    watch.report(
      "[processes] \(contents.blanks.count) drains torn by \(kills) kills, \(expected.count) lines once each"
    )
  }

  /// Kills it as soon as it moves something: its writes are large.
  private func killDrainer(_ log: EventLog, _ segment: Descriptor) throws {
    let before = try segment.status().size
    let child = try Actors.start("drain", scratch.store)
    _ = try child.line()
    var looks = 0
    while looks < 1_000_000, try segment.status().size == before { looks += 1 }
    child.finish()
  }
}
