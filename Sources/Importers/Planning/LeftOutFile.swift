/// Something in a folder that is not imported.
package struct LeftOutFile: Sendable, Equatable {
  /// Why; the words are stable.
  package enum Reason: String, Sendable {
    /// None of its first lines is an object.
    case content = "no_lines"
    /// Its name says that it holds no lines.
    case name
    /// Its name begins with a dot.
    case hidden
    /// It is another name of a file that is imported.
    case alias = "same_file"
    /// It is no file, or a link to a folder.
    case kind = "no_file"
    /// The folder stands too deep in others.
    case depth = "too_deep"
  }

  /// Absolute.
  package let path: String
  package let reason: Reason
}
