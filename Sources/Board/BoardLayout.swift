package import Events
import Sensors

/// Where everything stands in the file `board`.
///
/// The file is a header and then one record a sensor, 128 bytes each, and at its end the modes as
/// JSON; numbers have their low byte first, times are nanoseconds since 1970, texts are UTF-8 filled
/// up with zeros. It is described in the article Sensors; Python reads it with `struct`.
enum BoardLayout {
  /// The eight bytes `TLMBOARD` as a word.
  static let magic: UInt64 = 0x4452_414F_424D_4C54
  static let version: UInt32 = 2
  /// Records of the largest board that is read.
  static let limit = 65_536
  /// Bytes of the longest text about modes.
  static let modesLimit = 1 << 20

  // Of a record, in bytes.
  static let id = 8..<56
  static let unit = 56..<64
  static let kind = 64
  static let flags = 65
  static let word = 88..<112

  /// What the bits of a record's flags say.
  enum Flag {
    static let hasReading: UInt8 = 1
    static let isWord: UInt8 = 2
    static let isStale: UInt8 = 4
    static let isCut: UInt8 = 8
  }

  static let kinds: [SensorDefinition.Kind] = [.gauge, .counter, .rate, .histogram, .state]
}

/// What a board says of itself.
package struct BoardHeader: Sendable, Equatable {
  /// How many sensors it shows.
  package internal(set) var count: Int
  /// The process that writes it.
  package internal(set) var writer: UInt32
  /// What tells two boards of one writer apart.
  var edition: UInt64
  /// Bytes of the text about modes, which stays as it is as long as the file does.
  var modesLength = 0
  /// How often it was published.
  package internal(set) var sequence: UInt64
  /// The end of the log that the readings rest on.
  package internal(set) var through: Position
  /// The time for which the readings were given.
  package internal(set) var published: Timestamp
  /// The id of the store whose readings they are; zero where it has none, or none that is a number.
  package internal(set) var store: UInt128
}

extension BoardHeader {
  var record: BoardRecord {
    var record = BoardRecord()
    record[word: 0] = BoardLayout.magic
    record[word: 1] = UInt64(BoardLayout.version) | UInt64(BoardRecord.size) << 32
    record[word: 2] = UInt64(UInt32(count)) | UInt64(writer) << 32
    record[word: 3] = sequence
    record[word: 4] = UInt64(bitPattern: through.rawValue)
    record[word: 5] = UInt64(bitPattern: published.rawValue)
    record[word: 6] = edition
    record[word: 7] = UInt64(UInt32(modesLength))
    record[word: 8] = UInt64(truncatingIfNeeded: store >> 64)
    record[word: 9] = UInt64(truncatingIfNeeded: store)
    record.seal()
    return record
  }

  /// The header that a record is.
  ///
  /// - Throws: `notABoard` and `newer`; `torn` where it was read while it was written.
  init(_ record: BoardRecord, path: String) throws(BoardError) {
    guard record[word: 0] == BoardLayout.magic else {
      throw BoardError(.notABoard, "\(path) is no board: it does not begin with TLMBOARD")
    }
    let version = UInt32(truncatingIfNeeded: record[word: 1])
    guard version == BoardLayout.version else {
      throw BoardError(
        .newer,
        "\(path) is a board of version \(version); this tlm reads version \(BoardLayout.version)")
    }
    guard record.isWhole else { throw BoardError(.torn, "the header of \(path) is torn") }
    let size = Int(record[word: 1] >> 32)
    count = Int(UInt32(truncatingIfNeeded: record[word: 2]))
    guard size == BoardRecord.size, count <= BoardLayout.limit else {
      throw BoardError(.notABoard, "\(path) is no board: it claims \(count) records of \(size) B")
    }
    writer = UInt32(truncatingIfNeeded: record[word: 2] >> 32)
    sequence = record[word: 3]
    through = Position(rawValue: Int64(bitPattern: record[word: 4]))
    published = Timestamp(rawValue: Int64(bitPattern: record[word: 5]))
    edition = record[word: 6]
    modesLength = Int(UInt32(truncatingIfNeeded: record[word: 7]))
    guard modesLength <= BoardLayout.modesLimit else {
      throw BoardError(.notABoard, "\(path) is no board: it claims modes of \(modesLength) B")
    }
    store = UInt128(record[word: 8]) << 64 | UInt128(record[word: 9])
  }

  /// Whether the readings are of the store with this id.
  package func isOf(_ storeID: String?) -> Bool { store == Self.number(storeID) }

  /// A store's id is 32 hexadecimal digits.
  static func number(_ storeID: String?) -> UInt128 {
    storeID.flatMap { UInt128($0, radix: 16) } ?? 0
  }
}
