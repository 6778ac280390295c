import Events
import Testing

@testable import Journal

/// The hint about cursors, which may come from anywhere and is looked at before it is believed.
@Suite struct CursorsTests {
  @Test(arguments: [1, 7, Cursors.mostRepeats])
  func `how often an inbox was written again is read back`(repeats: Int) {
    var cursors = Cursors(through: .start)
    cursors.repeats = repeats

    #expect(Cursors(cursors.bytes)?.repeats == repeats)
  }

  @Test(arguments: [Int.max, Int.max - 1, Cursors.mostRepeats + 1])
  func `a number that nobody counted to is no hint`(repeats: Int) {
    var cursors = Cursors(through: .start)
    cursors.repeats = repeats

    #expect(Cursors(cursors.bytes) == nil)
  }
}
