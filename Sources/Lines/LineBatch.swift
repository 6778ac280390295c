import CSimdJSON
package import Events

/// The events of one chunk, in the order of the log.
///
/// Unchecked: a batch is filled by the thread that parses and then handed on; after that only
/// `resolveTimes` changes it, which its one reader calls before it reads. Where it has several
/// readers, it was called before they get it: called again from the same time it changes nothing.
@safe package final class LineBatch: @unchecked Sendable {
  /// The bytes that the events are views of.
  package let chunk: LineChunk
  /// Ranges that are no events, in the order of the log.
  package let quarantined: [Quarantine]
  /// The chunk's bytes: they live, unmoved, as long as the chunk.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let tables: TablePool.Tables
  private let pool: TablePool
  private var untimed = 0
  /// Where the lines stand in the log, if that is not one after the other.
  private let positions: [Position]

  init(chunk: LineChunk, tables: TablePool.Tables, pool: TablePool) {
    self.chunk = chunk
    unsafe bytes = chunk.bytes.withUnsafeBufferPointer { unsafe $0 }
    unsafe self.tables = tables
    self.pool = pool
    positions =
      chunk.gathering?.positions(unsafe tables.pointee.line_count) { index in
        Int(unsafe tables.pointee.lines[index].start)
      } ?? []
    let damages = unsafe UnsafeBufferPointer(
      start: tables.pointee.damages, count: tables.pointee.damage_count)
    quarantined = unsafe damages.map { damage in
      Quarantine(
        position: Position(rawValue: chunk.position.rawValue + Int64(damage.start)),
        length: Int(damage.length), reason: Quarantine.Reason(code: damage.reason))
    }
  }

  deinit { unsafe pool.put(tables) }

  /// Events in the batch.
  package var count: Int { unsafe tables.pointee.line_count }

  /// Lines that are nothing.
  package var blank: Int { unsafe tables.pointee.blank_count }

  /// The event's name as a number.
  package func nameID(at index: Int) -> Event.Name {
    Event.Name(rawValue: line(index).name)
  }

  /// The well-known keys that the event's line has.
  package func keys(at index: Int) -> Event.Keys {
    let present = line(index).present
    return Event.Keys(low: present.0, high: present.1, top: present.2)
  }

  /// Where the event's line stands in the log.
  package func position(at index: Int) -> Position {
    position(of: line(index), index)
  }

  /// The time that the line itself gives.
  package func ownTime(at index: Int) -> Timestamp? {
    let line = line(index)
    return line.is_timed ? Timestamp(rawValue: line.time) : nil
  }

  /// Whether the line gives a time that nobody can read: it has none then, not even that of the line
  /// before it.
  package func isTimeUnreadable(at index: Int) -> Bool { line(index).is_time_unreadable }

  /// The event, lent for as long as the batch. Its time is its own until `resolveTimes` was
  /// called.
  ///
  /// - Parameter notes: where what is asked for of the event and cannot be read is noted; it lives as
  ///   long as the event.
  @_lifetime(borrow self)
  package func event(at index: Int, noting notes: UnreadableValues? = nil) -> Event {
    let line = line(index)
    let start = Int(line.start)
    // Sound: `Field` is laid out as `tlm_field`; the tables and the chunk live as long as this.
    let text = unsafe UnsafeBufferPointer(rebasing: bytes[start..<start + Int(line.length)])
    let first = unsafe UnsafeRawPointer(tables.pointee.fields + Int(line.first_field))
    let fields = unsafe UnsafeBufferPointer(
      start: first.assumingMemoryBound(to: Field.self), count: Int(line.field_count))
    let event = unsafe Event(
      line: text.span, fields: fields.span, position: position(of: line, index),
      nameID: Event.Name(rawValue: line.name),
      time: line.time == TLM_NO_TIME ? nil : Timestamp(rawValue: line.time),
      isTimed: line.is_timed,
      present: Event.Keys(
        low: line.present.0, high: line.present.1, top: line.present.2),
      isTimeUnreadable: line.is_time_unreadable, unreadable: notes,
      nameRank: line.name_rank)
    return unsafe _overrideLifetime(event, borrowing: self)
  }

  /// Gives every untimed event the time of the nearest earlier one that has a time, before the
  /// batch `lastTime`. Returns the time to go on with in the next batch.
  ///
  /// The untimed events of a chunk of picked lines get the times that were recorded for them.
  package func resolveTimes(from lastTime: Timestamp?) -> Timestamp? {
    if let gathering = chunk.gathering { return resolveTimes(by: gathering) }
    if count == 0 { return lastTime }
    if untimed == 0 { return ownTime(at: count - 1) }
    var last = lastTime?.rawValue ?? TLM_NO_TIME
    for index in 0..<count {
      let line = line(index)
      if line.is_timed {
        last = line.time
      } else if line.time != last && !line.is_time_unreadable {
        unsafe tables.pointee.lines[index].time = last
      }
    }
    return last == TLM_NO_TIME ? nil : Timestamp(rawValue: last)
  }

  /// Shows a clock the own times of these events.
  package func show(timesOf events: Range<Int>, to clock: inout LogClock) {
    for index in events {
      let line = line(index)
      if line.is_timed { clock.observe(Timestamp(rawValue: line.time)) }
    }
  }

  private func resolveTimes(by gathering: Gathering) -> Timestamp? {
    resolveTimes(by: gathering.times)
    return gathering.lastTime
  }

  /// Gives every untimed event the time that is known for its position, if any.
  package func resolveTimes(by times: [Position: Timestamp]) {
    if untimed == 0 { return }
    for index in 0..<count where !line(index).is_timed && !line(index).is_time_unreadable {
      let time = times[position(at: index)]
      unsafe tables.pointee.lines[index].time = time?.rawValue ?? TLM_NO_TIME
    }
  }

  /// Reads the own time of every event. Called once, by the parser.
  func readTimes() {
    for index in 0..<count {
      let plain = plainTime(of: unsafe tables.pointee.lines[index])
      switch plain.map(Event.TimeReading.time) ?? anyTime(at: index) {
      case .time(let time) where time.rawValue != TLM_NO_TIME:
        unsafe tables.pointee.lines[index].time = time.rawValue
        unsafe tables.pointee.lines[index].is_timed = true
      case .absent: untimed += 1
      case .time, .unreadable:
        unsafe tables.pointee.lines[index].is_time_unreadable = true
        untimed += 1
      }
    }
  }

  /// The time of nearly every line: a string without escapes under its first time key.
  private func plainTime(of line: tlm_line) -> Timestamp? {
    if line.time_field == TLM_NO_FIELD { return nil }
    let field = unsafe tables.pointee.fields[Int(line.first_field + line.time_field)]
    let hasEscapes = field.bits & (1 << 24) != 0
    guard field.bits >> 16 & 0xFF == TLM_STRING.rawValue, !hasEscapes else { return nil }
    let start = Int(line.start + field.value_start)
    let text = unsafe bytes[start..<start + Int(field.value_length)]
    return unsafe Timestamp(parsing: UnsafeBufferPointer(rebasing: text).span)
  }

  private func anyTime(at index: Int) -> Event.TimeReading {
    let timeField = line(index).time_field
    return event(at: index).readTime(at: timeField == TLM_NO_FIELD ? nil : Int(timeField))
  }

  private func position(of line: tlm_line, _ index: Int) -> Position {
    if !positions.isEmpty { return positions[index] }
    return Position(rawValue: chunk.position.rawValue + Int64(line.start))
  }

  private func line(_ index: Int) -> tlm_line {
    precondition(index >= 0 && index < count, "no event \(index) in a batch of \(count)")
    return unsafe tables.pointee.lines[index]
  }
}
