extension ReportPage {
  /// Rows of a report under the titles of their columns.
  ///
  /// ```swift
  /// ReportPage.Table(
  ///   of: tools.sorted { $0.key < $1.key },
  ///   .text("tool") { $0.key }, .count("calls") { $0.value.count },
  ///   .bar("time") { $0.value.share(of: whole) }, .percent("") { $0.value.share(of: whole) })
  /// ```
  public struct Table: Sendable, Equatable {
    /// What the cells of each column are, from the left.
    public let columns: [Heading]
    /// From the top.
    public let rows: [Row]

    /// A row for each element, with a cell in each column.
    public init<Element>(of elements: some Sequence<Element>, _ columns: Column<Element>...) {
      self.init(of: elements, columns)
    }

    /// The same, of columns that were put together before.
    public init<Element>(of elements: some Sequence<Element>, _ columns: [Column<Element>]) {
      self.init(entries: elements.map { Entry.element($0) }, columns)
    }

    /// The same, with gaps between the rows.
    public init<Element>(entries: [Entry<Element>], _ columns: [Column<Element>]) {
      self.columns = columns.map(\.heading)
      rows = entries.map { entry in
        switch entry {
        case .element(let element): .cells(columns.map { $0.cell(element) })
        case .gap(let text): .gap(text)
        }
      }
    }

    /// Whether there are titles only.
    public var isEmpty: Bool { rows.isEmpty }

    /// What a row is made of.
    public enum Entry<Element> {
      /// What a row is made of, with a cell in each column.
      case element(Element)
      /// What is left out here, in words.
      case gap(ReportPage.Text)
    }

    /// A row of the table.
    public enum Row: Sendable, Equatable {
      /// A cell for each column; nil where there is nothing to say.
      case cells([ReportPage.Text?])
      /// Rows that are left out, in words.
      case gap(ReportPage.Text)
    }

    /// What stands above a column, and how its cells are to be read.
    public struct Heading: Sendable, Equatable {
      /// What stands above the cells; empty for a column that goes with the one before it.
      public var title: String
      /// What the cells are, which says how they are written and aligned.
      public var kind: Kind
      /// Whether it is left out where there is little room.
      public var isForWideScreens = false
      /// Whether a count of 0 is told by a mark that is easy to pass over.
      public var hidesZeros = false
      /// What stands where there is nothing to say.
      public var absence = "-"

      /// - Parameters:
      ///   - title: empty for a column that goes with the one before it.
      ///   - kind: what its cells are.
      public init(_ title: String, _ kind: Kind) {
        self.title = title
        self.kind = kind
      }
    }

    /// What the cells of a column are.
    public enum Kind: Sendable, Equatable {
      /// Words.
      case text
      /// Instants.
      case time
      /// Whole numbers.
      case count
      /// Numbers of any unit, with three decimals at most.
      case number
      /// Lengths of time, given in seconds.
      case seconds
      /// Parts of 1, shown as parts of a hundred.
      case percent
      /// Bars of so many characters, where there is little room and where there is more.
      case bar(narrow: Int, wide: Int)
      /// Small pictures of the last so many periods, where there is little room and where there is more.
      case sparkline(narrow: Int, wide: Int)

      /// Whether cells stand one below the other by their last digits.
      public var isNumeric: Bool {
        switch self {
        case .count, .number, .seconds, .percent: true
        case .text, .time, .bar, .sparkline: false
        }
      }
    }
  }
}

@available(*, unavailable) extension ReportPage.Table.Entry: Sendable {}
