/// What the name of a file says of its place in a family of rotated files: `app.log`, `app.log.1`,
/// `app.log.2.gz`, `app.log-20260213`.
package struct FamilyName: Sendable, Equatable {
  /// The name that the newest of them has.
  package let base: String
  /// How old it is among them.
  package let age: Age

  package enum Age: Sendable, Equatable {
    /// By a day, or an hour of it: the smaller is the older.
    case dated(String)
    /// By a number: the greater is the older.
    case numbered(Int)
    /// The one that is written.
    case newest
  }

  package init(_ name: String) {
    let bare = Packing.bare(name[...])
    if let dot = bare.lastIndex(of: "."), let number = Self.number(bare[bare.index(after: dot)...]),
      dot > bare.startIndex
    {
      base = String(bare[..<dot])
      age = .numbered(number)
    } else if let mark = bare.lastIndex(where: { !$0.isNumber && !"-_TZ:".contains($0) })
      .map({ bare.index(after: $0) }), let date = Self.date(bare, from: mark)
    {
      base = String(bare[..<date])
      age = .dated(String(bare[date...]))
    } else {
      base = String(bare)
      age = .newest
    }
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.allSatisfy({ $0.isNumber && $0.isASCII }) else {
      return nil
    }
    return Int(text)
  }

  /// Where a date begins that ends a name, with what stands before it: `-20260213`, `.2026-02-13`.
  private static func date(_ name: Substring, from mark: String.Index) -> String.Index? {
    let digits = name[mark...].count { $0.isNumber }
    guard digits >= 8, mark > name.startIndex else { return nil }
    let before = name.index(before: mark)
    return name[before] == "." ? before : name[mark...].first.map { $0 == "-" } == true ? mark : nil
  }

  /// The older first.
  package static func isOlder(_ left: FamilyName, _ right: FamilyName) -> Bool {
    switch (left.age, right.age) {
    case (.dated(let left), .dated(let right)): left < right
    case (.numbered(let left), .numbered(let right)): left > right
    case (.dated, _): right.age == .newest || Self.isNumbered(right)
    case (.numbered, .newest): true
    case (.numbered, _), (.newest, _): false
    }
  }

  private static func isNumbered(_ name: FamilyName) -> Bool {
    if case .numbered = name.age { true } else { false }
  }
}
