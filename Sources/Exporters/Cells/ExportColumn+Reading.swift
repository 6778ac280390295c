import Events

extension [ExportColumn] {
  /// Puts what an event says into a sink: a cell for each column, whatever it is.
  func read<Sink: CellSink>(_ event: borrowing Event, into sink: inout Sink) {
    for index in indices { read(index, of: event, into: &sink) }
  }

  private func read<Sink: CellSink>(
    _ index: Int, of event: borrowing Event, into sink: inout Sink
  ) {
    switch self[index].source {
    case .position: sink.integer(event.position.rawValue)
    case .time:
      if let time = event.time { sink.time(time) } else { sink.absent() }
    case .event: ExportColumn.text(event, .event, into: &sink) { $0.name }
    case .level: ExportColumn.text(event, .level, into: &sink) { $0.level }
    case .message: sink.text(event.message)
    case .text(let key, let text, let reachable):
      if event.present.isDisjoint(with: reachable) { return sink.absent() }
      ExportColumn.text(event, key, into: &sink) { text.read($0) }
    case .outcome: sink.text(event.outcome?.rawValue)
    case .duration:
      if !ExportColumn.number(event, .durationS, into: &sink) { sink.seconds(event.duration) }
    case .exitCode: sink.integer(event.exitCode)
    case .cost:
      if !ExportColumn.number(event, .costUSD, into: &sink) { sink.double(event.costUSD) }
    case .tokens(let key, let tokens):
      if !ExportColumn.number(event, key, into: &sink) { sink.integer(tokens.read(event)) }
    case .rest: RestOfEvent.read(event, into: &sink)
    case .field:
      if let view = event.view(named: self[index].name) { sink.value(view) } else { sink.absent() }
    }
  }
}

extension ExportColumn {
  /// A text that stands plainly under its first spelling is not copied; any other is asked for.
  fileprivate static func text<Sink: CellSink>(
    _ event: borrowing Event, _ key: Key, into sink: inout Sink,
    _ read: (borrowing Event) -> String?
  ) {
    if event.contains(key), let field = event.field(key), field.kind == .string,
      !field.hasEscapes, field.valueLength > 0
    {
      sink.text(event.view(of: field).text)
    } else {
      sink.text(read(event))
    }
  }

  /// A plain number under its first spelling, as it stands there; false where it is to be asked for.
  fileprivate static func number<Sink: CellSink>(
    _ event: borrowing Event, _ key: Key, into sink: inout Sink
  ) -> Bool {
    guard event.contains(key), let field = event.field(key), isPlain(field, in: event) else {
      return false
    }
    sink.number(event.view(of: field).text)
    return true
  }

  /// Whether a member is a number that reads the same by whoever reads it, and that its column takes:
  /// of few digits, at most nine behind the point, and without an exponent; whole, but for costs and
  /// lengths of time, and no longer than these may be.
  static func isPlain(_ field: Field, in event: borrowing Event) -> Bool {
    if field.kind == .integer {
      guard field.valueLength <= 15 else { return false }
      return field.key != .durationS || field.valueLength <= lengthDigits
    }
    guard field.kind == .decimal, field.valueLength <= 15, fractions.contains(field.key) else {
      return false
    }
    var point = -1
    let text = event.view(of: field).text
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "."): point = index
      case UInt8(ascii: "e"), UInt8(ascii: "E"): return false
      default: break
      }
    }
    return text.count - point <= 10 && (field.key != .durationS || point <= lengthDigits)
  }

  /// Seconds of so many digits are a length of time, whatever they are.
  private static let lengthDigits = 9
  private static let fractions = Event.Keys([.durationS, .costUSD])
}
