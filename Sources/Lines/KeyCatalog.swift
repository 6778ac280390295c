import CSimdJSON
import Events

/// Hands the well-known keys of Events to the parser, and names to the table of Events.
enum KeyCatalog {
  /// A parser that knows every key of the catalog; nil if there is no memory.
  static func makeParser() -> OpaquePointer? {
    // One block of bytes for all spellings; the parser copies what it needs.
    var spellings: [UInt8] = []
    var places: [(key: Key, start: Int, length: Int)] = []
    for (key, spelling) in Key.catalog {
      places.append((key, spellings.count, spelling.utf8.count))
      spellings += spelling.utf8
    }
    return unsafe spellings.withUnsafeBufferPointer { bytes in
      let keys = unsafe places.map { place in
        unsafe tlm_key(
          bytes: bytes.baseAddress.map { unsafe $0 + place.start },
          length: UInt32(place.length), number: place.key.rawValue,
          name_rank: rank(of: place.key, in: Key.nameKeys),
          time_rank: rank(of: place.key, in: Key.timeKeys))
      }
      return unsafe keys.withUnsafeBufferPointer {
        unsafe tlm_parser_create($0.baseAddress, $0.count, intern)
      }
    }
  }

  private static func rank(of key: Key, in keys: [Key]) -> UInt8 {
    keys.firstIndex(of: key).map { UInt8($0 + 1) } ?? 0
  }

  /// Called by the parser for a name that it has not seen lately.
  private static let intern: tlm_intern = { bytes, length, hasEscapes in
    let bytes = unsafe UnsafeBufferPointer(start: bytes, count: length)
    return unsafe Event.Name(parsing: bytes.span, hasEscapes: hasEscapes).rawValue
  }
}
