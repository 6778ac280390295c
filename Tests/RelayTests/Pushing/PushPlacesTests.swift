import Events
import Testing

@testable import Relay

@Suite struct PushPlacesTests {
  private func entry(_ through: Int64, _ offset: Int64) -> PushPlaces.Entry {
    let place = RelayPlace(
      position: Position(rawValue: through), offset: offset, lines: 0, chain: .start)
    return .init(through: Position(rawValue: through), place: place, pulledEnd: .start)
  }

  @Test func `an offset is found behind the last place before it`() throws {
    var places = PushPlaces()
    for number in 1...5 { places.add(entry(Int64(number) * 100, Int64(number) * 10)) }

    let (found, next) = try #require(places.around(25))
    #expect(found == entry(200, 20) && next == entry(300, 30))
    #expect(places.around(0)?.0 == .start)
    let (last, behind) = try #require(places.around(1000))
    #expect(last == entry(500, 50) && behind == nil)
    #expect(places.first(atOrAfter: Position(rawValue: 201)) == entry(300, 30))
  }

  @Test func `places are read as they are written, up to where they are damaged`() {
    var places = PushPlaces()
    for number in 1...9 { places.add(entry(Int64(number) * 100, Int64(number) * 10)) }

    #expect(PushPlaces(places.bytes) == places)
    #expect(PushPlaces([]).entries == [.start])
    for count in 0..<places.bytes.count {
      let cut = PushPlaces(Array(places.bytes.prefix(count))).entries
      #expect(cut == Array(places.entries.prefix(cut.count)))
    }
  }

  @Test func `what is behind the checkpoint goes`() {
    var places = PushPlaces()
    for number in 1...5 { places.add(entry(Int64(number) * 100, Int64(number) * 10)) }

    places.forget(after: Position(rawValue: 350))

    #expect(places.entries.last == entry(300, 30))
    #expect(places.wants(Position(rawValue: 301), beginsSegment: true))
    #expect(!places.wants(Position(rawValue: 300), beginsSegment: true))
    #expect(!places.wants(Position(rawValue: 301), beginsSegment: false))
    #expect(places.wants(Position(rawValue: 300 + 16 << 20), beginsSegment: false))
  }

  @Test func `there are never more than a few thousand`() {
    var places = PushPlaces()
    for number in 1...20_000 { places.add(entry(Int64(number), Int64(number))) }

    #expect(places.entries.count <= 8192)
    #expect(places.entries.first == .start)
    #expect(places.distance > 16 << 20)
  }
}
