public import Events
public import Sensors

extension BoardReader {
  /// What a board shows of one sensor.
  public struct Reading: Sendable, Equatable {
    /// The sensor's own id, also where it was asked for by an alias.
    public internal(set) var id: String
    /// What a value counts, for example `ms` or `%`; `–` for a bare number.
    public internal(set) var unit: String
    /// Whether it is the latest value, a count, a rate, a quantile or a word.
    public internal(set) var kind: SensorDefinition.Kind
    /// The value; nil where the sensor says nothing.
    public internal(set) var value: SensorValue?
    /// When it was so; nil where nothing was ever counted.
    public internal(set) var time: Timestamp?
    /// Whether the reading was older than its sensor allows when the board was published.
    public internal(set) var isStale: Bool
    /// The seconds after which a reading is stale; nil for never.
    public internal(set) var staleAfter: Int?
    /// The time for which the reading was given.
    public internal(set) var published: Timestamp
    /// How often the board was published until then.
    public internal(set) var sequence: UInt64

    /// Whether the reading is older than its sensor allows at a time that the reader knows, or the
    /// board was not published for `BoardReader.timeout_s`: then nobody knows better.
    public func isStale(at now: Timestamp) -> Bool {
      if isStale || isSilent(at: now) { return true }
      guard let staleAfter, let time, let age = now.since(time) else { return false }
      return age.rawValue > Int64(staleAfter) * 1_000_000_000
    }

    /// Whether the board was published so long ago that its writer must have stopped.
    func isSilent(at now: Timestamp) -> Bool {
      guard let age = now.since(published) else { return true }
      return age.rawValue > Int64(BoardReader.timeout_s) * 1_000_000_000
    }
  }
}

extension BoardReader.Reading {
  /// How a sensor's reading stands on a board that is published for the `sequence`th time.
  init(
    of sensor: SensorDefinition, _ reading: SensorReading?, published: Timestamp, sequence: UInt64
  ) {
    id = sensor.id
    unit = sensor.unit
    kind = sensor.kind
    value = reading?.value
    time = reading?.time
    isStale = reading?.isStale ?? false
    staleAfter = sensor.staleness
    self.published = published
    self.sequence = sequence
  }

  /// What stays the same on a board each time it is published: the sensor's id and unit.
  static func template(of sensor: SensorDefinition) -> BoardRecord {
    var record = BoardRecord()
    record.put(sensor.id, in: BoardLayout.id)
    record.put(sensor.unit, in: BoardLayout.unit)
    return record
  }

  /// The record of this reading, made of its sensor's template.
  func record(on template: BoardRecord) -> BoardRecord {
    var record = template
    record[word: 0] = sequence
    var flags = isStale ? BoardLayout.Flag.isStale : 0
    switch value {
    case nil: break
    case .number(let number):
      flags |= BoardLayout.Flag.hasReading
      record[word: 9] = number.bitPattern
    case .word(let word):
      flags |= BoardLayout.Flag.hasReading | BoardLayout.Flag.isWord
      if !record.put(word, in: BoardLayout.word) { flags |= BoardLayout.Flag.isCut }
    }
    let kind = BoardLayout.kinds.firstIndex(of: kind) ?? 0
    record[word: 8] =
      UInt64(kind) | UInt64(flags) << 8 | UInt64(UInt32(clamping: staleAfter ?? 0)) << 32
    record[word: 10] = UInt64(bitPattern: time?.rawValue ?? .min)
    record[word: 14] = UInt64(bitPattern: published.rawValue)
    record.seal()
    return record
  }

  /// The reading that a whole record is; nil for a kind that nobody knows.
  ///
  /// - Parameters:
  ///   - id: the id that the record has.
  ///   - unit: the unit that it has.
  init?(_ record: BoardRecord, id: String, unit: String) {
    let (kind, flags) = (Int(record[byte: BoardLayout.kind]), record[byte: BoardLayout.flags])
    guard BoardLayout.kinds.indices.contains(kind) else { return nil }
    self.kind = BoardLayout.kinds[kind]
    self.id = id
    self.unit = unit
    if flags & BoardLayout.Flag.hasReading == 0 {
      value = nil
    } else if flags & BoardLayout.Flag.isWord != 0 {
      value = .word(record.text(BoardLayout.word))
    } else {
      value = .number(Double(bitPattern: record[word: 9]))
    }
    isStale = flags & BoardLayout.Flag.isStale != 0
    let seconds = Int(record[word: 8] >> 32)
    staleAfter = seconds == 0 ? nil : seconds
    let time = Int64(bitPattern: record[word: 10])
    self.time = time == .min ? nil : Timestamp(rawValue: time)
    published = Timestamp(rawValue: Int64(bitPattern: record[word: 14]))
    sequence = record[word: 0]
  }
}
