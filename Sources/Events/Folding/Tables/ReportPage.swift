/// What a report shows to people, whatever shows it: sections one below the other.
///
/// It says what things are and not how they look: a terminal makes columns and colours of it, and
/// something else may make another thing of it.
public struct ReportPage: Sendable, Equatable {
  /// From the top; something keeps them apart, such as an empty line.
  public var sections: [Section]

  /// A page of these sections.
  public init(_ sections: [Section] = []) { self.sections = sections }

  /// Whether there is nothing on it.
  public var isEmpty: Bool { sections.isEmpty }

  /// What belongs together: blocks directly below each other, under a heading if there is one.
  public struct Section: Sendable, Equatable {
    /// What the section is about; nil where that is plain.
    public var heading: String?
    /// What stands in it, from the top.
    public var blocks: [Block]

    /// A section of these blocks.
    public init(heading: String? = nil, _ blocks: [Block]) {
      self.heading = heading
      self.blocks = blocks
    }
  }

  /// A piece of a section.
  public enum Block: Sendable, Equatable {
    /// Rows under the titles of their columns.
    case table(ReportPage.Table)
    /// A sentence, or a few numbers.
    case line(ReportPage.Text)
  }

  /// Puts a section at the end of the page.
  public mutating func add(heading: String? = nil, _ blocks: Block...) {
    sections.append(Section(heading: heading, blocks))
  }
}
