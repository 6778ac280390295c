package import Events
package import Sensors
import SystemCalls

/// Publishes readings as a flat file that any process reads in a microsecond.
///
/// ```swift
/// var board = Board(path: ".tlm/board", of: table)
/// try board.publish(state, through: position, at: now)
/// ```
///
/// A board begins as a new file that takes the place of the old one by a rename, so readers see the
/// one or the other; after that each publication is one `pwrite`. Of two processes that publish
/// beside each other the one that began last is read, and the other one waits until that is silent.
package struct Board: ~Copyable, Sendable {
  /// Where the board is.
  package let path: String
  private let sensors: [SensorDefinition]
  private let table: SensorTable
  private let templates: [BoardRecord]
  /// The modes as JSON, at the end of the file.
  private let modes: [UInt8]
  private var file: Descriptor?
  private var header: BoardHeader
  /// When the path was looked at last, by a clock that never goes back.
  var checked: Int64?

  /// How the last publication went.
  package enum Outcome: Sendable, Equatable {
    /// Readers see it.
    case published
    /// Another process publishes here; nothing was written.
    case superseded
  }

  /// Bytes of what may be said of modes.
  package static var mostModes: Int { BoardLayout.modesLimit }

  /// Nanoseconds after which the path is looked at again.
  private static let checkInterval: Int64 = 1_000_000_000

  /// A board of all sensors of a table. Nothing is written before the first publication.
  ///
  /// - Parameters:
  ///   - storeID: the id of the store that is read, which readers compare.
  ///   - modes: what there is to know of the modes, as JSON; other modes need another board.
  package init(
    path: String, of table: SensorTable, in storeID: String? = nil, modes: [UInt8] = []
  ) {
    precondition(modes.count <= Self.mostModes, "whoever reads modes counts them")
    self.modes = modes
    self.path = path
    self.table = table
    sensors = table.definitions
    templates = table.definitions.map { BoardReader.Reading.template(of: $0) }
    header = BoardHeader(
      count: table.definitions.count, writer: UInt32(bitPattern: OwnProcess.number), edition: 0,
      modesLength: modes.count, sequence: 0, through: .start, published: Timestamp(rawValue: 0),
      store: BoardHeader.number(storeID))
  }

  /// Publishes what every sensor says in a state at a time.
  ///
  /// - Parameters:
  ///   - state: of the projection that the table was made of.
  ///   - through: the end of the log that the state rests on.
  ///   - time: the time for which the sensors are asked.
  ///   - others: readings that come from elsewhere, by id, such as `control_rules_true`; they stand
  ///     for what the state says.
  /// - Throws: `failed` when the file cannot be written.
  @discardableResult
  package mutating func publish(
    _ state: SensorState, through: Position, at time: Timestamp,
    others: [String: SensorReading] = [:]
  ) throws(BoardError) -> Outcome {
    let readings = sensors.map { sensor in
      others[sensor.id] ?? table.reading(of: sensor.id, in: state, at: time)
    }
    return try publish(readings, through: through, at: time)
  }

  /// Publishes readings, one for each sensor of the table in its order.
  ///
  /// - Throws: `failed` when the file cannot be written.
  @discardableResult
  package mutating func publish(
    _ readings: [SensorReading?], through: Position, at time: Timestamp
  ) throws(BoardError) -> Outcome {
    precondition(readings.count == sensors.count, "a board shows each of its sensors")
    header.through = through
    header.published = time
    header.sequence += 1
    let image = image(of: readings)
    do throws(SystemError) { return try write(image, at: time) } catch { throw BoardError(error) }
  }

  private func image(of readings: [SensorReading?]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((sensors.count + 1) * BoardRecord.size)
    header.record.append(to: &bytes)
    for (place, reading) in readings.enumerated() {
      let shown = BoardReader.Reading(
        of: sensors[place], reading, published: header.published, sequence: header.sequence)
      shown.record(on: templates[place]).append(to: &bytes)
    }
    return bytes
  }

  private mutating func write(_ image: [UInt8], at time: Timestamp) throws(SystemError) -> Outcome {
    let now = monotonicNow()
    if checked.map({ now - $0 >= Self.checkInterval }) ?? true {
      checked = now
      switch try place(at: time) {
      case .ours: break
      case .vacant: return try begin(image)
      case .taken:
        file = nil
        return .superseded
      }
    }
    guard let file else { return .superseded }
    try file.write(image.span, at: 0)
    return .published
  }
}

extension Board {
  private enum Place { case ours, vacant, taken }

  /// Whose board the path names. One that nobody has published on for a while is nobody's, and
  /// whoever begins takes the path.
  private func place(at time: Timestamp) throws(SystemError) -> Place {
    guard let named = try FileStatus.of(path) else { return .vacant }
    if header.edition == 0 { return .vacant }
    if let file, try named.isSameFile(as: file.status()) { return .ours }
    // A board that cannot be read is in nobody's use.
    guard let other = try? BoardReader(path: path).header() else { return .vacant }
    guard let age = time.since(other.published) else { return .vacant }
    return age.rawValue > Int64(BoardReader.timeout_s) * 1_000_000_000 ? .vacant : .taken
  }

  /// Puts a new file at the path.
  private mutating func begin(_ image: [UInt8]) throws(SystemError) -> Outcome {
    header.edition = UInt64(bitPattern: monotonicNow()) | 1
    var image = image
    var first: [UInt8] = []
    header.record.append(to: &first)
    image.replaceSubrange(..<BoardRecord.size, with: first)
    image += modes
    // Nobody holds a lock here: two that begin at once must not write to one draft.
    try Folder.replace(
      path, with: image, isSynced: false, draft: "\(path).\(header.writer).new")
    let opened = try Descriptor.open(path, .update)
    let found = try opened.bytes(at: 0, count: BoardRecord.size)
    // Another process may have put its own there in between.
    guard found == first else {
      file = nil
      return .superseded
    }
    file = opened
    return .published
  }
}
