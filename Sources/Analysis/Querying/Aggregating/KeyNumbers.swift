import TLM

/// Numbers for the values that events have under one key of groups, in the order in which they are met:
/// most were met before, and these are found without a copy of them.
struct KeyNumbers: Sendable {
  /// The values by their numbers.
  private(set) var values: [Datum] = []
  private let source: Source
  private let reading: Reading
  private var numbers: [Datum: Int] = [:]
  private var texts = TextNumbers()
  /// The numbers of names by those that the process has given them; -1 for names that were not met.
  private var named: [Int] = []
  /// The number of what is nowhere; -1 while that was not met.
  private var missing = -1

  /// Where an event has the value.
  private enum Source: Sendable {
    /// It is the event's name.
    case name
    /// It stands under `event`, which nearly always is the name.
    case event
    case key(Key)
    case field(Path)
    case computed
  }

  /// A field in one piece: to hand on its parts takes as long as to look it up.
  private final class Path: Sendable {
    let path: FieldPath
    init(_ path: FieldPath) { self.path = path }
  }

  init(_ value: Expression, by compiler: Compiler) {
    reading = compiler.reading(value)
    source =
      if case .call(.name, _) = value.kind {
        .name
      } else if let path = compiler.plainField(value) {
        path.name == "event" ? .event : path.key.map(Source.key) ?? .field(Path(path))
      } else {
        .computed
      }
  }

  /// The number of an event's value, which is given one if it was not met before.
  mutating func number(of event: borrowing Event) -> Int {
    switch source {
    case .name:
      if let number = number(ofName: event.nameID) { return number }
    case .event:
      if event.isNamedByEvent, let number = number(ofName: event.nameID) { return number }
    case .key(let key):
      guard event.contains(key), let field = event.field(key) else { return numberOfMissing() }
      if field.isPlainText { return number(ofText: event.text(of: field)) }
    case .field(let path):
      guard let view = event.view(at: path.path) else { return numberOfMissing() }
      if view.kind == .string, !view.hasEscapes { return number(ofText: view.text) }
    case .computed: break
    }
    return number(of: reading(event).plain)
  }

  /// The number of a value, which is plain.
  mutating func number(of datum: Datum) -> Int {
    if let number = numbers[datum] { return number }
    let number = values.count
    numbers[datum] = number
    values.append(datum)
    return number
  }

  private mutating func numberOfMissing() -> Int {
    if missing < 0 { missing = number(of: .missing) }
    return missing
  }

  private mutating func number(ofText text: Span<UInt8>) -> Int {
    if let known = texts.number(of: text) { return known }
    let number = number(of: .text(Label(JSONText.verbatim(text))))
    texts.add(text, number: number)
    return number
  }

  /// Nil where the name has no number of its own.
  private mutating func number(ofName name: Event.Name) -> Int? {
    let place = Int(name.rawValue)
    if place < named.count, named[place] >= 0 { return named[place] }
    if name == .overflow { return nil }
    if place >= named.count {
      named += Array(repeating: -1, count: place + 16 - named.count)
    }
    let text = name.string
    let number = number(of: text.isEmpty ? .missing : .text(Label(text)))
    named[place] = number
    return number
  }
}
