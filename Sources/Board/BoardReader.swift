public import Events
import Sensors
import SystemCalls

/// Reads the board that another process publishes: one `pread` a sensor, no lock, no daemon to ask.
///
/// ```swift
/// var board = try BoardReader(path: ".tlm/board")
/// let cpu = try board.place(of: "perf_system_cpu_load")
/// let reading = try board.reading(at: cpu, now: .current)
/// ```
///
/// A record that is read while it is written fails its checksum and is read again. A board that was
/// not published for a while may have been replaced: then the path is looked at anew.
public struct BoardReader: Sendable {
  /// Where the board is.
  public let path: String
  private var file: Descriptor
  /// Every sensor's place by its id, and the ids by place.
  private var places: [String: Int] = [:]
  private var ids: [String] = []
  /// By place: what stays the same as long as the file does, so that it is decoded once.
  private var known: [Known] = []
  /// The modes as JSON, as the board was begun with; empty where it shows none.
  package private(set) var modes: [UInt8] = []
  /// What somebody made of them; forgotten when another board is read.
  package var readModes: (any Sendable)?

  /// A sensor's unit, and the words of its record that hold id and unit.
  private struct Known: Sendable {
    var unit: String
    var words: InlineArray<7, UInt64>

    init(_ record: BoardRecord) {
      unit = record.text(BoardLayout.unit)
      words = InlineArray { record[word: $0 + 1] }
    }

    func isOf(_ record: BoardRecord) -> Bool {
      for index in 0..<7 where words[index] != record[word: index + 1] { return false }
      return true
    }
  }

  /// How often a record is read that is not whole.
  static let attempts = 200
  /// Seconds without a publication after which the path is looked at anew.
  public static let timeout_s = 15

  /// Opens a board.
  ///
  /// - Throws: `missing`, `notABoard`, `newer`, `torn`, `failed`.
  public init(path: String) throws(BoardError) {
    self.path = path
    file = try Self.open(path)
    try readIDs()
  }

  /// What the board says of itself.
  ///
  /// - Throws: `notABoard`, `newer`, `torn`, `failed`.
  package func header() throws(BoardError) -> BoardHeader {
    try BoardHeader(whole(at: 0, of: "the header"), path: path)
  }

  /// The ids of all sensors, in the order of the board.
  public var sensors: [String] { ids }

  /// Where a sensor stands, by its id or an alias; for as long as this reader lives.
  ///
  /// - Throws: `unknown`.
  public func place(of id: String) throws(BoardError) -> Int {
    guard let place = places[id] ?? places[SensorCatalog.id(of: id)] else {
      throw BoardError(.unknown, "the board at \(path) shows no sensor \(id)")
    }
    return place
  }

  /// What a sensor says, by its place.
  ///
  /// - Parameters:
  ///   - place: as `place(of:)` gives it.
  ///   - now: the reader's clock. Where the reading is of long ago, the path is looked at anew, and a
  ///     board that took this one's place is read instead.
  /// - Throws: `torn`, `unknown`, `notABoard`, `failed`; `missing` when the board is gone.
  public mutating func reading(at place: Int, now: Timestamp) throws(BoardError)
    -> BoardReader.Reading
  {
    let reading = try stored(at: place)
    guard reading.isSilent(at: now), try reopen() else { return reading }
    return try self.reading(atPlaceNow: self.place(of: reading.id))
  }

  /// What a sensor says, by its id or an alias.
  ///
  /// - Throws: as `reading(at:now:)`.
  public mutating func reading(of id: String, now: Timestamp) throws(BoardError)
    -> BoardReader.Reading
  {
    try reading(at: place(of: id), now: now)
  }

  /// What every sensor says, in the order of the board.
  ///
  /// - Throws: as `reading(at:now:)`.
  public mutating func readings(now: Timestamp) throws(BoardError) -> [BoardReader.Reading] {
    var readings = try stored()
    if readings.allSatisfy({ $0.isStale(at: now) }), try reopen() { readings = try stored() }
    return readings
  }
}

