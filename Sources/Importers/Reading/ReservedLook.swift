import Events
import SystemCalls

/// A quick look for names that are tlm's own.
enum ReservedLook {
  /// False where no text of a line begins as such a name does.
  static func mayBeNamed(in line: ArraySlice<UInt8>) -> Bool {
    var place = 0
    while let end = search.first(in: line.span, from: place) {
      let before = line[...(line.startIndex + end + 2)]
      if beginnings.contains(where: { before.suffix($0.count) == $0[...] }) { return true }
      place = end + 1
    }
    return false
  }

  private static let beginnings = ReservedName.prefixes.map { Array("\"\($0)".utf8) }

  /// By the last three bytes of each: the quote before it is anything but rare.
  private static let search: TripleSearch = {
    var search = TripleSearch()
    for bytes in beginnings {
      let last = Array(bytes.suffix(3))
      search.add(TripleSearch.number(last[0], last[1], last[2]))
    }
    return search
  }()
}
