/// How wide the columns of a table are where there is not room for all: which are left out, and
/// which are shortened.
struct TableLayout {
  /// What a column needs, and how it may give way.
  struct Column {
    /// As wide as its widest cell.
    var width: Int
    /// It may be shortened to this.
    var least: Int
    /// When it is left out.
    var rank: Rank
  }

  /// The order in which columns go; of equals the one that stands further to the right.
  enum Rank: Int, Comparable {
    /// Never.
    case kept
    /// Where the rest could not be shortened any more.
    case needed
    /// Before any other is shortened.
    case spare
    /// First of all: there is nothing in it.
    case empty

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// Columns between two columns.
  static let gap = 2

  /// The width of each column; nil for those that are left out.
  let widths: [Int?]

  init(_ columns: [Column], in room: Int) {
    var kept = Array(columns.indices)
    func total(_ width: (Column) -> Int) -> Int {
      kept.reduce(Self.gap * (kept.count - 1)) { $0 + width(columns[$1]) }
    }
    func leaveOut(above rank: Rank) -> Bool {
      let last = kept.indices.filter { columns[kept[$0]].rank > rank }
        .max { (columns[kept[$0]].rank, $0) < (columns[kept[$1]].rank, $1) }
      guard let last else { return false }
      kept.remove(at: last)
      return true
    }
    while total(\.width) > room, leaveOut(above: .needed) {}
    while total(\.least) > room, leaveOut(above: .kept) {}
    var widths: [Int?] = columns.map { _ in nil }
    for place in kept { widths[place] = columns[place].width }
    Self.shorten(&widths, columns, by: total(\.width) - room)
    self.widths = widths
  }

  /// Takes from the widest first, so that short cells stay whole.
  private static func shorten(_ widths: inout [Int?], _ columns: [Column], by excess: Int) {
    var excess = excess
    while excess > 0 {
      let widest = widths.indices.filter { widths[$0].map { $0 > 1 } ?? false }
        .max { left, right in
          let room = [left, right].map { (widths[$0] ?? 0) > columns[$0].least ? 1 : 0 }
          return (room[0], widths[left] ?? 0) < (room[1], widths[right] ?? 0)
        }
      guard let widest, let width = widths[widest] else { return }
      widths[widest] = width - 1
      excess -= 1
    }
  }
}
