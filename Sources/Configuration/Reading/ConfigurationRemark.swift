extension Settings {
  /// One thing that is wrong, or worth knowing, at one place of a file of settings or rules.
  public struct Remark: Sendable, Hashable, CustomStringConvertible {
    /// The file as it was named to the reader.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    /// What was expected, what was found and what to do.
    public let message: String

    /// A remark on a place; what could break the line or steer a terminal is escaped in the message.
    public init(file: String, line: Int, column: Int, message: String) {
      self.file = file
      self.line = line
      self.column = column
      self.message = Self.printable(message)
    }

    /// Names come out of the file: none may break the line or steer a terminal.
    private static func printable(_ message: String) -> String {
      var text = ""
      for scalar in message.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
          text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: text.unicodeScalars.append(scalar)
        }
      }
      return text
    }

    /// `rules.yaml:12:9: …`, as editors jump to it.
    public var description: String { "\(file):\(line):\(column): \(message)" }
  }
}

/// What its readers call it.
package typealias ConfigurationRemark = Settings.Remark

/// Why a file of rules or settings was refused, whole: every mistake in it, in the file's order.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one.
  public let mistakes: [Settings.Remark]

  package init(_ mistakes: [ConfigurationRemark]) { self.mistakes = mistakes }

  package init(_ message: String, at place: Place, in file: String) {
    mistakes = [
      ConfigurationRemark(file: file, line: place.line, column: place.column, message: message)
    ]
  }

  /// One mistake a line.
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

/// A place in a text, both numbers from 1.
package struct Place: Sendable, Hashable, Comparable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = Place(line: 1, column: 1)

  package static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
