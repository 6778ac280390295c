import Digests
import Events
import Journal
import SystemCalls

/// What stands beside the segments of a log about what they were.
struct SealFiles {
  enum Found: Equatable {
    case missing
    case damaged
    case readable(SegmentSeal)

    var seal: SegmentSeal? {
      guard case .readable(let seal) = self else { return nil }
      return seal
    }
  }

  private let layout: StoreLayout
  /// A seal of the largest segment there may be is far smaller.
  private static let limit = 1 << 28

  init(_ layout: StoreLayout) { self.layout = layout }

  /// The seal of the whole segment at `base`.
  func seal(of base: Position) throws(SealError) -> Found {
    try found(layout.seal(base), base)
  }

  /// That of its beginning, from when a head was taken last.
  func head(of base: Position) throws(SealError) -> Found {
    try found(layout.head(base), base)
  }

  /// What the first segment of a restored store was to the one that it was restored from.
  func origin(of base: Position) throws(SealError) -> Found {
    try found(layout.origin(base), base)
  }

  /// SHA-256 of the sum of the segment at `base`; nil where there is none.
  func sum(of base: Position) throws(SealError) -> [UInt8]? {
    let bytes = try sealing { () throws(SystemError) in try Folder.contents(of: layout.sum(base)) }
    return bytes.map { SHA256.hash($0.span) }
  }

  /// Whether the sum of a segment says what its bytes are.
  func isSumRight(
    of base: Position, _ file: Descriptor, length: Int64
  ) throws(SealError) -> Bool {
    try sealing { () throws(SystemError) in
      var found = SealSum()
      try found.extend(over: file, to: length)
      return try Folder.contents(of: layout.sum(base)).flatMap { SealSum($0) } == found
    }
  }

  /// Where the chain begins, and its value there: with the first segment, whatever that is, so that none is
  /// left out. Where it is not known what stood before that, the chain begins anew.
  func beginning(
    of list: SegmentList, store: String
  ) throws(SealError) -> (base: Position, value: ChainValue)? {
    guard let first = list.bases.first else { return nil }
    let beginning = ChainValue(beginningOf: store)
    if first == .start { return (first, beginning) }
    let told = [
      try seal(of: first).seal, try head(of: first).seal, try origin(of: first).seal,
    ].compactMap { $0 }
    return (first, told.first { $0.store == store }?.before ?? beginning)
  }

  /// The id of the store that was sealed, by the first seal that can be read.
  func store() throws(SealError) -> String? {
    let list = try sealing { () throws(SystemError) in try SegmentList(layout) }
    for base in list.bases {
      if let seal = try seal(of: base).seal { return seal.store }
      if let head = try head(of: base).seal { return head.store }
    }
    return nil
  }

  private func found(_ path: String, _ base: Position) throws(SealError) -> Found {
    let bytes = try sealing { () throws(SystemError) in
      try Folder.contents(of: path, limit: Self.limit)
    }
    guard let bytes else { return .missing }
    guard let seal = SegmentSeal(bytes), seal.base == base else { return .damaged }
    return .readable(seal)
  }
}
