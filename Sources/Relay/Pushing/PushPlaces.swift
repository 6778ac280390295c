import Events

/// Places of the relayed text in the log, one every so many bytes and one where a segment begins, so that
/// what a hub asks for is found without reading all.
struct PushPlaces: Sendable, Equatable {
  /// A place between two lines.
  struct Entry: Sendable, Equatable {
    /// The end of what was looked at.
    let through: Position
    let place: RelayPlace
    /// The end of the last run that was pulled of others.
    let pulledEnd: Position

    static let start = Entry(through: .start, place: .start, pulledEnd: .start)
  }

  private(set) var entries: [Entry] = [.start]
  /// Bytes of the log between two.
  private(set) var distance: Int64 = 16 << 20

  /// So many are kept; then every second goes.
  private static let mostEntries = 8192

  /// The last place at or before an offset, and the one behind it; nil for the last of them.
  func around(_ offset: Int64) -> (Entry, next: Entry?)? {
    guard let place = entries.lastIndex(where: { $0.place.offset <= offset }) else { return nil }
    // Of several at one offset the last: nothing was pushed in between.
    return (entries[place], place + 1 < entries.count ? entries[place + 1] : nil)
  }

  /// The first place at or after a position of the log.
  func first(atOrAfter position: Position) -> Entry? {
    entries.first { $0.through >= position }
  }

  /// Whether a place there is worth being kept.
  func wants(_ through: Position, beginsSegment: Bool) -> Bool {
    guard let last = entries.last, through > last.through else { return entries.isEmpty }
    return beginsSegment || through.rawValue - last.through.rawValue >= distance
  }

  mutating func add(_ entry: Entry) {
    entries.append(entry)
    guard entries.count > Self.mostEntries else { return }
    entries = entries.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    distance *= 2
  }

  /// Lets go of places behind the checkpoint, whose lines will be pushed again.
  mutating func forget(after through: Position) {
    entries.removeAll { $0.through > through }
    if entries.isEmpty { entries = [.start] }
  }
}

extension PushPlaces {
  /// A line for each.
  var bytes: [UInt8] {
    var writer = JSONWriter(quotesLargeIntegers: false)
    for entry in entries {
      writer.write(
        .object(
          entry.place.members + [
            Member("through", .integer(entry.through.rawValue)),
            Member("pulled_end", .integer(entry.pulledEnd.rawValue)),
          ]))
      writer.byte("\n")
    }
    return writer.bytes
  }

  /// Of bytes that are damaged only what stands before the damage.
  init(_ bytes: [UInt8]) {
    var found: [Entry] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let value = Value(json: Array(line)), let place = RelayPlace(value),
        case .integer(let through)? = value["through"], 0..<RelayPlace.limit ~= through,
        case .integer(let pulled)? = value["pulled_end"], pulled >= 0,
        found.last.map({ $0.place.offset <= place.offset && $0.through.rawValue < through }) ?? true
      else { break }
      found.append(
        Entry(
          through: Position(rawValue: through), place: place,
          pulledEnd: Position(rawValue: pulled)))
    }
    if !found.isEmpty { entries = found }
  }
}