extension BoardReader {
  private static func open(_ path: String) throws(BoardError) -> Descriptor {
    do throws(SystemError) { return try Descriptor.open(path, .read) } catch {
      if error.isMissing { throw .missing(path) }
      throw BoardError(error)
    }
  }

  private func stored() throws(BoardError) -> [BoardReader.Reading] {
    var readings: [BoardReader.Reading] = []
    for place in ids.indices { readings.append(try stored(at: place)) }
    return readings
  }

  private func reading(atPlaceNow place: Int) throws(BoardError) -> BoardReader.Reading {
    try stored(at: place)
  }

  private func stored(at place: Int) throws(BoardError) -> BoardReader.Reading {
    guard ids.indices.contains(place) else {
      throw BoardError(.unknown, "the board at \(path) has no place \(place)")
    }
    let record = try whole(at: (place + 1) * BoardRecord.size, of: ids[place])
    let isKnown = known[place].isOf(record)
    let reading = BoardReader.Reading(
      record, id: isKnown ? ids[place] : record.text(BoardLayout.id),
      unit: isKnown ? known[place].unit : record.text(BoardLayout.unit))
    guard let reading else {
      throw BoardError(.notABoard, "\(path) shows \(ids[place]) as a kind that nobody knows")
    }
    return reading
  }

  /// A record that its checksum fits. What is being written is read again; what stays torn was
  /// left by a writer that died.
  private func whole(at offset: Int, of what: String) throws(BoardError) -> BoardRecord {
    for attempt in 0..<Self.attempts {
      let record = try read(at: offset, of: what)
      if record.isWhole || offset == 0 && !Self.canBeHeader(record) { return record }
      if attempt > Self.attempts / 2 { OwnProcess.yield() }
    }
    throw BoardError(
      .torn, "\(what) on the board at \(path) stays half-written: its writer seems to have died")
  }

  /// What is no header at all need not be read again.
  private static func canBeHeader(_ record: BoardRecord) -> Bool {
    record[word: 0] == BoardLayout.magic
      && UInt32(truncatingIfNeeded: record[word: 1]) == BoardLayout.version
  }

  private func read(at offset: Int, of what: String) throws(BoardError) -> BoardRecord {
    var count = 0
    let record: BoardRecord
    do throws(SystemError) {
      // Sound: the buffer is the record's own memory, and outlives the call.
      record = unsafe try BoardRecord { (bytes) throws(SystemError) in
        count = unsafe try file.read(into: bytes, at: Int64(offset))
      }
    } catch { throw BoardError(error) }
    guard count == BoardRecord.size else {
      throw BoardError(.notABoard, "the board at \(path) ends before \(what)")
    }
    return record
  }

  /// Reads the id of every record, and what stands behind them.
  private mutating func readIDs() throws(BoardError) {
    let header = try header()
    var ids: [String] = []
    var places: [String: Int] = [:]
    var known: [Known] = []
    for place in 0..<header.count {
      let record = try whole(at: (place + 1) * BoardRecord.size, of: "record \(place)")
      let id = record.text(BoardLayout.id)
      if places[id] == nil { places[id] = place }
      ids.append(id)
      known.append(Known(record))
    }
    (self.ids, self.places, self.known) = (ids, places, known)
    modes = try readModes(behind: header)
    readModes = nil
  }

  private func readModes(behind header: BoardHeader) throws(BoardError) -> [UInt8] {
    let offset = (header.count + 1) * BoardRecord.size
    let text: [UInt8]
    do throws(SystemError) {
      text = try file.bytes(at: Int64(offset), count: header.modesLength)
    } catch { throw BoardError(error) }
    guard text.count == header.modesLength else {
      throw BoardError(.notABoard, "the board at \(path) ends before its modes")
    }
    return text
  }

  /// Opens what the path names now; false where that is the file that is open already.
  private mutating func reopen() throws(BoardError) -> Bool {
    do throws(SystemError) {
      guard let named = try FileStatus.of(path) else { throw .missing(path) }
      if try named.isSameFile(as: file.status()) { return false }
    } catch {
      if error.isMissing { throw .missing(path) }
      throw BoardError(error)
    }
    file = try Self.open(path)
    try readIDs()
    return true
  }
}
