extension ReportPage.Table {
  /// A column of a table while it is made: its title, and how its cell is read off an element.
  ///
  /// A cell is nil where an element has nothing to say there.
  public struct Column<Element> {
    /// The part that a cell plays: why it is to be noticed, or not.
    public typealias Role = ReportPage.Text.Role

    /// What stands above it.
    public var heading: Heading
    /// What stands in it for an element.
    public var cell: (Element) -> ReportPage.Text?

    /// A column of a kind, its cells put together by hand.
    public init(
      _ title: String, _ kind: Kind, _ cell: @escaping (Element) -> ReportPage.Text?
    ) {
      heading = Heading(title, kind)
      self.cell = cell
    }

    private init<Content>(
      _ title: String, _ kind: Kind, _ content: @escaping (Element) -> Content?,
      _ role: ((Element) -> Role?)?, _ value: @escaping (Content) -> ReportPage.Text.Value
    ) {
      self.init(title, kind) { element in
        content(element).map { ReportPage.Text(value($0), role?(element)) }
      }
    }

    /// Words.
    public static func text(
      _ title: String, _ content: @escaping (Element) -> String?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .text, content, role) { .text($0) } }

    /// Instants.
    public static func time(
      _ title: String, _ content: @escaping (Element) -> Timestamp?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .time, content, role) { .time($0) } }

    /// Whole numbers.
    public static func count(
      _ title: String, _ content: @escaping (Element) -> Int?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .count, content, role) { .count($0) } }

    /// Numbers of any unit.
    public static func number(
      _ title: String, _ content: @escaping (Element) -> Double?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .number, content, role) { .number($0) } }

    /// Lengths of time.
    public static func seconds(
      _ title: String, _ content: @escaping (Element) -> Double?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .seconds, content, role) { .seconds($0) } }

    /// Parts of 1, as parts of a hundred.
    public static func percent(
      _ title: String, _ content: @escaping (Element) -> Double?,
      role: ((Element) -> Role?)? = nil
    ) -> Column { Column(title, .percent, content, role) { .percent($0) } }

    /// Parts of 1, as bars.
    ///
    /// - Parameters:
    ///   - title: what they are parts of.
    ///   - narrow: how many characters a whole one has where there is little room.
    ///   - wide: how many it has where there is more.
    ///   - content: the part of an element.
    public static func bar(
      _ title: String, narrow: Int = 12, wide: Int = 20,
      _ content: @escaping (Element) -> Double?
    ) -> Column {
      Column(title, .bar(narrow: narrow, wide: wide), content, nil) { .bar($0) }.absent("")
    }

    /// Numbers of periods, as small pictures of the last of them.
    ///
    /// - Parameters:
    ///   - title: what they are of.
    ///   - narrow: how many periods are shown where there is little room.
    ///   - wide: how many where there is more.
    ///   - content: the picture of an element.
    public static func sparkline(
      _ title: String, narrow: Int = 16, wide: Int = 48,
      _ content: @escaping (Element) -> ReportPage.Text?
    ) -> Column { Column(title, .sparkline(narrow: narrow, wide: wide), content).absent("") }

    /// The same column with another text where there is nothing to say.
    public func absent(_ text: String) -> Column { changed { $0.absence = text } }

    /// The same column, left out where there is little room.
    public var forWideScreens: Column { changed { $0.isForWideScreens = true } }

    /// The same column with a mark for a count of 0 that is easy to pass over.
    public var hidingZeros: Column { changed { $0.hidesZeros = true } }

    private func changed(_ change: (inout Heading) -> Void) -> Column {
      var column = self
      change(&column.heading)
      return column
    }
  }
}

@available(*, unavailable) extension ReportPage.Table.Column: Sendable {}
