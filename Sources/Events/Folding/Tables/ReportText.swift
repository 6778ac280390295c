extension ReportPage {
  /// A piece of a report that people read: words and numbers with their units, each with the part
  /// that it plays.
  ///
  /// ```swift
  /// let line: ReportPage.Text = "\(.count(calls)) calls · \(.percent(rate), .bad) failed"
  /// ```
  ///
  /// Who shows it writes the numbers as its readers know them, and makes text of a log harmless.
  public struct Text: Sendable, Equatable {
    /// What it is made of, one after the other.
    public var spans: [Span]

    /// One value by itself.
    public init(_ value: Value, _ role: Role? = nil) { spans = [Span(value, role)] }

    /// A value that stands out from others, or stands back.
    public struct Span: Sendable, Equatable {
      /// What stands there.
      public var value: Value
      /// Nil for a plain one.
      public var role: Role?

      /// A value in a part that it plays; nil: a plain one.
      public init(_ value: Value, _ role: Role? = nil) {
        self.value = value
        self.role = role
      }
    }

    /// A word or a number with its unit.
    public enum Value: Sendable, Equatable {
      /// As it is.
      case text(String)
      /// A whole number.
      case count(Int)
      /// A number, as a whole one or with three decimals at most.
      case number(Double)
      /// A number with as many decimals as are said here.
      case decimal(Double, places: Int)
      /// A length of time in seconds, in units that whoever shows it chooses.
      case seconds(Double)
      /// A part of 1.
      case percent(Double)
      /// An instant, in the zone of whoever shows it.
      case time(Timestamp)
      /// A part of 1 as a length.
      case bar(Double)
      /// Numbers of periods one after the other, from 0 to `top`, as a small picture: nil where a period
      /// has none. The places of periods that tell a part only are marked.
      case sparkline([Double?], top: Double, partial: Set<Int>)
    }

    /// Why a piece is to be noticed, or not.
    public enum Role: Sendable, Equatable {
      /// The one that a reader looks for.
      case highlighted
      /// A word that bears the meaning of a line.
      case strong
      /// What only explains.
      case muted
      /// What went well.
      case good
      /// What went wrong.
      case bad
      /// What may be wrong.
      case doubtful
    }

    /// These parts as one line, with dots between them.
    public static func list(_ parts: [ReportPage.Text]) -> ReportPage.Text {
      var list = ReportPage.Text(spans: [])
      for (place, part) in parts.enumerated() {
        if place > 0 { list.spans.append(Span(.text(" · "), .muted)) }
        list.spans += part.spans
      }
      return list
    }

    /// A number of things: `1 call`, `2 calls`. The noun is one that takes an s.
    public static func count(_ number: Int, _ noun: String) -> ReportPage.Text {
      "\(.count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    private init(spans: [Span]) { self.spans = spans }
  }
}

extension ReportPage.Text: ExpressibleByStringInterpolation {
  /// Words, all of them plain.
  public init(stringLiteral text: String) { self.init(.text(text)) }

  /// Words with values between them.
  public init(stringInterpolation: StringInterpolation) { spans = stringInterpolation.spans }

  /// Collects the words of a literal and the values between them.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var spans: [Span] = []

    /// Begins with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds words as they stand in the literal.
    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { spans.append(Span(.text(literal))) }
    }

    /// Adds a value.
    public mutating func appendInterpolation(_ value: Value, _ role: Role? = nil) {
      spans.append(Span(value, role))
    }

    /// Adds text as it is.
    public mutating func appendInterpolation(_ text: String, _ role: Role? = nil) {
      spans.append(Span(.text(text), role))
    }

    /// Adds what was put together before.
    public mutating func appendInterpolation(_ text: ReportPage.Text) { spans += text.spans }
  }
}
