import Events
import Testing

@testable import Relay

@Suite struct LinePartsTests {
  private func part(_ number: Int, of count: Int, at offset: Int64, _ bytes: [UInt8])
    -> EventMessage
  {
    EventMessage(
      RelayLine(position: Position(rawValue: offset), offset: offset, bytes: bytes),
      part: number, of: count)
  }

  @Test func `parts come in any order, and again`() {
    var parts = LineParts()

    #expect(parts.add(part(2, of: 3, at: 9, [3, 4])) == nil)
    #expect(parts.add(part(2, of: 3, at: 9, [3, 4])) == nil)
    #expect(parts.add(part(3, of: 3, at: 9, [5])) == nil)
    #expect(parts.add(part(1, of: 3, at: 9, [1, 2]))?.bytes == [1, 2, 3, 4, 5])
    #expect(parts.bytes == 0)
  }

  @Test func `parts that do not belong together are none`() {
    var parts = LineParts()
    _ = parts.add(part(1, of: 2, at: 9, [1]))

    #expect(parts.add(part(2, of: 3, at: 9, [2])) == nil)
    #expect(parts.add(part(2, of: 2, at: 9, [2]))?.bytes == [1, 2])
  }

  @Test func `no more is kept than may be`() {
    var parts = LineParts(limit: 100)

    for offset in 0..<50 {
      _ = parts.add(part(1, of: 2, at: Int64(offset), [UInt8](repeating: 1, count: 10)))
    }

    #expect(parts.bytes <= 100)
    // What comes first is wanted first.
    #expect(parts.add(part(2, of: 2, at: 0, [2]))?.bytes.count == 11)
    parts.forget(before: 100)
    #expect(parts.bytes == 0)
  }
}
