/// A place among the keys of a tree, found page by page.
///
/// Each page must fit between the keys that led to it, so that two pages after another ascend, too.
struct PageCursor {
  private let file: PageFile
  private let tree: PageTree
  /// From the root to a leaf; empty: nowhere.
  private var path: [(page: Page, index: Int)] = []

  init(_ file: PageFile, _ tree: PageTree) {
    self.file = file
    self.tree = tree
  }

  /// Where a way down turns at each branch.
  private enum Turn {
    case first
    case last
    case toward([UInt8])
  }

  mutating func first() throws(LMDBError) -> Bool { try start(.first) }

  mutating func last() throws(LMDBError) -> Bool { try start(.last) }

  mutating func seek(atLeast key: [UInt8]) throws(LMDBError) -> Bool {
    guard try start(.toward(key)), let leaf = path.last else { return false }
    let index = leaf.page.index(atLeast: key.span, tree.order)
    if index < leaf.page.count {
      path[path.count - 1].index = index
      return true
    }
    path[path.count - 1].index = leaf.page.count - 1
    return try next()
  }

  mutating func next() throws(LMDBError) -> Bool {
    try step(.first) { $0.index + 1 < $0.page.count ? $0.index + 1 : nil }
  }

  mutating func previous() throws(LMDBError) -> Bool {
    try step(.last) { $0.index > 0 ? $0.index - 1 : nil }
  }

  /// Moves on at the lowest page that lets it, and down from there.
  private mutating func step(_ turn: Turn, _ move: ((page: Page, index: Int)) -> Int?)
    throws(LMDBError) -> Bool
  {
    while let place = path.last {
      if let index = move(place) {
        path[path.count - 1].index = index
        return try descend(turn)
      }
      path.removeLast()
    }
    return false
  }

  private mutating func start(_ turn: Turn) throws(LMDBError) -> Bool {
    path.removeAll(keepingCapacity: true)
    if tree.depth == 0 { return false }
    try enter(tree.root, turn)
    return try descend(turn)
  }

  private mutating func descend(_ turn: Turn) throws(LMDBError) -> Bool {
    while path.count < tree.depth, let place = path.last {
      try enter(place.page.child(place.index), turn)
    }
    return true
  }

  private mutating func enter(_ number: UInt64, _ turn: Turn) throws(LMDBError) {
    let page = try file.page(number, isLeaf: path.count + 1 == tree.depth, tree.order)
    guard fits(page) else { throw file.damage("page \(number)") }
    let index: Int
    switch turn {
    case .first: index = 0
    case .last: index = page.count - 1
    case .toward(let key): index = page.isLeaf ? 0 : page.index(of: key.span, tree.order)
    }
    path.append((page, index))
  }

  /// Whether the keys of a page lie between those that lead to it.
  private func fits(_ page: Page) -> Bool {
    let first = page.isLeaf ? 0 : 1
    guard first < page.count else { return true }
    if let (above, index) = path.last(where: { $0.index > 0 }),
      tree.order.isBefore(
        page.bytes.span.extracting(page.key(first)), above.bytes.span.extracting(above.key(index)))
    {
      return false
    }
    if let (above, index) = path.last(where: { $0.index + 1 < $0.page.count }) {
      return tree.order.isBefore(
        page.bytes.span.extracting(page.key(page.count - 1)),
        above.bytes.span.extracting(above.key(index + 1)))
    }
    return true
  }
}

/// What stands at the cursor's place; only where there is one.
extension PageCursor {
  /// The bytes of the leaf, in which the key and a small value lie.
  var bytes: [UInt8] { path.last?.page.bytes ?? [] }

  var key: Range<Int> { path.last.map { $0.page.key($0.index) } ?? 0..<0 }

  var keyBytes: [UInt8] { Array(bytes[key]) }

  var value: Page.Value? { path.last.flatMap { $0.page.value($0.index) } }

  /// A copy of the value, wherever it lies.
  func copiedValue() throws(LMDBError) -> [UInt8] {
    switch value {
    case .inside(let range): return Array(bytes[range])
    case .outside(let page, let length): return try file.value(from: page, length: length)
    case .tree, nil: throw file.damage("a value")
    }
  }
}
