import Analysis

/// A piece of a page. What stands in its literals is HTML; every text that is put between is escaped, so
/// that nothing of a store is ever taken for a tag, a quote or a script.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(run.id)\">\(Words.short(run.id))</td>"
/// ```
///
/// There is no way from a text to HTML but a literal in this program, and `HTML(page:)`, whose maker
/// escapes likewise.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral text: String) { self.text = text }

  package init(stringInterpolation: Pieces) { text = stringInterpolation.text }

  private init(made text: String) { self.text = text }

  /// Nothing.
  static let nothing = HTML(made: "")

  /// The tables and sentences of a report, as `tlm report` has them.
  static func report(_ page: HTMLPage.Part) -> HTML { HTML(made: page.text) }

  /// What a literal and the values in it come to.
  package struct Pieces: StringInterpolationProtocol, Sendable {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text, escaped.
    package mutating func appendInterpolation(_ text: String) {
      self.text += HTMLText.escaped(text)
    }

    /// Text, escaped; nothing where there is none.
    package mutating func appendInterpolation(_ text: String?) {
      if let text { appendInterpolation(text) }
    }

    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// HTML, as it is.
    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    package mutating func appendInterpolation(_ html: HTML?) { text += html?.text ?? "" }

    package mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { text += piece.text }
    }
  }
}

extension HTML {
  static func + (left: HTML, right: HTML) -> HTML { HTML(made: left.text + right.text) }

  /// A word of a tag that stands there or does not: `checked`, `selected`, `open`.
  static func flag(_ name: StaticString, _ isSet: Bool) -> HTML {
    HTML(made: isSet ? " \(name)" : "")
  }

  /// Text of several lines, which stay lines.
  static func lines(_ text: String) -> HTML {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return HTML(made: lines.map { HTMLText.escaped(String($0)) }.joined(separator: "\n"))
  }

  /// A number as SVG takes it, with one decimal.
  static func tenths(_ number: Double) -> HTML { HTML(made: SVGPicture.tenths(number)) }
}

extension [HTML] {
  /// All of them, one after the other.
  func joined(by separator: HTML = "") -> HTML {
    var all = HTML.nothing
    for (place, piece) in enumerated() { all = place == 0 ? piece : all + separator + piece }
    return all
  }
}
