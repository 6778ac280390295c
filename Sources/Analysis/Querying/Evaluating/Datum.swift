package import Events

/// A value that a question comes upon: read off an event, written in the question or computed.
package enum Datum: Sendable, Hashable {
  /// Absent, null, or what cannot be read or computed.
  case missing
  case flag(Bool)
  case whole(Int64)
  /// Beyond `Int64.max`.
  case large(UInt64)
  /// Finite, and no whole number that fits 64 bits once it was made plain.
  case decimal(Double)
  case text(Label)
  /// A length of time in nanoseconds.
  case duration(Int64)
  /// An instant in nanoseconds since 1970.
  case time(Int64)
  /// An object or an array, as it stands in the line.
  case json(Label)

  /// What a value of a line says.
  init(_ view: borrowing JSONView) {
    switch view.kind {
    case .null: self = .missing
    case .true: self = .flag(true)
    case .false: self = .flag(false)
    case .integer, .decimal: self = Self.number(view)
    case .string: self = .text(Label(view.string ?? ""))
    case .object, .array: self = .json(Label(JSONText.verbatim(view.text)))
    }
  }

  /// A number of few digits.
  @inline(__always)
  init(_ number: PlainNumber) {
    self = number.isWhole ? .whole(number.digits) : .decimal(number.double)
  }

  private static func number(_ view: borrowing JSONView) -> Datum {
    switch ExactNumber(view) {
    case .integer(let number): .whole(number)
    case .large(let number): .large(number)
    case .decimal(let number): .decimal(number)
    case nil: .missing
    }
  }

  /// What a value says that was written in a question.
  init(_ value: Value) {
    switch value {
    case .bool(let flag): self = .flag(flag)
    case .integer(let number): self = .whole(number)
    case .unsigned(let number): self = .large(number)
    case .double(let number): self = number.isFinite ? .decimal(number) : .missing
    case .string(let text): self = .text(Label(text))
    case .null, .array, .object: self = .missing
    }
  }

  /// A number that was computed; one that is not finite is missing.
  init(finite number: Double) { self = number.isFinite ? .decimal(number) : .missing }

  package var isMissing: Bool { if case .missing = self { true } else { false } }

  /// The number that it is, exactly; a text counts if it spells an integer beyond 2^53, because that is
  /// how tlm writes those.
  var exactNumber: ExactNumber? {
    switch self {
    case .whole(let number): .integer(number)
    case .large(let number): .large(number)
    case .decimal(let number): .decimal(number)
    case .text(let label): ExactNumber(spelledBy: label.text.utf8Span.span)
    default: nil
    }
  }

  /// The nearest Double of a number; nil for other kinds.
  package var double: Double? {
    switch self {
    case .whole(let number): Double(number)
    case .large(let number): Double(number)
    case .decimal(let number): number
    default: nil
    }
  }

  /// As a key of a group: numbers that are equal are one.
  var plain: Datum {
    guard case .decimal(let number) = self else { return self }
    if let whole = Int64(exactly: number) { return .whole(whole) }
    return UInt64(exactly: number).map(Self.large) ?? self
  }
}

extension JSONText {
  /// A value as it stands in a line.
  static func verbatim(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension Datum {
  /// How it stands to another one; nil where the two cannot be compared.
  func order(to other: Datum) -> ExactNumber.Order? {
    switch (self, other) {
    case (.text(let left), .text(let right)): Self.order(left, right)
    case (.flag(let left), .flag(let right)): left == right ? .same : nil
    case (.duration(let left), .duration(let right)): Self.order(left, right)
    case (.time(let left), .time(let right)): Self.order(left, right)
    case (.whole(let left), .whole(let right)): Self.order(left, right)
    case (.whole, _), (.large, _), (.decimal, _), (.text, .whole), (.text, .large),
      (.text, .decimal):
      exactNumber.flatMap { number in other.exactNumber.map(number.order) }
    default: nil
    }
  }

  /// The same to a value that is written in a question, which is a text only to texts.
  func order(toWritten written: Datum) -> ExactNumber.Order? {
    if case .text = written {
      guard case .text = self else { return nil }
    }
    return order(to: written)
  }

  private static func order<Part: Comparable>(_ left: Part, _ right: Part) -> ExactNumber.Order {
    left < right ? .before : left == right ? .same : .after
  }

  /// Whether it comes before another one of any kind: for rows in an order, and for the least of
  /// several. What is missing comes last.
  func precedes(_ other: Datum) -> Bool {
    if rank != other.rank { return rank < other.rank }
    switch (self, other) {
    case (.flag(let left), .flag(let right)): return !left && right
    case (.json(let left), .json(let right)): return left < right
    default: return order(to: other) == .before
    }
  }

  /// Whether it is of the kind of another one, all numbers being of one.
  func isAlike(_ other: Datum) -> Bool { rank == other.rank }

  private var rank: Int {
    switch self {
    case .flag: 0
    case .whole, .large, .decimal: 1
    case .duration: 2
    case .time: 3
    case .text: 4
    case .json: 5
    case .missing: 6
    }
  }
}
