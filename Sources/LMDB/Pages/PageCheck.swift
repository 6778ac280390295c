/// Looks at every page that a transaction sees: whether each is what it says, is used once, and is
/// not told to be free as well.
struct PageCheck {
  private let file: PageFile
  private var used: [Bool]

  /// - Throws: `corrupted` where a page is not what LMDB wrote.
  static func run(_ file: PageFile) throws(LMDBError) {
    var check = PageCheck(file)
    var trees: [PageTree] = []
    var free: [[UInt8]] = []
    try check.visit(file.free) { _, value throws(LMDBError) in free.append(value) }
    try check.visit(file.main, trees: &trees)
    for tree in trees { try check.visit(tree) { _, _ in } }
    for list in free { try check.claimFree(list) }
  }

  private init(_ file: PageFile) {
    self.file = file
    used = [Bool](repeating: false, count: Int(clamping: file.count))
  }

  private mutating func claim(_ number: UInt64, count: UInt64 = 1) throws(LMDBError) {
    guard number >= 2, number < file.count, count <= file.count - number else {
      throw file.damage("page \(number)")
    }
    for page in Int(number)..<Int(number + count) {
      guard !used[page] else { throw file.damage("page \(page), used twice") }
      used[page] = true
    }
  }

  /// Takes a list of free pages in: how many there are, and their numbers from the greatest down.
  private mutating func claimFree(_ list: [UInt8]) throws(LMDBError) {
    let words = list.count / 8
    let length: UInt64 = words > 0 ? list.span.number(at: 0) : .max
    guard length < UInt64(words) else { throw file.damage("the list of free pages") }
    var last = UInt64.max
    for place in stride(from: 8, through: Int(length) * 8, by: 8) {
      let number: UInt64 = list.span.number(at: place)
      guard number < last else { throw file.damage("the list of free pages") }
      try claim(number)
      last = number
    }
  }

  /// Visits the tree of trees.
  private mutating func visit(_ main: PageTree, trees: inout [PageTree]) throws(LMDBError) {
    var cursor = PageCursor(file, main)
    var isThere = try cursor.first()
    while isThere {
      guard case .tree(let range)? = cursor.value,
        let tree = PageTree(cursor.bytes.span.extracting(range), count: file.count)
      else { throw file.damage("a table") }
      trees.append(tree)
      isThere = try cursor.next()
    }
    var visit = Visit(tree: main)
    try claimPages(main.root, level: 1, &visit)
    guard visit.entries == main.entries else { throw file.damage("the list of tables") }
  }

  /// Visits every page and every value of a tree.
  private mutating func visit(
    _ tree: PageTree, _ body: ([UInt8], [UInt8]) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    var visit = Visit(tree: tree)
    try claimPages(tree.root, level: 1, &visit)
    // Order and ends are the cursor's to look at.
    var cursor = PageCursor(file, tree)
    var isThere = try cursor.first()
    var entries = 0
    while isThere {
      entries += 1
      try body(cursor.keyBytes, cursor.copiedValue())
      isThere = try cursor.next()
    }
    guard entries == tree.entries, visit.entries == entries else {
      throw file.damage("the number of keys")
    }
  }

  private struct Visit {
    let tree: PageTree
    var entries = 0
  }

  private mutating func claimPages(_ number: UInt64, level: Int, _ visit: inout Visit)
    throws(LMDBError)
  {
    if visit.tree.depth == 0 { return }
    try claim(number)
    let page = try file.page(number, isLeaf: level == visit.tree.depth, visit.tree.order)
    for index in 0..<page.count {
      if !page.isLeaf {
        try claimPages(page.child(index), level: level + 1, &visit)
      } else if case .outside(let first, let length)? = page.value(index) {
        try claim(first, count: file.pages(of: length))
      }
    }
    if page.isLeaf { visit.entries += page.count }
  }
}
