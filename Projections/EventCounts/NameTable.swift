import Events

/// A value for each event name: found by the name's number while folding, written by its text.
///
/// Numbers are given in the order in which a process first meets a name, so they stay out of
/// everything that is compared or encoded.
struct NameTable<Value: Codable & Sendable & Equatable>: Sendable {
  private var values: [Value] = []
  private var names: [Label] = []
  /// Where the value of a name's number is, plus one; 0 where there is none.
  private var places: [Int32] = []
  /// The same by text, for names met for the first time and for those without a number.
  private var placesOfText: [Label: Int] = [:]

  /// Every name with its value, in the order of the names' bytes.
  var sorted: [(name: Label, value: Value)] {
    zip(names, values).map { (name: $0, value: $1) }.sorted { $0.name < $1.name }
  }

  subscript(name: Label) -> Value? {
    placesOfText[name].map { values[$0] }
  }

  /// Changes the value of the event's name, which begins as `start`.
  mutating func update(
    for event: borrowing Event, from start: @autoclosure () -> Value,
    _ change: (inout Value, Timestamp?) -> Void
  ) {
    let number = Int(event.nameID.rawValue)
    if number < places.count, places[number] != 0 {
      change(&values[Int(places[number]) - 1], event.time)
    } else {
      change(&values[place(for: event, from: start())], event.time)
    }
  }

  private mutating func place(for event: borrowing Event, from start: Value) -> Int {
    guard event.nameID != .overflow else { return place(of: Label(event.name ?? ""), from: start) }
    let number = Int(event.nameID.rawValue)
    if places.count <= number {
      places += Array(repeating: 0, count: number + 1 - places.count)
    }
    let place = place(of: Label(event.nameID.string), from: start)
    places[number] = Int32(place + 1)
    return place
  }

  private mutating func place(of name: Label, from start: Value) -> Int {
    if let place = placesOfText[name] { return place }
    placesOfText[name] = names.count
    names.append(name)
    values.append(start)
    return names.count - 1
  }
}

extension NameTable: Equatable {
  static func == (left: NameTable, right: NameTable) -> Bool {
    guard left.names.count == right.names.count else { return false }
    return zip(left.sorted, right.sorted).allSatisfy { $0 == $1 }
  }
}

extension NameTable: Codable {
  /// Names and values in turn.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    while !list.isAtEnd {
      let name = try list.decode(Label.self)
      _ = place(of: name, from: try list.decode(Value.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for (name, value) in sorted {
      try list.encode(name)
      try list.encode(value)
    }
  }
}
