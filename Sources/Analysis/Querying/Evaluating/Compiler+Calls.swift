import Events

/// Calls of functions.
extension Compiler {
  func call(_ function: Function, _ arguments: [Expression]) -> Reading {
    guard let first = arguments.first else { return ofEvent(function) }
    switch function {
    case .time:
      if let path = first.field { return time(of: path) }
      return mapped(first) { $0.asTime }
    case .duration:
      if let path = first.field { return duration(of: path) }
      return mapped(first) { $0.asDuration }
    case .number: return mapped(first) { $0.asNumber }
    case .text: return mapped(first) { $0.asText }
    case .lower: return mapped(first) { $0.inSmallLetters }
    case .length: return mapped(first) { $0.characters }
    case .abs: return mapped(first) { $0.magnitude }
    case .seconds: return mapped(first) { $0.asSeconds }
    case .date, .hour, .weekday:
      let zone = zone
      return mapped(first) { $0.part(function, in: zone) }
    case .coalesce:
      let readings = arguments.map(reading)
      return { event in
        for reading in readings {
          let datum = reading(event)
          if !datum.isMissing { return datum }
        }
        return .missing
      }
    default: return ofEvent(function)
    }
  }

  private func mapped(
    _ argument: Expression, _ change: @escaping @Sendable (Datum) -> Datum
  ) -> Reading {
    let reading = reading(argument)
    return { event in change(reading(event)) }
  }

  private func ofEvent(_ function: Function) -> Reading {
    if let key = function.key { return { event in Self.text(event.text(key)) } }
    switch function {
    case .name: return { event in Self.text(event.name) }
    case .outcome: return { event in Self.text(event.outcome?.rawValue) }
    case .level: return { event in Self.text(event.level) }
    case .model: return { event in Self.text(event.model) }
    case .position: return { event in .whole(event.position.rawValue) }
    case .time: return { event in event.time.map { .time($0.rawValue) } ?? .missing }
    case .duration: return { event in event.duration.map { .duration($0.rawValue) } ?? .missing }
    case .host: return reading(.host)
    case .origin: return reading(.origin)
    default: return { _ in .missing }
    }
  }

  static func text(_ text: String?) -> Datum { text.map { .text(Label($0)) } ?? .missing }

  private func time(of path: FieldPath) -> Reading {
    { event in
      guard let view = event.view(at: path), let time = view.timestamp else { return .missing }
      return .time(time.rawValue)
    }
  }

  /// A bare number counts in the unit of the field's name: milliseconds in `latency_ms`, else seconds.
  private func duration(of path: FieldPath) -> Reading {
    let isSeconds = !path.isInMilliseconds
    return { event in
      guard let view = event.view(at: path),
        case .valid(let length)? = Event.DurationReading(view, isSeconds: isSeconds)
      else { return .missing }
      return .duration(length.rawValue)
    }
  }
}

extension Function {
  /// The key that it asks for.
  var key: CorrelationKey? {
    switch self {
    case .tool: .tool
    case .component: .component
    case .project: .project
    case .issue: .issue
    case .session: .session
    case .trace: .trace
    case .run: .run
    case .stream: .stream
    case .eventID: .eventID
    default: nil
    }
  }
}

/// One kind of value as another.
extension Datum {
  var asTime: Datum {
    let time: Timestamp?
    switch self {
    case .time: return self
    case .text(let label): time = Timestamp(label.text) ?? TimeText.instant(label.text)
    case .whole, .large, .decimal: time = Timestamp(number: Array(digits.utf8).span)
    default: return .missing
    }
    return time.map { .time($0.rawValue) } ?? .missing
  }

  var asDuration: Datum {
    let reading: Event.DurationReading?
    switch self {
    case .duration: return self
    case .text(let label): reading = DurationText.reading(label.text, bare: 1e9)
    case .whole, .large, .decimal:
      reading = double.flatMap { Nanoseconds(seconds: $0) }.map { .valid($0) }
    default: return .missing
    }
    if case .valid(let length)? = reading { return .duration(length.rawValue) }
    return .missing
  }

  var asNumber: Datum {
    switch self {
    case .whole, .large, .decimal: self
    case .text(let label): FieldCondition.number(label.text).map { Datum($0) } ?? .missing
    case .duration: asSeconds
    default: .missing
    }
  }

  var asSeconds: Datum {
    guard case .duration(let length) = self else { return .missing }
    return .decimal(Double(length) / 1e9)
  }

  var asText: Datum {
    switch self {
    case .text: self
    case .whole, .large, .decimal: .text(Label(digits))
    case .flag(let flag): .text(Label(flag ? "true" : "false"))
    case .time(let time): .text(Label(Timestamp(rawValue: time).description))
    case .duration(let length): .text(Label("\(Double(length) / 1e9)s"))
    case .json(let label): .text(label)
    case .missing: .missing
    }
  }

  private var digits: String {
    switch self {
    case .whole(let number): String(number)
    case .large(let number): String(number)
    case .decimal(let number): number.description
    default: ""
    }
  }

  /// With the letters of ASCII in their small size.
  var inSmallLetters: Datum {
    guard case .text(let label) = self else { return .missing }
    let bytes = label.text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return .text(Label(String(decoding: bytes, as: UTF8.self)))
  }

  /// How many characters a text has, told as Unicode's scalars.
  var characters: Datum {
    guard case .text(let label) = self else { return .missing }
    return .whole(Int64(label.text.unicodeScalars.count))
  }

  /// The date, the hour or the day of the week of a time, 1 being Monday.
  func part(_ function: Function, in zone: Zone) -> Datum {
    guard case .time(let time) = self else { return .missing }
    let shown = zone.shown(at: Timestamp(rawValue: time))
    let second = shown.wholeSecond
    let day = second.flooredDivision(by: 86_400)
    switch function {
    case .hour: return .whole((second - day * 86_400) / 3600)
    case .weekday:
      // 1970-01-01 was a Thursday.
      let days = (day + 3) % 7
      return .whole((days < 0 ? days + 7 : days) + 1)
    default: return .text(Label(String(shown.description.prefix(10))))
    }
  }
}
